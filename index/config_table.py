"""A table of feeds.toml whose values are checked as they are asked for, and whose faults name their line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from index.config_lines import Outline

_DEFAULT_PORTS = {"http": 80, "https": 443}
_FIRST_KEY = {"feed": "url", "search": "name"}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_PLAIN = re.compile(r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*/[!-~]*(?<!\?)", re.ASCII)
"""The usual address, in which nothing can be wrong and whose only spelling is its own (but for what follows ``#``)."""

_INTERVAL = re.compile(r"\s*(\d{1,5})\s*([mhd])\s*")
_UNITS = {"m": 60, "h": 3600, "d": 86_400}
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_OWN_HEADERS = frozenset(
    {"accept-encoding", "connection", "content-length", "host", "if-modified-since", "if-none-match"}
    | {"proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade"}
)


def feed_address_key(url: str) -> str:
    """What two spellings of one feed's address share (RFC 3986, 6.2.2-3): the host's case, the port, an empty path."""
    if "#" not in url and _PLAIN.fullmatch(url):
        return url
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # no address at all
        return url
    scheme, host = parts.scheme.lower(), parts.netloc
    user, at, place = host.rpartition("@")
    place = place.lower().removesuffix(f":{_DEFAULT_PORTS.get(scheme, '')}")
    return parts._replace(scheme=scheme, netloc=f"{user}{at}{place}", path=parts.path or "/", fragment="").geturl()


def address_fault(url: str) -> str:
    """What is wrong with a feed's address, in words; empty when nothing is."""
    if _PLAIN.fullmatch(url):
        return ""
    if holds_control(url) or any(character.isspace() for character in url):
        return "holds a space or a control character"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        return f"is not an address ({error})"
    if parts.scheme.lower() == "file":
        return "" if parts.path.startswith("/") and not host else "is not the address of a local file (file:///...)"
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        return "must start with https://, http:// or file://"
    return "" if host else "names no host"


def interval_text(seconds: int) -> str:
    """An interval as it is written: "1d" rather than "24h"; whole minutes."""
    for unit, size in reversed(_UNITS.items()):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{max(1, seconds // 60)}m"


def interval_seconds(text: str) -> int:
    """The seconds of a time as it is written: "30m", "2h", "1d"; 0 for what is no such time."""
    match = _INTERVAL.fullmatch(text)
    return int(match[1]) * _UNITS[match[2]] if match else 0


def holds_control(text: str) -> bool:
    """Whether a text holds a control character, a line break, a direction override or half of a surrogate pair."""
    return _CONTROL.search(text) is not None


class Table:
    """A table of the file.

    Every reading method raises ConfigError, with the line and the remedy, for a value of the wrong kind.
    """

    def __init__(self, path: Path, text: str, values: Mapping[str, object], name: str = "", number: int = 0) -> None:
        self._path, self._text, self._values, self._name, self._number = path, text, values, name, number
        self._outline: Outline | None = None

    def line(self, key: str = "") -> int | None:
        """The line of a key, else the line that the table starts on."""
        from index.config_lines import outline  # noqa: PLC0415 - only faults have lines

        self._outline = self._outline or outline(self._text)
        return self._outline.line(self._name, self._number, key)

    def fault(self, key: str, message: str, remedy: str = "") -> ConfigError:
        """The exception to raise for what a key says."""
        return ConfigError(message, self._path, self.line(key), remedy)

    def allow(self, names: Sequence[str]) -> None:
        """Refuse keys other than these: a misspelt key must not be a silent one."""
        for key in self._values:
            if key not in names:
                import difflib  # noqa: PLC0415 - as above

                close = difflib.get_close_matches(key.lower().replace("-", "_"), names, n=1, cutoff=0.6)
                remedy = f"Did you mean {close[0]}?" if close else f"Known are {', '.join(names)}."
                where = (
                    f"[{self._name}]"
                    if self._name == "settings"
                    else f"a [[{self._name}]]"
                    if self._name
                    else "feeds.toml"
                )
                raise self.fault(key, f"{where} has no key {key!r}.", remedy)

    def table(self, key: str) -> Table:
        """The table of that name, empty where there is none."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.fault(key, f"{key} must be a table.", f"Write [{key}] on a line of its own.")
        return self._inner(value, key)

    def leaves(self) -> Iterator[tuple[str, object]]:
        """Every value with its dotted name, those of tables inside this one too."""
        inside = list(self._values.items())
        while inside:
            name, value = inside.pop(0)
            if isinstance(value, dict):
                inside[:0] = [(f"{name}.{key}", each) for key, each in value.items()]
            else:
                yield name, value

    def tables(self, key: str) -> list[Table]:
        """All tables of that name, in the order of the file."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.fault(
                key, f"every {key} is a table in double brackets.", f"Write [[{key}]] above its {_FIRST_KEY[key]}."
            )
        return [self._inner(each, key, number) for number, each in enumerate(value)]

    def _inner(self, values: Mapping[str, object], key: str, number: int = 0) -> Table:
        inner = Table(self._path, self._text, values, key, number)
        inner._outline = self._outline  # one outline serves the whole file
        return inner

    def text(self, key: str, default: str) -> str:
        """Text on one line, without blanks around it."""
        value = self._values.get(key, default)
        if not isinstance(value, str):
            raise self.fault(key, f"{key} must be text.", f'Write it in quotes: {key} = "...".')
        if holds_control(value):
            raise self.fault(key, f"{key} holds a control character.", "Write it on one line, without escapes.")
        return value.strip()

    def choice(self, key: str, default: str, choices: Sequence[str]) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value not in choices:
            wanted = " or ".join(f'"{choice}"' for choice in choices)
            raise self.fault(key, f"{key} cannot be {value!r}.", f"Write {wanted}.")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """A truth value."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, f"{key} must be true or false.", f"Write {key} = true, without quotes.")
        return value

    def integer(self, key: str, default: int, bounds: tuple[int, int]) -> int:
        """A whole number within bounds, both included."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not bounds[0] <= value <= bounds[1]:
            message = f"{key} must be a whole number from {bounds[0]} to {bounds[1]}."
            raise self.fault(key, message, f"Write for example {key} = {default}.")
        return value

    def number(self, key: str, default: float, bounds: tuple[int, int]) -> float:
        """A number within bounds, both included."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not bounds[0] <= value <= bounds[1]:
            message = f"{key} must be a number from {bounds[0]} to {bounds[1]}."
            raise self.fault(key, message, f"Write for example {key} = {default:g}.")
        return float(value)

    def interval(self, key: str, bounds: tuple[int, int]) -> int:
        """A time such as "30m", "2h" or "1d", in seconds and within bounds; 0 where it is not there."""
        value = self._values.get(key)
        if value is None:
            return 0
        if not isinstance(value, str) or not _INTERVAL.fullmatch(value):
            raise self.fault(key, f"{key} must be a time.", f'Write for example {key} = "30m", "2h" or "1d".')
        seconds = interval_seconds(value)
        if not bounds[0] <= seconds <= bounds[1]:
            message = f"{key} must be between {bounds[0] // 60} minutes and {bounds[1] // 86_400} days."
            raise self.fault(key, message, f'Write for example {key} = "30m".')
        return seconds

    def headers(self, key: str) -> tuple[tuple[str, str], ...]:
        """HTTP headers, an inline table of texts; those that the fetcher must answer for itself are refused."""
        value = self._values.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self.fault(key, f"{key} must be a table of texts.", f'Write {key} = {{ "X-Key" = "env:MY_KEY" }}.')
        for name, text in value.items():
            if not _HEADER_NAME.fullmatch(name) or name.lower() in _OWN_HEADERS:
                raise self.fault(key, f"{name!r} is no header that can be set.", "Leave it out.")
            if holds_control(text) or not text.isascii():
                raise self.fault(key, f"the header {name} holds a character that cannot be sent.", "Write it in ASCII.")
        return tuple((name, text.strip()) for name, text in value.items())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.fault(key, f"{key} must be a list of texts.", f'Write {key} = ["one", "two"].')
        cleaned = [each.strip() for each in value]
        if not all(each and not holds_control(each) for each in cleaned):
            raise self.fault(key, f"{key} holds an empty text or a control character.", f'Write {key} = ["one"].')
        return tuple(dict.fromkeys(cleaned))

    def address(self, key: str) -> str:
        """A feed's address, which must be there."""
        if key not in self._values:
            raise self.fault("", "this [[feed]] has no url.", 'Write url = "https://..." below it.')
        value = self.text(key, "")
        if fault := address_fault(value):
            raise self.fault(key, f"{key} {value!r} {fault}.", "Copy the feed's address from its website.")
        return value
