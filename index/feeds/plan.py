"""What a parsed feed asks of the archive: which entries are new, which are edited, which are known. Pure.

Identity is the entry's id, else its link, else a hash of what it says. Feeds break all three: ids are doubled within
a feed, and all of them change when a site moves. The first are told apart by their links; the second are recognised
by their links or by what they say, so that nothing is stored twice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from index.feeds.chunks import key_hash
from index.feeds.known import APART, KnownIndex, canonical
from index.intake_types import FeedPlan
from index.text.clean import clean_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from index.intake_types import Draft, KnownEntry, ParsedEntry, ParsedFeed

    Make = Callable[[ParsedEntry, str, bytes], Draft]

MAX_ENTRIES = 10_000
"""How many entries of one feed document are looked at."""

_TOO_MANY = f"It has {MAX_ENTRIES:,} entries or more; that many are read, and no more."

_LONGEST_KEY = 500
_EXCERPT = 300


def entry_key(entry: ParsedEntry) -> str:
    """The identity of an entry within its feed, the same at every refresh: id, else link, else a hash of its words."""
    named = clean_line(entry.id, len(entry.id) + 1) or clean_line(entry.link, len(entry.link) + 1)
    if named:
        return named if len(named) <= _LONGEST_KEY else f"hash:{_hash(named)}"
    when = str(entry.published) if entry.published is not None else entry.content[:_EXCERPT] or entry.summary[:_EXCERPT]
    return f"hash:{_hash(entry.title, when)}"


def entry_digest(entry: ParsedEntry) -> bytes:
    """Sixteen bytes that change when what the entry says changes.

    Its id is left out, so that an entry is recognised under a new one; its dates are, because many feeds renew them at
    every build.
    """
    fields = (entry.title, entry.link, entry.author, entry.summary, entry.content, *entry.categories)
    return _blake(fields).digest()


def plain_keys(
    entries: Sequence[ParsedEntry], known: KnownIndex, present: AbstractSet[bytes] = frozenset()
) -> tuple[bytes, ...] | None:
    """The hashes of the entries' keys, in order, if each entry has its bare key whatever the others say; else None.

    That is so where no two entries share an id, and none has one that several ever shared.

    Args:
        entries: of a document, or the new ones of it.
        known: what the archive holds of the feed.
        present: the hashes of the keys of the document's other entries.
    """
    hashes = tuple(key_hash(entry_key(entry)) for entry in entries)
    own = set(hashes)
    if len(own) < len(hashes) or len(hashes) > MAX_ENTRIES or own & present:
        return None
    shared = {key_hash(key) for key in known.shared_ids}
    return None if shared and (shared & own or shared & present) else hashes


def plan_feed(parsed: ParsedFeed, known: KnownIndex, make: Make, present: AbstractSet[bytes] = frozenset()) -> FeedPlan:
    """Decide what is new, edited, renamed or known.

    An entry that the feed no longer has is no concern of the archive, and one whose body has shrunk to nothing keeps
    its fuller text.

    Args:
        parsed: the feed as it is now.
        known: what the archive holds of it.
        make: makes a draft of an entry, its key and its digest; called only where a draft is needed.
        present: the hashes of the keys of entries that the feed has too and that are known to be as they were; the
            others must have passed :func:`plain_keys` with them.
    """
    entries = _keyed(parsed.entries[:MAX_ENTRIES], known)
    changes = _Changes(known, _renamed(entries, known, present, parsed.link), make)
    for entry in entries:
        changes.take(entry)
    return FeedPlan(
        title=clean_line(parsed.title, 300),
        link=safe_url(parsed.link),
        new=tuple(changes.new),
        edited=tuple(changes.edited),
        rekeyed=tuple(changes.rekeyed),
        known=len(present) + changes.unchanged,
        hints=parsed.hints,
        note=_TOO_MANY if len(parsed.entries) + len(present) >= MAX_ENTRIES else "",
    )


class _Changes:
    """What the entries of a document ask for, one after another."""

    def __init__(self, known: KnownIndex, renamed: Mapping[str, KnownEntry], make: Make) -> None:
        self._known = known
        self._renamed = renamed
        self._make = make
        self.new: list[Draft] = []
        self.edited: list[tuple[int, Draft]] = []
        self.rekeyed: list[tuple[int, str]] = []
        self.unchanged = 0

    def take(self, entry: _Keyed) -> None:
        """Hold an entry against what is known."""
        before = self._known.get(entry.key)
        if before is None and (before := self._renamed.get(entry.key)) is not None:
            self.rekeyed.append((before.article, entry.key))
        if before is None:
            self.new.append(self._make(entry.entry, entry.key, entry.digest))
            return
        if before.digest == entry.digest:
            self.unchanged += 1
            return
        draft = self._make(entry.entry, entry.key, entry.digest)
        if before.length and not draft.text.strip():
            self.unchanged += 1
        else:
            self.edited.append((before.article, draft))


@dataclass(frozen=True, slots=True)
class _Keyed:
    """An entry with the key that it has within this feed, and what it would be called if that is not its alone."""

    key: str
    by_link: str
    by_title: str
    entry: ParsedEntry
    link: str
    digest: bytes


def _keyed(entries: Iterable[ParsedEntry], known: KnownIndex) -> list[_Keyed]:
    """Give every entry its key: one entry a key, whatever the order of the feed.

    An id that several entries share is told apart by link, and by title where the link is shared as well, from the
    moment on that it is seen to be shared.
    """
    found = [_named(entry) for entry in entries]
    variants: dict[str, set[str]] = {}
    for each in found:
        variants.setdefault(each.key, set()).add(each.by_link)
        variants.setdefault(each.by_link, set()).add(each.by_title)
    shared = {key for key, forms in variants.items() if len(forms) > 1}
    shared.update(known.shared_ids)
    result: dict[str, _Keyed] = {}
    for each in found:
        key = _choose(each, known, shared)
        if key not in result or ((before := known.get(key)) is not None and before.digest == each.digest):
            result[key] = replace(each, key=key)  # of two under one name the known one, so that they never take turns
    return list(result.values())


def _named(entry: ParsedEntry) -> _Keyed:
    base = entry_key(entry)
    link = safe_url(entry.link, entry.base)
    by_link = f"{base}{APART}{_hash(canonical(link))}"
    by_title = f"{by_link}{APART}{_hash(entry.title)}"
    return _Keyed(base, by_link, by_title, entry, link, entry_digest(entry))


def _choose(entry: _Keyed, articles: KnownIndex, shared: AbstractSet[str]) -> str:
    """The shortest name that is the entry's alone; an article that was stored under the bare id before keeps it."""
    base = entry.key
    if entry.by_title in articles or entry.by_link in shared:
        key = entry.by_title
    elif entry.by_link in articles or base in shared:
        key = entry.by_link
    else:
        return base
    before = articles.get(base)
    if key in articles or before is None or canonical(before.link) != canonical(entry.link):
        return key
    return base if key == entry.by_link or before.digest == entry.digest else key


def _renamed(entries: list[_Keyed], known: KnownIndex, present: AbstractSet[bytes], home: str) -> dict[str, KnownEntry]:
    """Which articles the entries with unknown keys are: by what they say, else by a link that only they have."""
    keys = {entry.key for entry in entries}
    strangers = [entry for entry in entries if entry.key not in known]
    no_identity = {"", canonical(safe_url(home))}

    def link(url: str) -> str:
        address = canonical(url)
        return "" if address in no_identity or "/" not in address else address

    lost = known.lost(
        (entry.digest for entry in strangers),
        (link(entry.link) for entry in strangers),
        lambda key: key in keys or (bool(present) and key_hash(key) in present),
    )
    found: dict[str, KnownEntry] = {}
    _pair(found, strangers, lost, lambda entry: entry.digest, lambda article: article.digest)
    strangers = [entry for entry in strangers if entry.key not in found]
    articles = {article.article for article in found.values()}
    lost = [entry for entry in lost if entry.article not in articles]
    _pair(found, strangers, lost, lambda entry: link(entry.link), lambda article: link(article.link))
    return found


def _pair(
    found: dict[str, KnownEntry],
    strangers: list[_Keyed],
    lost: list[KnownEntry],
    of_entry: Callable[[_Keyed], str | bytes],
    of_article: Callable[[KnownEntry], str | bytes],
) -> None:
    """Pair entries and articles that have a trait in common which nobody else on either side has."""
    entries = Counter(trait for entry in strangers if (trait := of_entry(entry)))
    articles = Counter(trait for article in lost if (trait := of_article(article)))
    owner = {of_article(article): article for article in lost}
    for entry in strangers:
        trait = of_entry(entry)
        if entries[trait] == 1 and articles[trait] == 1:
            found[entry.key] = owner[trait]


def _hash(*texts: str) -> str:
    return _blake(texts).hexdigest()


def _blake(texts: Iterable[str]) -> blake2b:
    digest = blake2b(digest_size=16)
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "little"))
        digest.update(encoded)
    return digest
