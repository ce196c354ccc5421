"""Counting the words of articles into the content of a new segment, in memory."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from typing import TYPE_CHECKING

from index.search.analyzer import TermCache, tokens
from index.search.beginnings import BeginningsWriter
from index.search.codec import length_byte
from index.search.facets import FacetLists
from index.search.places import PlaceBuilder
from index.search.schema import COLUMN_TYPE, COLUMNS, ENTITY_FIELDS, FLAGS, TEXT_FIELDS, WORD_FIELDS, name_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.intake_types import Indexable
    from index.search.beginnings import BeginningsLike
    from index.search.places import Placed
    from index.search.postings import Postings


WHOLE = 1000
"""Code points from which on a text is taken for the whole article and not a teaser."""

LEAD = 70
"""Tokens at the beginning of a text that count twice: news says first what it is about."""

_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|read more|continue reading)\W*\Z", re.IGNORECASE)


def flags_of(article: Indexable) -> int:
    """What ``has:`` asks for: a picture; the full text, which is long and does not break off."""
    whole = len(article.text) >= WHOLE and not _CUT.search(article.text[-40:])
    return FLAGS["image"] * article.image + FLAGS["fulltext"] * whole


class SegmentBuilder:
    """Takes articles and is then a :class:`~index.search.codec.SegmentContent`.

    Memory grows with the articles' distinct words: about 30 kB an article.
    """

    def __init__(self, cache: TermCache) -> None:
        self.count = 0
        self.columns = {name: array(COLUMN_TYPE) for name in COLUMNS}
        self.lengths = {name: bytearray() for name in TEXT_FIELDS}
        self.total_lengths = dict.fromkeys(TEXT_FIELDS, 0)
        self._cache = cache
        self._tokens: set[str] = set()
        self._places = PlaceBuilder(cache)
        self.facets = FacetLists()
        # a term's postings as one array: document, count, document, count ...
        self._inverted: dict[str, dict[bytes, array[int]]] = {name: {} for name in WORD_FIELDS}

    def add(self, article: Indexable) -> None:
        """Count an article in."""
        document = self.count
        self.count += 1
        self.columns["id"].append(article.id)
        self.columns["published"].append(article.time)
        self.columns["feed"].append(article.feed)
        self.columns["revision"].append(article.revision)
        self.columns["flags"].append(flags_of(article))
        self.facets.add(article)
        self._add_text(document, "title", article.title)
        self._add_text(document, "body", article.text)
        self._add_names(document, "author", (article.author,))
        self._add_names(document, "origin", (article.origin,))
        self._add_names(document, "link", (article.link,))
        for entity_type, field in ENTITY_FIELDS.items():
            self._add_names(document, field, {name.text for name in article.names if name.type == entity_type})

    def _add_text(self, document: int, field: str, text: str) -> None:
        counts: dict[bytes, int] = {}
        row = tokens(text)
        self._places.add(row)
        found = Counter(row)
        cache = self._cache
        for token, times in found.items():
            for term in cache[token][0]:
                counts[term] = counts.get(term, 0) + times
        self._tokens.update(found)
        length = sum(counts.values())
        if field == "body":
            for token in row[:LEAD]:
                for term in cache[token][0]:
                    counts[term] += 1
        self.lengths[field].append(length_byte(length))
        self.total_lengths[field] += length
        self._post(document, field, counts)

    def _add_names(self, document: int, field: str, names: set[str] | tuple[str, ...]) -> None:
        counts = Counter(term.encode() for name in names if name for term in name_terms(name, field))
        self._post(document, field, counts)

    def _post(self, document: int, field: str, counts: dict[bytes, int]) -> None:
        inverted = self._inverted[field]
        for term, times in counts.items():
            postings = inverted.get(term)
            if postings is None:
                inverted[term] = array("I", (document, times))
            else:
                postings.append(document)
                postings.append(times)

    def terms(self, field: str) -> Iterator[tuple[bytes, Postings]]:
        """The terms of a field in byte order with their postings."""
        inverted = self._inverted[field]
        for term in sorted(inverted):
            postings = inverted[term]
            yield term, (postings[0::2], postings[1::2])

    def vocabulary(self) -> set[str]:
        """The unstemmed words of titles and texts."""
        cache = self._cache
        return {word for token in self._tokens for word in cache[token][1]}

    def placed(self) -> Placed:
        """Where the words stand."""
        return self._places

    def beginnings(self, words: Sequence[str]) -> BeginningsLike:
        """What looks on while the terms are written."""
        return BeginningsWriter(words, self.count)
