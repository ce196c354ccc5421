"""Cleaning of foreign text: what a feed says becomes text that can do nothing to a terminal, a file or a database.

Feeds hold terminal escape sequences, control characters, lone surrogates, bidirectional overrides and stacks of
combining marks, by accident or on purpose. Text passes :func:`clean_text` or :func:`clean_line` once, when it comes
in; addresses pass :func:`safe_url`; where text becomes screen cells
:func:`index.text.guard.guard` stands as the last, cheap check.

What goes: escape sequences with their payloads (ECMA-48: CSI, OSC, DCS, SOS, PM, APC, and their C1 forms), C0 and C1
controls but newline and tab, noncharacters and surrogates, the private-use U+E000 and U+E001 (which mark search hits),
bidirectional embeddings, overrides and isolates (UAX #9), invisible format characters that only disturb widths and
searches (soft hyphen, zero-width space, word joiner, byte order mark), tag characters, which can hide whole sentences.
What stays: ZWJ and ZWNJ where they join (emoji, Persian), variation selectors, the tags of a flag's emoji (UTS #51:
Scotland's is a black flag with the tags "gbsct"), the left-to-right and right-to-left marks. The rest is brought to NFC
(UAX #15).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from urllib.parse import quote, urljoin, urlsplit

MAX_MARKS = 8
"""How many combining marks a base character keeps; no written language stacks more."""

MAX_URL = 4096
"""Longest address kept; a longer one is no address but an attack or a data dump."""

# The usual characters of news text: none is ever removed and none changes under NFC, so a full match means "clean".
_ORDINARY = re.compile(
    "[\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u0388-\u03ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20c0"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e\U0001f300-\U0001faff]*"
)

_INVISIBLE = (
    "\x00-\x06\x08\x0e-\x1a\x1c-\x1f\x7f\u00ad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ud800-\udfff"
    "\ue000\ue001\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
)
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")
_TAGS = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,7}\U000e007f)|[\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]+"
)
# A ZWJ that joins nothing: terminals and libraries disagree on how wide what comes after it is.
_LOOSE_JOINER = re.compile("(?:^|(?<=[\\s!-\u036f\u200d]))\u200d+")
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_ESCAPE = re.compile(
    r"""
      (?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f](?=[0-9;]*[;a-z|$+q]))   # OSC, DCS, SOS, PM, APC: a payload follows,
      [^\x07\x1b\x9c\x9d\n]{0,65536}(?:\x07|\x1b\\|\x9c)             # up to BEL or ST
    | \x1b[\]PX^_](?:[0-9;]+[^\s\x1b]*)?                             # ... or unterminated: its first word
    | (?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]                               # CSI
    | \x1b[ -/]*[0-~]                                                # every other sequence
    """,
    re.VERBOSE,
)
_CONTROLS = re.compile("[\x07\x1b\x80-\x9f]+")

_MAX_HOST = 253  # RFC 1035

_PLAIN_URL = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?:/[A-Za-z0-9/_.~!$&'()*+,;=:@%?#-]*)?"
)
_URL_SAFE = "/_.~!$&'()*+,;=:@%?-[]"


def clean_text(text: str) -> str:
    r"""Text of several lines, without anything but text; ``\n`` and ``\t`` are all that stays of the controls.

    Idempotent and total: any ``str`` is fine, lone surrogates included. Every kind of line end becomes ``\n``.
    """
    if _ORDINARY.fullmatch(text):
        return text
    return normalise(strip_controls(text))


def clean_line(text: str, limit: int = 1000) -> str:
    """One line of clean text: runs of any white space become one space, the ends are stripped.

    Args:
        text: foreign text.
        limit: longest result in code points; what is longer ends with an ellipsis.
    """
    line = " ".join(clean_text(text).split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rstrip() + "…"


def is_ordinary(text: str) -> bool:
    """Whether the text is plainly clean already; False only means that it must be looked at."""
    return _ORDINARY.fullmatch(text) is not None


def strip_controls(text: str) -> str:
    r"""Take out escape sequences, controls and invisible characters, and turn every line end into ``\n``."""
    kinds = "".join(set(text))  # a few dozen characters stand for a long text: most of what goes is seldom there
    if _INVISIBLE_RUN.search(kinds) or _TAGS.search(kinds):
        text = _TAGS.sub(r"\1", _INVISIBLE_RUN.sub("", text))  # first: terminals ignore them within a sequence
    if _LINE_END.search(kinds):
        text = _LINE_END.sub("\n", text)
    return _CONTROLS.sub("", strip_escapes(text)) if _CONTROLS.search(kinds) else text


def strip_escapes(text: str) -> str:
    """Take out terminal escape sequences with their payloads, and nothing else."""
    return _ESCAPE.sub("", text)


def normalise(text: str) -> str:
    """NFC, with at most :data:`MAX_MARKS` combining marks in a row, and no ZWJ after Latin letters or nothing.

    The cap comes first as well because normalising sorts marks, which takes quadratic time on long runs.
    """
    if is_ordinary(text):
        return text
    text = unicodedata.normalize("NFC", _without_stacks(text))
    while "\u200d" in text and (joined := _LOOSE_JOINER.sub("", text)) != text:
        text = unicodedata.normalize("NFC", joined)  # which may bring others loose, a few of them in a row of marks
    return _without_stacks(text)


def _without_stacks(text: str) -> str:
    """At most :data:`MAX_MARKS` marks in a row; scripts that use none are spared the search for long rows."""
    mark, row = _marks()
    return row.sub(r"\1", text) if mark.search("".join(set(text))) else text


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What matches a mark, and more than :data:`MAX_MARKS` in a row; joiners and selectors count, lest they part it."""
    ranges: list[list[int]] = []
    last_mark = 0x1E94A
    points: list[int] = []
    # Between them lie the Han, Yi, Hangul and Tangut characters, half of all and not one a mark.
    for first, end in ((0x300, 0x3400), (0xA000, 0xAC00), (0xFB00, 0x17000), (0x18B00, last_mark + 1)):
        points.extend(range(first, end))
    for point in (*points, *range(0xE0100, 0xE01F0)):
        joiner = point in {0x200C, 0x200D, 0x034F}
        if not (joiner or unicodedata.category(chr(point)) in {"Mn", "Me"}):
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    marks = "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
    return re.compile(f"[{marks}]"), re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")


def safe_url(url: str, base: str = "") -> str:
    r"""An absolute http(s) address in plain ASCII, or the empty string where there is none.

    Control characters go (browsers skip them too, which is how ``java\nscript:`` hides), credentials go (they make
    ``http://bank.example@evil.example/`` look like the bank), an international host name becomes punycode, and spaces,
    quotes and other unsafe characters are percent-encoded (RFC 3986).

    Args:
        url: an address as a feed says it, perhaps relative.
        base: the address that a relative one starts from.
    """
    if len(url) <= MAX_URL and _PLAIN_URL.fullmatch(url):
        return url
    if len(url) > MAX_URL or len(base) > MAX_URL:
        return ""
    url = strip_controls(url).replace("\n", "").replace("\t", "").strip()
    if not url:
        return ""
    try:
        return _rebuild(urljoin(base, url))
    except ValueError:  # what urllib raises for a bad IPv6 host or port, and the IDNA codec for a bad name
        return ""


def _rebuild(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").strip(".")
    if parts.scheme not in {"http", "https"} or not host or len(host) > _MAX_HOST:
        return ""
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not re.fullmatch(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]", host):
        return ""
    port = f":{parts.port}" if parts.port is not None else ""
    rest = quote(parts.path, safe=_URL_SAFE)
    if parts.query:
        rest += "?" + quote(parts.query, safe=_URL_SAFE)
    if parts.fragment:
        rest += "#" + quote(parts.fragment, safe=_URL_SAFE)
    if rest and not rest.startswith("/"):
        rest = "/" + rest
    rebuilt = f"{parts.scheme}://{host}{port}{rest}"
    return rebuilt if len(rebuilt) <= MAX_URL else ""
