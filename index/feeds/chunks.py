"""Which entries of a feed document were read before, byte for byte. Pure.

Most refreshes that bring a new body bring two new entries among fifty old ones, or nothing but a new build date. So a
document is cut at its ``<item>`` or ``<entry>`` elements without parsing it, and only those whose bytes are new are
parsed, within the document's own head and foot. What an entry means depends on nothing else: its digest counts only
while what stands around the entries (namespaces, xml:base, language, the channel's own fields) is the same too, but
for dates of the feed itself, comments and the table of contents of RSS 1.0, which no entry's meaning depends on.

A document that is not plainly a row of entries is not cut, and parsed as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from index.feeds.parse_decode import as_utf8
from index.feeds.parse_repair import MAX_ENTRIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VERSION = b"2"
"""Counts up when the parser comes to read the same bytes differently: then every entry is read again."""

_CONTEXT, _DIGEST, _KEY, _LENGTH = 16, 12, 8, 4
_CDATA, _COMMENT = b"<![CDATA[", b"<!--"
_PROLOG = re.compile(rb"\s*<(?:\?xml|(?:\w+:)?(?:rss|feed|rdf)\b)", re.IGNORECASE)
_ROOT_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENTRY = rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)(?=[\s/>])"
_HEAD = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|(<!|" + _ENTRY + rb")", re.DOTALL)
_GAP = re.compile(rb"(?:\s+|<!--.*?-->)*", re.DOTALL)
_TAG_END = re.compile(rb"\s*>")
_FLEETING = re.compile(
    rb"(<!\[CDATA\[.*?\]\]>)|<!--.*?-->"
    rb"|<((?:[\w.-]+:)?(?:lastBuildDate|pubDate|updated|modified|date))(?:\s[^<>]*)?>[^<]*</\2\s*>"
    rb"|<((?:[\w.-]+:)?items)\s*>.*?</\3\s*>",
    re.DOTALL,
)
_DECLARATION = re.compile(rb"xmlns:([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_FIRST_BYTES = 80_000  # where the repair of a document looks for entities: 20,000 characters


@dataclass(frozen=True, slots=True)
class Chunks:
    """A document cut into entries.

    Attributes:
        body: the document in UTF-8, whatever it declares.
        spans: where each entry begins and ends in it.
        context: a digest of what stands around the entries.
        digests: one of each entry's bytes.
        marks: how many tags of entries there are at most, those in texts included.
    """

    body: bytes
    spans: tuple[tuple[int, int], ...]
    context: bytes
    digests: tuple[bytes, ...]
    marks: int

    def only(self, numbers: Iterable[int]) -> bytes:
        """The document with none but these entries."""
        kept = (self.body[slice(*self.spans[number])] for number in numbers)
        return b"\n".join((self.body[: self.spans[0][0]], *kept, self.body[self.spans[-1][1] :]))


@dataclass(frozen=True, slots=True)
class Memory:
    """Which entries of a feed are known by their bytes.

    Attributes:
        keys: the hash of the key that each was stored under, by the digest of its bytes, in the document's order.
        lengths: how many bytes each has.
        marks: see :class:`Chunks`.
    """

    context: bytes
    keys: dict[bytes, bytes]
    lengths: tuple[int, ...]
    marks: int

    def pack(self) -> bytes:
        """As the archive keeps it: 24 bytes an entry."""
        rows = zip(self.keys.items(), self.lengths, strict=True)
        entries = (digest + key + size.to_bytes(_LENGTH) for (digest, key), size in rows)
        return b"".join((self.context, self.marks.to_bytes(_LENGTH), *entries))


NOTHING = Memory(b"", {}, (), 0)
"""The memory of a document that nobody has seen."""


def unpack(packed: bytes) -> Memory:
    """What :meth:`Memory.pack` has made; of anything else nothing is known."""
    key, end = _DIGEST + _KEY, _DIGEST + _KEY + _LENGTH
    entries = packed[_CONTEXT + _LENGTH :]
    if len(packed) < _CONTEXT + _LENGTH or len(entries) % end:
        return NOTHING
    starts = range(0, len(entries), end)
    keys = {entries[at : at + _DIGEST]: entries[at + _DIGEST : at + key] for at in starts}
    lengths = tuple(int.from_bytes(entries[at + key : at + end]) for at in starts)
    marks = int.from_bytes(packed[_CONTEXT : _CONTEXT + _LENGTH])
    return Memory(packed[:_CONTEXT], keys, lengths, marks) if len(keys) == len(lengths) else NOTHING


def remember(chunks: Chunks, keys: Sequence[bytes]) -> bytes:
    """The memory of a document whose entries were stored under the keys with these hashes, packed."""
    lengths = tuple(end - start for start, end in chunks.spans)
    return Memory(chunks.context, dict(zip(chunks.digests, keys, strict=True)), lengths, chunks.marks).pack()


def key_hash(key: str) -> bytes:
    """Eight bytes that stand for a key among those of one feed."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()


def split(body: bytes, content_type: str, url: str, memory: Memory = NOTHING) -> Chunks | None:
    """Cut a document into its entries; None where it is not plain where they begin and end. Linear time.

    Args:
        body: the bytes as they came, inflated.
        content_type: the HTTP header's value.
        url: where the document came from, which relative addresses start from.
        memory: of the document as it was; entries that follow each other in it need not be looked through again.
    """
    text = as_utf8(body, content_type)
    if text is None or not _PROLOG.match(text) or text.find(b"<!ENTITY", 0, _FIRST_BYTES) >= 0:
        return None
    spans, digests = _entries(text, memory)
    if not spans:
        return None
    first, last = spans[0][0], spans[-1][1]
    head, foot = text[:first].strip(), text[last:].strip()
    if _DOCTYPE.search(head) or not _is_plain_foot(foot):
        return None
    context = _context(head, foot, url)
    same = context == memory.context
    looked_at = [
        text[slice(*span)] for span, each in zip(spans, digests, strict=True) if not (same and each in memory.keys)
    ]
    if any(b"xmlns:" in entry for entry in looked_at) and _rebinds_prefixes(text, first, last):
        return None
    marks = memory.marks * same + sum(map(_marks, (head, foot, *looked_at)))
    if marks > MAX_ENTRIES and (marks := _marks(text)) > MAX_ENTRIES:
        return None
    return Chunks(text, spans, context, digests, marks)


def _context(head: bytes, foot: bytes, url: str) -> bytes:
    """The digest of what stands around the entries, but for what changes from day to day."""
    context = blake2b(VERSION, digest_size=_CONTEXT)
    for lasting in (_FLEETING.sub(rb"\1", head), _FLEETING.sub(rb"\1", foot), url.encode("utf-8", "surrogatepass")):
        context.update(len(lasting).to_bytes(8, "little") + lasting)
    return context.digest()


def _marks(text: bytes) -> int:
    """How many tags of entries there are, those in texts included: what the repair of a document goes by."""
    return text.count(b"<item") + text.count(b"<entry")


def _entries(text: bytes, memory: Memory) -> tuple[tuple[tuple[int, int], ...], tuple[bytes, ...]]:
    """Where the entries begin and end, in one row, and their digests; nothing where that is not plain."""
    start = _first(text)
    if start is None:
        return (), ()
    opening = start.group(1)
    closing = b"</" + opening[1:]
    spans, digests = [], []
    position, trail = start.start(), _Trail(memory)
    while True:
        end, digest = trail.follow(text, position)
        if not digest:
            end = _end(text, position + len(opening), opening, closing)
            if end < 0:
                return (), ()
            digest = trail.find(text, position, end)
        spans.append((position, end))
        digests.append(digest)
        position = _GAP.match(text, end).end()  # type: ignore[union-attr]  # it matches nothing at least
        after = position + len(opening)
        if not text.startswith(opening, position) or text[after : after + 1] not in b" \t\r\n>":
            return tuple(spans), tuple(digests)


class _Trail:
    """Walks along a document that is known: after an entry comes, most likely, the one that came after it before.

    Where an entry ends depends on nothing but its own bytes, so one that has the length and the digest of the expected
    one ends there.
    """

    def __init__(self, memory: Memory) -> None:
        self._digests = tuple(memory.keys)
        self._lengths = memory.lengths
        self._places = {digest: place for place, digest in enumerate(self._digests)}
        self._next = 0

    def follow(self, text: bytes, position: int) -> tuple[int, bytes]:
        """The end and the digest of the entry at a position if it is the expected one, else no digest."""
        if self._next >= len(self._digests):
            return position, b""
        end = position + self._lengths[self._next]
        digest = _digest(text, position, end)
        if digest != self._digests[self._next]:
            self._next = len(self._digests)
            return position, b""
        self._next += 1
        return end, digest

    def find(self, text: bytes, start: int, end: int) -> bytes:
        """The digest of an entry that had to be looked through; if it is a known one, the trail is found again."""
        digest = _digest(text, start, end)
        self._next = self._places.get(digest, len(self._digests)) + 1
        return digest


def _digest(text: bytes, start: int, end: int) -> bytes:
    return blake2b(memoryview(text)[start:end], digest_size=_DIGEST).digest()


def _first(text: bytes) -> re.Match[bytes] | None:
    """The beginning of the first entry's tag, outside comments and CDATA."""
    for match in _HEAD.finditer(text):
        if match.group(1) == b"<!":
            return None  # a declaration, or something that never ends
        if match.group(1):
            return match
    return None


def _end(text: bytes, position: int, opening: bytes, closing: bytes) -> int:
    """Where the entry ends whose tag is open at a position; -1 where that is not plain."""
    tag_end = text.find(b">", position)
    if tag_end < 0 or text[tag_end - 1 : tag_end] == b"/":
        return -1
    stop, end = _close(text, closing, position)
    while stop >= 0:
        mark = text.find(b"<!", position, stop)
        plain = stop if mark < 0 else mark
        if text.find(opening, position, plain) >= 0 or text.find(b"<?", position, plain) >= 0:
            return -1
        if mark < 0:
            return end
        position = _past(text, mark)
        if position < 0:
            return -1
        if position > stop:
            stop, end = _close(text, closing, position)
    return -1


def _past(text: bytes, mark: int) -> int:
    """Behind the comment or the CDATA section that begins at a mark; -1 for anything else."""
    if text.startswith(_CDATA, mark):
        end = text.find(b"]]>", mark + len(_CDATA))
        return end + 3 if end >= 0 else -1
    end = text.find(b"-->", mark + len(_COMMENT)) if text.startswith(_COMMENT, mark) else -1
    if end < 0 or text.find(_CDATA, mark, end) >= 0:
        return -1
    return end + 3


def _close(text: bytes, closing: bytes, position: int) -> tuple[int, int]:
    """Where the next end tag begins and ends; twice -1 where there is none."""
    while (found := text.find(closing, position)) >= 0:
        if tag := _TAG_END.match(text, found + len(closing)):
            return found, tag.end()
        position = found + 1
    return -1, -1


def _is_plain_foot(foot: bytes) -> bool:
    """Whether what follows the entries ends the document and holds no more of them."""
    return _ROOT_END.search(foot) is not None and re.search(_ENTRY, foot) is None


def _rebinds_prefixes(text: bytes, first: int, last: int) -> bool:
    """Whether an entry gives a namespace a prefix of its own making, which the parser remembers for later entries."""
    if text.find(b"xmlns:", first, last) < 0:
        return False
    prefixes: dict[bytes, set[bytes]] = {}
    uris: dict[bytes, set[bytes]] = {}
    for prefix, quoted, single in _DECLARATION.findall(text):
        uri = (quoted or single).lower()
        prefixes.setdefault(prefix, set()).add(uri)
        uris.setdefault(uri, set()).add(prefix)
    return any(len(found) > 1 for found in (*prefixes.values(), *uris.values()))
