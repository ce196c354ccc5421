"""The addresses that the fetcher asks for: a feed's own, and where redirects lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from index.errors import FetchError

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}(?:%25[A-Za-z0-9._-]{1,32})?\]")
_KEPT = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address as it is asked for: in ASCII, its host without brackets and in lower case."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> tuple[str, str, int]:
        """What must be the same for a secret to be told (RFC 6454)."""
        return self.scheme, self.host, self.port

    @property
    def server(self) -> str:
        """The host as one word, with its port where that is an unusual one."""
        return self.host if self.port in _PORTS.values() else f"{self.host}:{self.port}"


def redirect_target(url: str, location: str) -> str:
    """Where a redirect leads (RFC 9110, 10.2.2), without the fragment.

    Args:
        url: the address that answered.
        location: the header of that name; empty where it is missing.

    Raises:
        FetchError: nowhere, or to something else than an http(s) address.
    """
    location = location.strip()
    if not location:
        raise FetchError("The server redirects, but does not say where to.")
    if not location.isprintable():
        raise FetchError("The server redirects to an address that cannot be fetched.")
    try:
        target = urljoin(url, location)
        parts = urlsplit(target)
    except ValueError as error:
        raise FetchError("The server redirects to an address that cannot be fetched.") from error
    if parts.scheme.lower() not in {"http", "https"}:
        raise FetchError(f"The server redirects to a {parts.scheme}: address, which is refused.")
    return parts._replace(fragment="").geturl()


def parse_address(url: str) -> Address:
    """An http(s) address for the client; what is well-formed already stays letter for letter, as signatures demand.

    A host beyond ASCII is written as IDNA 2008 has it, after the mapping of UTS 46 as browsers do.

    Raises:
        FetchError: it is no such address.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if parts.scheme.lower() not in _PORTS or not host or not url.isprintable() or "\\" in parts.netloc:
            raise _unusable()
        if not (url.isascii() and " " not in url):
            host = _ascii_host(host)
            user, at, _ = parts.netloc.rpartition("@")
            place = f"[{host}]" if ":" in host else host
            netloc = f"{quote(user, safe=_KEPT)}{at}{place}{'' if port is None else f':{port}'}"
            path, query = quote(parts.path, safe=_KEPT), quote(parts.query, safe=_KEPT)
            url = parts._replace(netloc=netloc, path=path, query=query, fragment="").geturl()
            parts = urlsplit(url)
    except ValueError as error:
        raise _unusable() from error
    scheme = parts.scheme.lower()
    place = parts.netloc.rpartition("@")[2]
    place = place if place.endswith("]") else re.sub(r":\d*$", "", place)
    if not _HOST.fullmatch(place) or port == 0:
        raise _unusable()  # two readers of an address must not read two hosts out of it
    return Address(url, scheme, host.lower(), port or _PORTS[scheme])


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    import idna  # noqa: PLC0415 - few addresses need it

    return idna.encode(host, uts46=True).decode("ascii")


def _unusable() -> FetchError:
    return FetchError("This is not an address that can be fetched.", "Check it in feeds.toml.")
