"""What the archive holds of a feed, looked through as little as an old archive's thousands of articles allow.

A feed's articles only ever grow in number, and nearly all of them are of no concern to what is new today: they are
kept as five long texts, and an article is made of them only where somebody asks for it. Pure.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from index.intake_types import KnownEntry, KnownTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Known = Sequence[KnownEntry] | KnownTable

SEPARATOR = "\x1f"
"""Stands between the values of a column; a control, so that no cleaned text has it."""

APART = "\n"
"""Stands between an id that several entries share and what tells them apart; no cleaned id has it."""

_SCHEME = re.compile(r"^https?://(?:www\.)?")
_TRACKING = re.compile(r"(?<=[?&])(?:utm_[a-z]+|fbclid|gclid|mc_[ce]id)=[^&]*&?")
_QUERY = re.compile(r"[?&]")


def canonical(url: str) -> str:
    """An address without what changes while it stays the same address: scheme, www, tracking, fragment, last slash."""
    return _TRACKING.sub("", _SCHEME.sub("", url.partition("#")[0])).rstrip("?&/")


def table_of(entries: Iterable[KnownEntry]) -> KnownTable:
    """The same articles as a table."""
    rows = [(str(each.article), each.key, each.link, each.digest.hex(), str(each.length)) for each in entries]
    columns = zip(*rows, strict=True) if rows else ((),) * 5
    return KnownTable(len(rows), *(SEPARATOR.join(column) for column in columns))


class KnownIndex:
    """A feed's articles by their keys, what they say and where they link to."""

    def __init__(self, known: Known) -> None:
        self._table = known if isinstance(known, KnownTable) else table_of(known)

    def get(self, key: str) -> KnownEntry | None:
        """The article under a key."""
        place = self._places.get(key)
        return None if place is None else self._entry(place)

    def __contains__(self, key: str) -> bool:
        return key in self._places

    @cached_property
    def shared_ids(self) -> frozenset[str]:
        """The names that the archive says several entries have shared."""
        shared: set[str] = set()
        if APART in self._table.keys:
            for key in self._places:
                *outer, _ = key.split(APART)
                shared.update(APART.join(outer[: depth + 1]) for depth in range(len(outer)))
        return frozenset(shared)

    def lost(self, digests: Iterable[bytes], links: Iterable[str], is_there: Callable[[str], bool]) -> list[KnownEntry]:
        """The articles whose keys are not there any more and that say, or link to, one of these.

        Args:
            digests: of what entries under new keys say.
            links: the canonical addresses that they link to.
            is_there: whether the document has an entry under a key.
        """
        said, wanted = {digest.hex() for digest in digests}, set(filter(None, links))
        # What stands before any query is a part of every address that has the same canonical form.
        paths = {_QUERY.split(link, maxsplit=1)[0] for link in wanted}
        table = self._table
        if not any(word in table.digests for word in said) and not any(path in table.links for path in paths):
            return []

        def is_meant(link: str, digest: str) -> bool:
            return digest in said or (any(path in link for path in paths) and canonical(link) in wanted)

        rows = enumerate(zip(self._places, self._links, self._digests, strict=True))
        return [self._entry(at) for at, (key, link, digest) in rows if is_meant(link, digest) and not is_there(key)]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self._column(self._table.keys))}

    @cached_property
    def _links(self) -> list[str]:
        return self._column(self._table.links)

    @cached_property
    def _digests(self) -> list[str]:
        return self._column(self._table.digests)

    @cached_property
    def _numbers(self) -> tuple[list[str], list[str]]:
        return self._column(self._table.articles), self._column(self._table.lengths)

    @cached_property
    def _keys(self) -> list[str]:
        return list(self._places)

    def _entry(self, place: int) -> KnownEntry:
        articles, lengths = self._numbers
        digest = bytes.fromhex(self._digests[place])
        return KnownEntry(int(articles[place]), self._keys[place], self._links[place], digest, int(lengths[place]))

    def _column(self, text: str) -> list[str]:
        return text.split(SEPARATOR) if self._table.count else []
