"""The bytes of a feed become text, whatever was declared about them.

Declarations are often wrong; bytes rarely lie. Text with accents that is valid UTF-8 is UTF-8, unless a multi-byte
encoding of East Asia is declared. What cannot be told falls back to windows-1252, as browsers do (WHATWG Encoding).
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKERS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),  # "<?xm" in EBCDIC
)
_DECLARED = re.compile(rb"""^[^<]{0,200}<\?xml[^>]{0,400}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_BROADER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932"}
_MULTI_BYTE = ("gb", "big5", "shift", "cp932", "euc", "iso2022", "hz", "johab", "cp949", "cp950", "utf-7", "cp037")
_NO_CHARSETS = frozenset({"punycode", "idna", "undefined", "unicode-escape", "unicode_escape", "raw-unicode-escape"})
_FEW = 4  # one broken character in so many foreign ones is a slip, more is another encoding


def decode(body: bytes, content_type: str) -> str:
    """The text of a document; never fails, replaces what cannot be read."""
    return _read(body, content_type)[0]


def _read(body: bytes, content_type: str) -> tuple[str, bool]:
    """The text of a document, and whether the document is just that in UTF-8."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body.decode(encoding, "replace").lstrip("\ufeff"), False
    for marker, encoding in _MARKERS:
        if body.startswith(marker):
            return body.decode(encoding, "replace"), False
    declared = _DECLARED.search(body[:1000])
    charset = _CHARSET.search(content_type)
    names = [charset.group(1) if charset else "", declared.group(1).decode("ascii") if declared else ""]
    encodings = [found for name in names if (found := _codec(name))]
    multi_byte = [encoding for encoding in encodings if encoding.replace("_", "").startswith(_MULTI_BYTE)]
    if not multi_byte and (text := _strict(body, "utf-8")) is not None:
        return text, True
    for encoding in (*multi_byte, *encodings):
        if encoding != "utf-8" and (text := _strict(body, encoding)) is not None:
            return text, False
    return _salvage(body), False


def as_utf8(body: bytes, content_type: str) -> bytes | None:
    """The text that :func:`decode` finds, in UTF-8: the very same bytes where they are that already.

    None for a text that has no UTF-8, being made of halves of surrogate pairs.
    """
    text, as_it_is = _read(body, content_type)
    if as_it_is:
        return body
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None


def _codec(name: str) -> str:
    """The name of the codec to use, or the empty string for one that does not exist or needs a byte order mark."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    found = _BROADER.get(found, found)
    return "" if found in _NO_CHARSETS or found.startswith(("utf-16", "utf-32")) else found


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeError, LookupError):  # codecs such as "hex" are no text encodings
        return None


def _salvage(body: bytes) -> str:
    """UTF-8 with slips in it, or else the encoding that most undeclared text is in."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if broken * _FEW <= foreign else body.decode("cp1252", "replace")
