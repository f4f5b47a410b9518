"""An address as a QR code, drawn as SVG inside the page or document."""

from django.utils.safestring import SafeString, mark_safe


def qr_svg(url: str, *, title: str) -> SafeString:
    """Error level M with its quiet zone; readable from 30 mm in print (signing.md 3.6). Holds the address, no data."""
    import segno

    code = segno.make(url, error="m", mode="byte", micro=False)
    svg: str = code.svg_inline(border=4, omitsize=True, title=title, svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308 - segno escapes the title; the rest are its own paths
