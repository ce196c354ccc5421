"""Mends what breaks an XML parser in real and in hostile feeds, before it sees them.

A strict parser gives up at the first stray ampersand, control character or impossible character reference, and a
lenient one then guesses. So these are put right in the text: outside CDATA sections, where they are markup.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from index.text.clean import strip_escapes
from index.text.markup import join_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_ENTRIES = 10_000
"""How many entries of one document are read; the largest honest feeds have a tenth of it."""

_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_PROLOG = re.compile(r"<(?:\?xml|!|(?:\w+:)?(?:rss|feed|rdf|channel)\b)", re.IGNORECASE)
_PREAMBLE = 20_000  # how far a stray message may stand before the feed
_LEGAL = re.compile("[ -\ud7ff\t\n\r\ue000-\ufffd\U00010000-\U0010ffff]*")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_C1_SEQUENCE = re.compile("\x9b[0-9;?]+[ -/]*[@-~]")
_TEXT = re.compile(r"[^<>]+")
_LONG = 16_384
_LONG_TAG = re.compile(rf"<([A-Za-z_][\w:.-]*)[^<>]{{{_LONG},}}>")
# An ampersand that is not plainly a good reference: one of XML's own, or the number of a usual character.
_DOUBTFUL = re.compile(
    r"&(?!lt;|gt;|amp;|quot;|apos;|#(?:3[2-9]|[4-9]\d|1[6-9]\d|[2-9]\d\d|[1-9]\d{3}|x[2-7][\da-fA-F]|x20[\da-fA-F]{2});)",
    re.ASCII,
)
_LONE_BRACKET = re.compile(r"<(?=[^A-Za-z_:/!?])")
_MARKUP = re.compile(
    r"&(?!(?:lt|gt|amp|quot|apos);)(?:#[xX]0*([0-9a-fA-F]+);|#0*([0-9]+);|([A-Za-z][A-Za-z0-9_:.-]*);)?"
    r"|<(?=[^A-Za-z_:/!?])"
)
_LONGEST_REFERENCE = 7
_SEQUENCE_PARTS = frozenset({0x07, 0x1B, 0x9B})  # made real, so that the sequences that they belong to can be found
_HIGHEST = 0x10FFFF
_ENTRY_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s>])")
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>")
_ROOT_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)


def repair(text: str) -> str:
    """The document with everything mended that can be; linear time, never raises."""
    text = _mend_outside_cdata(_without_preamble(text))
    return _cut_entries(_without_controls(text))


def _without_controls(text: str) -> str:
    if "\x9b" not in text and _LEGAL.fullmatch(text):
        return text
    if "\x1b" in text:
        text = _TEXT.sub(lambda match: _without_escapes(match.group()), text)
    if "\x9b" in text:
        text = _C1_SEQUENCE.sub("", text)
    return _ILLEGAL.sub("", text)


def _without_escapes(text: str) -> str:
    return strip_escapes(text) if "\x1b" in text else text


def _without_preamble(text: str) -> str:
    text = text.lstrip("\ufeff\x00 \t\r\n")
    if _PROLOG.match(text):
        return text
    root = _ROOT.search(text, 0, _PREAMBLE)
    if root is None:
        return text
    declaration = text.rfind("<?xml", 0, root.start())
    return text[declaration if declaration >= 0 else root.start() :]


def _mend_outside_cdata(text: str) -> str:
    has_entities = "<!ENTITY" in text[:_PREAMBLE]

    def mend(match: re.Match[str]) -> str:
        hexadecimal, decimal, name = match.groups()
        if hexadecimal or decimal:
            return _reference(match.group(), hexadecimal, decimal)
        if name is None:
            return "&lt;" if match.group() == "<" else "&amp;"
        if has_entities:
            return match.group()
        return html5.get(f"{name};") or f"&amp;{name};"

    pieces = text.split("<![CDATA[")
    pieces[0] = _mend(pieces[0], mend)
    for number in range(1, len(pieces)):
        inside, end, outside = pieces[number].partition("]]>")
        pieces[number] = inside + end + _mend(outside, mend) if end else inside
    return "<![CDATA[".join(pieces)


def _mend(text: str, mend: Callable[[re.Match[str]], str]) -> str:
    if "&#" in text:
        text = join_surrogates(text)
    if len(text) > _LONG:
        text = _LONG_TAG.sub(r"<\1>", text)
    needed = _DOUBTFUL.search(text) or _LONE_BRACKET.search(text)
    return _MARKUP.sub(mend, text) if needed else text


def _reference(reference: str, hexadecimal: str | None, decimal: str | None) -> str:
    digits = hexadecimal or decimal or ""
    if len(digits) > _LONGEST_REFERENCE:
        return ""
    code = int(digits, 16 if hexadecimal else 10)
    if code > _HIGHEST:
        return ""
    if code in _SEQUENCE_PARTS:
        return chr(code)
    return "" if _ILLEGAL.match(chr(code)) else reference


def _cut_entries(text: str) -> str:
    """Without entries beyond the cap, and without the half entry at the end of a document that was cut off."""
    if text.count("<item") + text.count("<entry") > MAX_ENTRIES:
        text = _cap(text)
    if _ROOT_END.search(text[-_PREAMBLE:]):
        return text
    last_end = _last_end(text)
    root = _ROOT.search(text)
    if not last_end or root is None:
        return text
    half = _ENTRY_START.search(text, last_end)
    if half is None:
        return text
    name = root.group()[1:-1]
    return text[: half.start()] + ("</channel></rss>" if name.lower() == "rss" else f"</{name}>")


def _cap(text: str) -> str:
    starts = _ENTRY_START.finditer(text)
    for _ in range(MAX_ENTRIES):
        if next(starts, None) is None:
            return text
    first_too_many = next(starts, None)
    last_end = _last_end(text)
    if first_too_many is None or last_end <= first_too_many.start():
        return text
    return text[: first_too_many.start()] + text[last_end:]


def _last_end(text: str) -> int:
    """Where the last whole entry ends, or 0."""
    return max((match.end() for match in _ENTRY_END.finditer(text)), default=0)
