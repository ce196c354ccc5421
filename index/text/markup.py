"""Foreign HTML made fit for parsers: what makes them slow, deaf or dangerous is taken out of the source first.

libxml2 goes deaf beyond 2,048 open elements and takes quadratic time over the attributes of one tag; sanitisers take
quadratic time over nesting; character references smuggle in control characters that no raw text scan sees.
"""

from __future__ import annotations

import re
from collections import Counter

from index.text.clean import is_ordinary, strip_controls

MAX_HTML = 4_000_000
"""Code points of a body that are looked at; the longest articles have a twentieth of it."""

MAX_DEPTH = 200
"""Open elements that may stand in one another; what is deeper keeps its text and loses its tags."""


def words(names: str) -> frozenset[str]:
    """A set of names that are written as one text."""
    return frozenset(names.split())


_FEW_TAGS = 2 * MAX_DEPTH
_MAX_TAG = 8192
_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{{{_MAX_TAG},}}>")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*>)?")
_NOSCRIPT = re.compile(r"</?noscript[^<>]*>", re.IGNORECASE)  # what it holds is meant for readers like this one
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?")
_HALF = r"&#(x[dD][89a-fA-F][0-9a-fA-F]{2}|X[dD][89a-fA-F][0-9a-fA-F]{2}|5[5-7][0-9]{3});"
_HIGH_SURROGATE = re.compile(r"&#(?:[xX][dD][89abAB]|5[56])")
_SURROGATE_PAIR = re.compile(_HALF + _HALF)
_LONGEST_REFERENCE = 7  # digits of 1114111
_CONTROLS = frozenset({*range(0x20), 0x7F})
_SURROGATES = range(0xD800, 0xE000)
_HIGHEST = 0x10FFFF
_NONCHARACTER = 0xFFFE

# Elements that never nest in their own kind without another element between, or that hold nothing at all.
_UNCOUNTED = words(
    "area base br col embed hr img input link meta source track wbr "
    "p li dt dd option tr td th tbody thead tfoot colgroup rt rp"
)


def prepare(html: str) -> str:
    """The same HTML without control characters, endless tags and bottomless nesting; linear time, never raises."""
    html = html[:MAX_HTML]
    if "&#" in html:
        html = join_surrogates(html)
        html = _REFERENCE.sub(_decode_control, html)
    if not is_ordinary(html):
        html = strip_controls(html)
    if len(html) > _MAX_TAG:
        html = _LONG_TAG.sub(r"<\1>", html)
    if "noscript" in html.lower():
        html = _NOSCRIPT.sub("", html)
    return _cap_depth(html)


def join_surrogates(text: str) -> str:
    """References to the two halves of a surrogate pair, as some programs write emoji, become the character."""
    if not _HIGH_SURROGATE.search(text):
        return text
    return _SURROGATE_PAIR.sub(_join_pair, text)


def _join_pair(match: re.Match[str]) -> str:
    high, low = (int(digits[1:], 16) if digits[0] in "xX" else int(digits) for digits in match.groups())
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:  # noqa: PLR2004 - the ranges of the Unicode standard
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    return match.group()


def _decode_control(match: re.Match[str]) -> str:
    """Make a reference to a control the control itself, so that the whole escape sequence can be found and removed."""
    hexadecimal, decimal = match.groups()
    digits = hexadecimal or decimal
    if len(digits) > _LONGEST_REFERENCE:
        return ""
    code = int(digits, 16 if hexadecimal else 10)
    if code in _CONTROLS:
        return chr(code)
    if code > _HIGHEST or code in _SURROGATES or code & _NONCHARACTER == _NONCHARACTER:
        return ""
    return match.group()


def _deepest(html: str) -> int:
    """The most elements that are ever open at once, end tags counting for elements of their own name only."""
    deepest = depth = 0
    is_open: Counter[str] = Counter()
    for closing, written in _NAME.findall(html):
        name = written.lower()
        if name in _UNCOUNTED:
            continue
        if not closing:
            is_open[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif is_open[name]:
            is_open[name] -= 1
            depth -= 1
    return deepest


def _cap_depth(html: str) -> str:
    if html.count("<") <= _FEW_TAGS or _deepest(html) <= MAX_DEPTH:
        return html
    depth = 0
    is_open: Counter[str] = Counter()
    dropped: Counter[str] = Counter()

    def keep_or_drop(match: re.Match[str]) -> str:
        nonlocal depth
        closing, name, rest = match.group(1), match.group(2).lower(), match.group(3)
        if name in _UNCOUNTED:
            return match.group()
        if closing:
            if dropped[name]:
                dropped[name] -= 1
                return ""
            if is_open[name]:
                is_open[name] -= 1
                depth -= 1
            return match.group()
        if depth < MAX_DEPTH:
            is_open[name] += 1
            depth += 1
            return match.group()
        dropped[name] += 1
        return "" if rest else "&lt;" + match.group()[1:]

    return _TAG.sub(keep_or_drop, html)
