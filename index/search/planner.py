"""From the tree of a query to its plan, against what an index and its archive hold."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from index.search import tree
from index.search.analyzer import TOKEN, Analysis, Unit, analyse, bare, fold, name_words, stem
from index.search.beginnings import SHORT
from index.search.patterns import contains, fixed_prefix, fold_pattern, pattern_regex, within_distance
from index.search.plan import (
    EVERYTHING,
    NOTHING,
    AllOf,
    AnyOf,
    Begins,
    Flagged,
    InOrder,
    OneOf,
    Plan,
    Published,
    Terms,
    Without,
)
from index.search.schema import FLAGS, MAX_SHINGLE, NAME_FIELDS, TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from index.search.snapshot import Snapshot
    from index.search.source import Source
    from index.types import Feed

MIN_PREFIX = 2
"""Letters from which on the last word of a live query may go on: one letter begins a tenth of all words."""


class Planner:
    """Makes plans against one snapshot, for the words behind wildcards, and one archive, for marks and feeds."""

    def __init__(self, snapshot: Snapshot, source: Source) -> None:
        self._snapshot = snapshot
        self._source = source

    def plan(self, node: tree.Node) -> Plan:
        """The plan of a query's tree."""
        match node:
            case tree.Both(parts):
                return AllOf(tuple(self.plan(part) for part in parts))
            case tree.Either(parts):
                return AnyOf(tuple(self.plan(part) for part in parts))
            case tree.Not(part):
                return Without(self.plan(part))
            case tree.Between(start, end):
                return Published(start, end)
            case tree.Marked(read, starred):
                return self._marked(read=read, starred=starred)
            case tree.Copy():
                return OneOf("id", self._source.marks.copies())
            case tree.Has(what):
                return Flagged(FLAGS[what])
            case tree.Tagged(tag, going_on):
                return OneOf("id", self._tagged(tag, going_on=going_on))
            case tree.Everything():
                return EVERYTHING
            case tree.Nothing():
                return NOTHING
        return self._words(node)

    def _words(self, node: tree.Word | tree.Pattern | tree.Fuzzy | tree.Phrase) -> Plan:
        if node.field in {"feed", "folder"}:
            return OneOf("feed", self._feeds(node))
        if node.field in NAME_FIELDS:
            return self._names(node)
        return self._text(node, (node.field,) if node.field else TEXT_FIELDS)

    # -- title and text

    def _text(self, node: tree.Word | tree.Pattern | tree.Fuzzy | tree.Phrase, fields: tuple[str, ...]) -> Plan:
        match node:
            case tree.Phrase(text, _, going_on, within):
                return self._phrase(text, fields, going_on=going_on, within=within)
            case tree.Pattern(text):
                return self._pattern(text, fields)
            case tree.Fuzzy(text, _, distance):
                return _stems(fields, self.near(bare(fold(text)), distance))
            case tree.Word(text, _, going_on):
                exact = self._word(text, fields)
                if not going_on or len(fold_pattern(text)) < MIN_PREFIX:
                    return exact
                if isinstance(exact, InOrder):
                    return self._phrase(text, fields, going_on=True)
                return AnyOf((exact, self._pattern(text.lstrip("'\u2019") + "*", fields)))
        raise AssertionError(node)

    def _word(self, text: str, fields: tuple[str, ...]) -> Plan:
        analyses = [analyse(token) for token in TOKEN.findall(text)]
        units = tuple(unit for analysis in analyses for unit in analysis.units)
        if not units:
            return NOTHING
        if len(analyses) == 1 and analyses[0].whole:
            return Terms(fields, (analyses[0].whole.encode(),))
        if len(units) == 1:
            return self._unit(units[0], fields)
        return self._phrase(text, fields, going_on=False)

    def _unit(self, unit: Unit, fields: tuple[str, ...]) -> Plan:
        if not unit.unspaced:
            return Terms(fields, (unit.term.encode(),))
        found = {term for field in fields for term in self._terms_from(field, unit.text)}
        return Terms(fields, tuple(sorted(found)))

    def _phrase(self, text: str, fields: tuple[str, ...], *, going_on: bool, within: int = 0) -> Plan:
        analyses = [analyse(token) for token in TOKEN.findall(text)]
        units = tuple(unit.text for analysis in analyses for unit in analysis.units)
        if not units:
            return NOTHING
        candidates = [plan for analysis in analyses for plan in self._candidates(analysis, fields)]
        last = analyses[-1].units[-1]
        if going_on and not last.unspaced:
            candidates[-1] = AnyOf((candidates[-1], self._pattern(last.text + "*", fields)))
        within = within if len(units) > 1 else 0
        return InOrder(fields, units, going_on and not within, AllOf(tuple(candidates)), within)

    def _candidates(self, analysis: Analysis, fields: tuple[str, ...]) -> list[Plan]:
        """What an article with this token's units next to each other surely answers to."""
        spaced: list[Plan] = [self._unit(unit, fields) for unit in analysis.units if not unit.unspaced]
        unspaced = [unit for unit in analysis.units if unit.unspaced]
        pairs: list[Plan] = [
            Terms(fields, ((first.text + second.text).encode(),))
            for first, second in pairwise(unspaced)
            if first.end == second.start
        ]
        if unspaced and not pairs:
            pairs = [self._unit(unit, fields) for unit in unspaced]
        return spaced + pairs if analysis.units[-1].unspaced else pairs + spaced

    def _pattern(self, text: str, fields: tuple[str, ...]) -> Plan:
        pattern = fold_pattern(text)
        prefix = fixed_prefix(pattern)
        if pattern == f"{prefix}*" and len(prefix) in SHORT:
            return Begins(fields, prefix)
        matches = pattern_regex(pattern).fullmatch
        words = (word.decode() for reader in self._snapshot.readers for word in reader.words(prefix))
        return _stems(fields, (word for word in words if matches(word)))

    def word(self, text: str) -> Plan:
        """The plan of a word in title or text."""
        return self._word(text, TEXT_FIELDS)

    def near(self, word: str, distance: int) -> set[str]:
        """The words of the vocabulary that begin with the same letter and are near enough."""
        return {other for reader in self._snapshot.readers for other in reader.near(word[:1], word, distance)}

    def _terms_from(self, field: str, prefix: str) -> set[bytes]:
        encoded = prefix.encode()
        return {term for reader in self._snapshot.readers for term in reader.names(field, encoded)}

    # -- names

    def _names(self, node: tree.Word | tree.Pattern | tree.Fuzzy | tree.Phrase) -> Plan:
        field = node.field
        match node:
            case tree.Pattern(text):
                pattern = fold_pattern(text)
                return self._name_terms(field, fixed_prefix(pattern), pattern_regex(pattern).fullmatch)
            case tree.Fuzzy(text, _, distance):
                word = fold_pattern(text)
                return self._name_terms(field, word[:1], lambda other: within_distance(word, other, distance))
        words = name_words(node.text)
        if not words:
            return NOTHING
        longest = 1 if field == "link" else MAX_SHINGLE
        stretches = [" ".join(words[at : at + longest]) for at in range(max(1, len(words) - longest + 1))]
        exact = AllOf(tuple(Terms((field,), (stretch.encode(),)) for stretch in stretches))
        if not node.going_on or len(words) > longest:
            return exact
        beginning = stretches[0]
        going_on = self._name_terms(field, beginning, lambda other: other.count(" ") == beginning.count(" "))
        return AnyOf((exact, going_on))

    def _name_terms(self, field: str, prefix: str, matches: Callable[[str], object]) -> Plan:
        found = (term for term in self._terms_from(field, prefix) if matches(term.decode()))
        return Terms((field,), tuple(sorted(found)))

    # -- what only the archive knows

    def _marked(self, *, read: bool | None, starred: bool | None) -> Plan:
        if read:  # every article is one or the other, and the archive finds the unread ones quickly
            return Without(OneOf("id", self._source.marks.carrying(read=False)))
        return OneOf("id", self._source.marks.carrying(read=read, starred=starred))

    def _tagged(self, tag: str, *, going_on: bool) -> Collection[int]:
        marks = self._source.marks
        if not going_on:
            return marks.carrying(tag=tag)
        begun = tag.lower()
        tags = [name for name, _ in marks.tags() if name.lower().startswith(begun)]
        return frozenset().union(*(marks.carrying(tag=name) for name in tags))

    def _feeds(self, node: tree.Word | tree.Pattern | tree.Fuzzy | tree.Phrase) -> frozenset[int]:
        feeds = self._source.feeds.all(subscribed_only=False)
        return frozenset(feed.id for feed in feeds if _feed_matches(feed, node))


def _stems(fields: tuple[str, ...], words: Iterable[str]) -> Terms:
    return Terms(fields, tuple(sorted({stem(word).encode() for word in words})))


def _feed_matches(feed: Feed, node: tree.Word | tree.Pattern | tree.Fuzzy | tree.Phrase) -> bool:
    texts = (feed.folder,) if node.field == "folder" else (feed.title, feed.url)
    return any(_name_matches(name_words(text), node) for text in texts)


def _name_matches(words: list[str], node: tree.Word | tree.Pattern | tree.Fuzzy | tree.Phrase) -> bool:
    match node:
        case tree.Pattern(text):
            matches = pattern_regex(fold_pattern(text)).fullmatch
            return any(matches(word) for word in words)
        case tree.Fuzzy(text, _, distance):
            return any(within_distance(bare(fold(text)), word, distance) for word in words)
    wanted = name_words(node.text)
    return bool(wanted) and contains(words, wanted, going_on=node.going_on)
