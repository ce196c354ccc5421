"""Says what went wrong on the network in words that a reader of news understands."""

from __future__ import annotations

import errno
import http
import math
import os
import ssl
import time
from email.utils import parsedate_to_datetime

import aiohttp

from index.errors import FetchError
from index.feeds.fetch_net import LocalAddressError

_MAX_HOST = 80
_MINUTE, _HOUR, _DAY = 60, 3600, 86400

_STATUS = {
    401: ("asks for a name and a password", "Put them into the address: https://name:password@..."),
    404: ("not found", "Check the address."),
    410: ("gone for good", "Remove the feed; its articles stay in the archive."),
    429: ("too many requests", ""),
    451: ("withheld for legal reasons", ""),
    503: ("unavailable for now", ""),
}

_ERRNO = {
    errno.ECONNREFUSED: "{host} refused the connection.",
    errno.ECONNRESET: "{host} broke off the connection.",
    errno.EPIPE: "{host} broke off the connection.",
    errno.ETIMEDOUT: "{host} does not answer.",
    errno.EHOSTUNREACH: "There is no way to {host}: is the network up?",
    errno.ENETUNREACH: "There is no way to {host}: is the network up?",
}


def status_error(status: int, retry_after: str = "", now: float | None = None) -> FetchError:
    """What an HTTP status other than success means.

    Args:
        status: of the answer.
        retry_after: the header of that name, seconds or a date.
        now: Unix seconds, for a date.
    """
    phrase, remedy = _STATUS.get(status, ("", ""))
    if not phrase and status in {known.value for known in http.HTTPStatus}:
        phrase = http.HTTPStatus(status).phrase.lower()
    message = f"HTTP {status} {phrase}".strip()
    wait = _wait_seconds(retry_after, time.time() if now is None else now)
    return FetchError(f"{message}; the server asked us to wait {_duration(wait)}." if wait else f"{message}.", remedy)


def network_error(error: Exception, host: str) -> FetchError:
    """What an exception of the HTTP client or the operating system means."""
    host = host if len(host) <= _MAX_HOST else f"{host[:_MAX_HOST]}…"
    return FetchError(_certificate(error, host) or _client(error, host) or _system(error, host))


def _certificate(error: Exception, host: str) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        inner = error.certificate_error
        reason = inner.verify_message if isinstance(inner, ssl.SSLCertVerificationError) else str(inner)
        return f"The certificate of {host} cannot be trusted: {reason.rstrip('.')}."
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return f"No secure connection to {host} came about."
    return ""


def _client(error: Exception, host: str) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"The name {host} cannot be found: is the address right and the network up?"
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return f"The proxy cannot be reached: {error.os_error.strerror or error.os_error}."
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, LocalAddressError):
        return "The server redirected into the local network, which is refused."
    if isinstance(error, aiohttp.ClientPayloadError):
        return "The server's answer was cut short."
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return f"{host} broke off the connection."
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"The proxy answered HTTP {error.status}."
    if isinstance(error, aiohttp.ClientResponseError):
        return f"{host} does not answer in a way that can be understood."
    if isinstance(error, aiohttp.InvalidURL):
        return "This is not an address that can be fetched."
    return ""


def _system(error: Exception, host: str) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in _ERRNO:
        return _ERRNO[number].format(host=host)
    if number:
        return f"{host} cannot be reached: {os.strerror(number).lower()}."
    return f"{host} cannot be reached."


def _wait_seconds(retry_after: str, now: float) -> int:
    """Whole seconds to wait (RFC 9110, 10.2.3); 0 where the header says nothing sensible."""
    if retry_after.isascii() and retry_after.isdigit():
        return int(retry_after[:9])
    try:
        return max(0, math.ceil(parsedate_to_datetime(retry_after).timestamp() - now))
    except (ValueError, OverflowError):
        return 0


def _duration(seconds: int) -> str:
    if seconds < 5 * _MINUTE:
        return f"{seconds} s"
    if seconds < 2 * _HOUR:
        return f"{math.ceil(seconds / _MINUTE)} min"
    if seconds < 2 * _DAY:
        return f"{math.ceil(seconds / _HOUR)} h"
    return f"{math.ceil(seconds / _DAY)} days"
