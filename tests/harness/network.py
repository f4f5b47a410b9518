"""No test talks to another machine. What listens on this one, and unix sockets, may be reached."""

import ipaddress
import socket
from typing import Any

LOCAL_NAMES = {"", "localhost", "testserver", socket.gethostname()}


class NetworkError(RuntimeError):
    """Derived from neither OSError nor AssertionError, so that no code under test swallows it."""


def block() -> None:
    socket.socket.connect = _guarded(socket.socket.connect)
    socket.socket.connect_ex = _guarded(socket.socket.connect_ex)
    socket.getaddrinfo = _guarded_lookup(socket.getaddrinfo)


def is_local(host: str | bytes | None) -> bool:
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else host
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name in LOCAL_NAMES


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and not is_local(address[0]):
            raise NetworkError(f"A test may not reach {address[0]}.")
        return connect(self, address)

    return guarded


def _guarded_lookup(getaddrinfo: Any) -> Any:
    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not is_local(host):
            raise NetworkError(f"A test may not look up {host}.")
        return getaddrinfo(host, *args, **kwargs)

    return guarded
