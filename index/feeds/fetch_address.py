"""The addresses that the fetcher asks for: a feed's own, and where redirects lead."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from yarl import URL

from index.errors import FetchError


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


def parse_address(url: str) -> URL:
    """An http(s) address for the client; what is well-formed already stays letter for letter, as signatures demand.

    Raises:
        FetchError: it is no such address.
    """
    try:
        asis = url.isascii() and url.isprintable() and " " not in url
        parsed = URL(url, encoded=asis)
        host = parsed.host
    except ValueError as error:
        raise FetchError("This is not an address that can be fetched.", "Check it in feeds.toml.") from error
    if not host or parsed.scheme not in {"http", "https"}:
        raise FetchError("This is not an address that can be fetched.", "Check it in feeds.toml.")
    return parsed
