"""Says what went wrong on the network in words that a reader of news understands."""

from __future__ import annotations

import errno
import http
import math
import os
import re
import socket
import time

import pycurl

from index.errors import FetchError

LOCAL_REFUSED = "The server redirected into the local network, which is refused."
_MAX_HOST = 80
_MINUTE, _HOUR, _DAY = 60, 3600, 86400

_STATUS = {
    401: ("asks for a name and a password", "Give the feed a username and a password in feeds.toml."),
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
}

_VERIFY_NUMBER = re.compile(r" \(\d+\)$")
_BROKEN_OFF = "{host} broke off the connection."
_NO_HTTP = "{host} does not answer in a way that can be understood."
_NO_TLS = "No secure connection to {host} came about."
_NO_ADDRESS = "This is not an address that can be fetched."

_CODES = {
    pycurl.E_UNSUPPORTED_PROTOCOL: _NO_HTTP,
    pycurl.E_URL_MALFORMAT: _NO_ADDRESS,
    pycurl.E_COULDNT_RESOLVE_HOST: "The name {host} cannot be found: is the address right and the network up?",
    pycurl.E_FTP_WEIRD_SERVER_REPLY: _NO_HTTP,
    pycurl.E_HTTP2: _NO_HTTP,
    pycurl.E_PARTIAL_FILE: "The server's answer was cut short.",
    pycurl.E_OPERATION_TIMEDOUT: "{host} does not answer.",
    pycurl.E_SSL_CONNECT_ERROR: _NO_TLS,
    pycurl.E_GOT_NOTHING: _BROKEN_OFF,
    pycurl.E_SEND_ERROR: _BROKEN_OFF,
    pycurl.E_SSL_CIPHER: _NO_TLS,
    pycurl.E_SSL_CACERT_BADFILE: "The certificates of the trusted authorities cannot be read on this machine.",
}
_PROXY_HANDSHAKE = 97  # CURLE_PROXY, which pycurl has no name for
_PROXY_CODES = frozenset({pycurl.E_COULDNT_RESOLVE_PROXY, pycurl.E_COULDNT_CONNECT})


class StatusError(FetchError):
    """The server answered, but with no feed.

    Attributes:
        status: of the answer.
        wait: for how many seconds the server asks to be left alone; 0 where it does not say.
        server: which one, as a word.
    """

    def __init__(self, message: str, remedy: str, status: int, wait: int, server: str) -> None:
        super().__init__(message, remedy)
        self.status = status
        self.wait = wait
        self.server = server


class OfflineError(FetchError):
    """This machine has no way to the network, so no server was asked."""


class HostRestingError(FetchError):
    """The server had asked to be left alone, and was."""


def status_error(status: int, retry_after: str = "", now: float | None = None, *, server: str = "") -> StatusError:
    """What an HTTP status other than success means.

    Args:
        status: of the answer.
        retry_after: the header of that name, seconds or a date.
        now: Unix seconds, for a date.
        server: that answered.
    """
    phrase, remedy = _STATUS.get(status, ("", ""))
    if not phrase and status in {known.value for known in http.HTTPStatus}:
        phrase = http.HTTPStatus(status).phrase.lower()
    message = f"HTTP {status} {phrase}".strip()
    wait = wait_seconds(retry_after, time.time() if now is None else now)
    words = f"{message}; the server asked us to wait {_duration(wait)}." if wait else f"{message}."
    return StatusError(words, remedy, status, wait, server)


def network_error(
    code: int, message: str, host: str, number: int = 0, *, proxied: bool = False, tunnel: int = 0
) -> FetchError:
    """What an error of libcurl means.

    Args:
        code: libcurl's number of it.
        message: libcurl's own words.
        host: that was asked.
        number: the operating system's number of the error that led to it, or 0.
        proxied: whether a proxy stands between.
        tunnel: the status with which a proxy answered, or 0.
    """
    host = host if len(host) <= _MAX_HOST else f"{host[:_MAX_HOST]}…"
    if proxied and tunnel and tunnel != 200:  # noqa: PLR2004 - OK
        return FetchError(f"The proxy answered HTTP {tunnel}.")
    if proxied and code in _PROXY_CODES:
        return FetchError("The proxy cannot be reached.")
    if proxied and code == _PROXY_HANDSHAKE:
        return FetchError(f"The proxy does not lead to {host}, or wants another name and password.")
    if code == pycurl.E_PEER_FAILED_VERIFICATION:
        reason = _VERIFY_NUMBER.sub("", message.rpartition(": ")[2]).rstrip(".")
        return FetchError(f"The certificate of {host} cannot be trusted: {reason}.")
    if words := _CODES.get(code):
        return FetchError(words.format(host=host))
    return system_error(OSError(number, ""), host)


def system_error(error: OSError, host: str) -> FetchError:
    """What an error of the operating system means."""
    host = host if len(host) <= _MAX_HOST else f"{host[:_MAX_HOST]}…"
    if isinstance(error, socket.gaierror):
        kind = OfflineError if error.errno == socket.EAI_AGAIN else FetchError
        return kind(f"The name {host} cannot be found: is the address right and the network up?")
    if error.errno in {errno.ENETUNREACH, errno.ENETDOWN}:
        return OfflineError(f"There is no way to {host}: is the network up?")
    if error.errno in _ERRNO:
        return FetchError(_ERRNO[error.errno].format(host=host))
    if error.errno:
        return FetchError(f"{host} cannot be reached: {os.strerror(error.errno).lower()}.")
    return FetchError(f"{host} cannot be reached.")


def wait_seconds(retry_after: str, now: float) -> int:
    """Whole seconds to wait (RFC 9110, 10.2.3), counted from ``now``; 0 where the header says nothing sensible."""
    if retry_after.isascii() and retry_after.isdigit():
        return int(retry_after[:9])
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few answers have it

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
