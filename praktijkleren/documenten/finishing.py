"""What WeasyPrint does not write by itself (signing.md 3.3): the PDF/UA identifier, the field for the seal, types."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from praktijkleren.documenten.kinds import Attachment

Finisher = Callable[[Any], None]
FIELD = "Zegel"
UA_IDENTIFIER = Path(__file__).with_name("pdfua.xmp")
PRINT_AND_LOCKED = 4 | 128


class RenderError(Exception):
    """The document would come out wrong, so it does not come out at all."""


def identify_as_ua(pdf: Any) -> None:
    """Put the PDF/UA identifier and its schema in the one rdf:RDF; a second one is ignored by readers."""
    stream = _target(pdf, pdf.catalog["Metadata"])
    xmp = b"\n".join(part if isinstance(part, bytes) else part.encode() for part in stream.stream)
    if xmp.count(b"</rdf:RDF>") != 1:
        raise RenderError("De metadata van de PDF zijn anders dan verwacht.")
    stream.stream[:] = [xmp.replace(b"</rdf:RDF>", UA_IDENTIFIER.read_bytes().strip() + b"</rdf:RDF>")]


def add_field(pdf: Any) -> None:
    """An invisible field for the seal, tagged as a form: so that both PDF/A and PDF/UA allow it by the letter."""
    import pydyf

    page_reference = pdf.page_references[0]
    widget = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(FIELD),
            "TU": pydyf.String("Elektronisch zegel"),
            "F": PRINT_AND_LOCKED,
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "P": page_reference,
        }
    )
    pdf.add_object(widget)
    page = _target(pdf, page_reference)
    page["Annots"] = pydyf.Array([*page.get("Annots", []), widget.reference])
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([widget.reference])})
    _tag(pdf, widget, page_reference)


def _tag(pdf: Any, widget: Any, page_reference: bytes) -> None:
    """In the tree of tags as the last child of the document, and back from the widget through the parent tree."""
    import pydyf

    root = _target(pdf, pdf.catalog["StructTreeRoot"])
    document, numbers = _target(pdf, root["K"][0]), _target(pdf, root["ParentTree"])["Nums"]
    link = pydyf.Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": page_reference})
    pdf.add_object(link)
    form = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Form",
            "Alt": pydyf.String("Elektronisch zegel"),
            "K": pydyf.Array([link.reference]),
            "Pg": page_reference,
            "P": document.reference,
        }
    )
    pdf.add_object(form)
    document["K"].append(form.reference)
    key = max(numbers[::2], default=-1) + 1
    numbers.extend([key, form.reference])
    widget["StructParent"] = key


def as_weasyprint(attachment: "Attachment") -> Any:
    from weasyprint import Attachment as Embedded

    created = attachment.created.astimezone(UTC)  # WeasyPrint writes any time as UTC
    return Embedded(
        file_obj=io.BytesIO(attachment.content),
        name=attachment.name,
        description=attachment.description,
        relationship="Data",
        created=created,
        modified=created,
    )


def name_types(pdf: Any, attachments: "Sequence[Attachment]") -> None:
    """The type that the attachment says, where WeasyPrint guesses from its name."""
    files = [each for each in pdf.objects if getattr(each, "extra", {}).get("Type") == "/EmbeddedFile"]
    for file, attachment in zip(files, attachments, strict=True):
        file.extra["Subtype"] = f"/{attachment.mime.replace('/', '#2f').replace('+', '#2b')}"


def _target(pdf: Any, reference: Any) -> Any:
    text = reference.decode() if isinstance(reference, bytes) else str(reference)
    return pdf.objects[int(text.split()[0])]
