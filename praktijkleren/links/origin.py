"""Whence someone signed, as coarse as evidence needs it: a network and not an address, a sort of device and no version.

Anything may stand in a User-Agent, so of its text nothing is kept: only words of this file are.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest

from praktijkleren.links.limits import client_address

KEPT_BITS = {4: 24, 6: 48}
BROWSERS = (
    ("Edge", ("Edg/", "EdgA/", "EdgiOS/")),
    ("Samsung Internet", ("SamsungBrowser/",)),
    ("Opera", ("OPR/", "OPT/")),
    ("Firefox", ("Firefox/", "FxiOS/")),
    ("Chrome", ("Chrome/", "CriOS/")),
    ("Safari", ("Safari/",)),
)
"""The first that fits: nearly all of them call themselves Chrome and Safari as well."""
TABLET, PHONE, COMPUTER = ("iPad", "Tablet"), ("iPhone", "Mobile"), ("Windows NT", "Macintosh", "X11")


@dataclass(frozen=True)
class Origin:
    netwerk: str
    apparaat: str


def origin_of(request: HttpRequest) -> Origin:
    return Origin(network_of(client_address(request)), device_of(request.headers.get("User-Agent", "")))


def network_of(address: str) -> str:
    """`192.0.2.0/24`: too wide to be one person or one house. Empty when it is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or IPv6Address(int(found))  # without its zone
    return str(ip_network(f"{found}/{KEPT_BITS[found.version]}", strict=False))


def device_of(user_agent: str) -> str:
    """`telefoon, Chrome`; empty when nothing is known of either."""
    browser = next((name for name, marks in BROWSERS if any(mark in user_agent for mark in marks)), "")
    return ", ".join(part for part in (_sort_of(user_agent), browser) if part)


def _sort_of(user_agent: str) -> str:
    if any(mark in user_agent for mark in TABLET):
        return "tablet"
    if any(mark in user_agent for mark in PHONE):
        return "telefoon"
    if "Android" in user_agent:
        return "tablet"  # of Android only a telefoon says Mobile
    return "computer" if any(mark in user_agent for mark in COMPUTER) else ""
