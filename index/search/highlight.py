"""Where a query's words stand in a text: by stem, by fold, in order, exactly as the search finds them."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.search import tree
from index.search.analyzer import MAX_WORD, TOKEN, Analysis, analyse, bare, fold, name_words, stem
from index.search.likely import common_letters, likely_places
from index.search.patterns import contains, fixed_prefix, fold_pattern, pattern_regex, within_distance
from index.search.planner import MIN_PREFIX
from index.search.schema import NAME_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = {"", "title"}
_STRETCH = 1200
_FOREIGN = re.compile(r"[^\W\x00-\x7f]")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A hit in a text; ``clause`` tells the query's words apart."""

    start: int
    end: int
    clause: int


@dataclass(slots=True)
class _Wanted:
    """What the query's positive words look for, each with the number of its clause."""

    terms: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    patterns: list[tuple[re.Pattern[str], int]] = field(default_factory=list)
    beginnings: list[str] = field(default_factory=list)
    fuzzy: list[tuple[str, int, int]] = field(default_factory=list)
    phrases: list[tuple[tuple[str, ...], bool, int]] = field(default_factory=list)
    clauses: int = 0

    def add_pattern(self, pattern: str) -> None:
        """Want the words that match a folded pattern, for the current clause."""
        self.patterns.append((pattern_regex(pattern), self.clauses))
        self.beginnings.append(fixed_prefix(pattern))


class Highlighter:
    """Finds the hits of one query in any number of texts."""

    def __init__(self, node: tree.Node) -> None:
        self._wanted = _Wanted()
        self._collect(node)
        self._initials = self._first_letters()
        wanted = self._wanted
        begun = (*wanted.words, *wanted.beginnings, *map(common_letters, wanted.terms))
        near = [(word, distance) for word, distance, _ in wanted.fuzzy]
        self._likely = likely_places(begun, near, [units for units, _, _ in wanted.phrases])
        self._known: dict[str, tuple[Found, ...]] = {}
        self._units: dict[str, tuple[tuple[str, int, int], ...]] = {}

    @property
    def clauses(self) -> int:
        """How many different words and phrases are looked for."""
        return self._wanted.clauses

    def find(self, text: str) -> list[Found]:
        """The hits in a text, in order; none overlaps another."""
        lower = text.lower()
        if self._likely is None or len(lower) != len(text) or _FOREIGN.search(text):
            return _without_overlaps(self._scan(text))
        hits: list[Found] = []
        for start, end in self._windows(lower):
            hits += [Found(hit.start + start, hit.end + start, hit.clause) for hit in self._scan(text[start:end])]
        return _without_overlaps(hits)

    def _windows(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches between two spaces (which no token holds) where there may be a hit."""
        assert self._likely is not None
        start = end = -1
        for match in self._likely.finditer(text):
            if match.start() < end and match.end() <= end:
                continue
            before = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
            after = _SPACE.search(text, match.end())
            behind = after.start() if after else len(text)
            if before < end:
                end = behind
                continue
            if end >= 0:
                yield start, end
            start, end = before, behind
        if end >= 0:
            yield start, end

    def _scan(self, text: str) -> list[Found]:
        hits: list[Found] = []
        known = self._known
        for match in TOKEN.finditer(text):
            token = match.group()
            found = known.get(token)
            if found is None:
                found = known[token] = self._in_token(token)
            if found:
                offset = match.start()
                hits.extend(Found(hit.start + offset, hit.end + offset, hit.clause) for hit in found)
        if self._wanted.phrases:
            hits.extend(self._phrases(text))
        return hits

    def _first_letters(self) -> str:
        wanted = self._wanted
        beginnings = [*wanted.terms, *wanted.words, *(near for near, _, _ in wanted.fuzzy), *wanted.beginnings]
        if "" in beginnings:
            return string.ascii_letters
        letters = "".join(beginning[0] for beginning in beginnings)
        return letters + letters.upper()

    def _in_token(self, token: str) -> tuple[Found, ...]:
        wanted = self._wanted
        if (
            token.isascii() and token.isalpha()
        ):  # nearly all tokens are plain words, whose stems keep their first letter
            if token[0] not in self._initials:
                return ()
            word = token.lower()[:MAX_WORD]
            clause = wanted.terms.get(stem(word), wanted.words.get(word, self._matched(word)))
            return (Found(0, len(token), clause),) if clause is not None else ()
        analysis = analyse(token)
        if analysis.whole:
            clause = wanted.terms.get(analysis.whole, self._matched(analysis.whole))
            if clause is not None:
                return (Found(0, len(token), clause),)
        return tuple(self._in_units(analysis))

    def _in_units(self, analysis: Analysis) -> Iterator[Found]:
        wanted = self._wanted
        for unit in analysis.units:
            parts = analyse(unit.text).terms if "." in unit.text or "'" in unit.text else (unit.term,)
            clauses = [wanted.terms[part] for part in parts if part in wanted.terms]
            clause = clauses[0] if clauses else wanted.words.get(unit.word.replace(".", ""), self._matched(unit.word))
            if clause is not None:
                yield Found(unit.start, unit.end, clause)

    def _matched(self, word: str) -> int | None:
        for pattern, clause in self._wanted.patterns:
            if pattern.fullmatch(word):
                return clause
        for near, distance, clause in self._wanted.fuzzy:
            if word[:1] == near[:1] and within_distance(near, word, distance):
                return clause
        return None

    def _phrases(self, text: str) -> Iterator[Found]:
        units = [
            (unit, match.start() + start, match.start() + end)
            for match in TOKEN.finditer(text)
            for unit, start, end in self._units_of(match.group())
        ]
        for phrase, going_on, clause in self._wanted.phrases:
            last = len(phrase) - 1
            for at in range(len(units) - last):
                if units[at][0] == phrase[0] or (going_on and not last and units[at][0].startswith(phrase[0])):
                    words = [unit for unit, _, _ in units[at : at + len(phrase)]]
                    if contains(words, list(phrase), going_on=going_on):
                        yield Found(units[at][1], units[at + last][2], clause)

    def _units_of(self, token: str) -> tuple[tuple[str, int, int], ...]:
        units = self._units.get(token)
        if units is None:
            if token.isascii() and token.isalpha():
                units = ((token.lower(), 0, len(token)),)
            else:
                units = tuple((unit.text, unit.start, unit.end) for unit in analyse(token).units)
            self._units[token] = units
        return units

    def find_enough(self, text: str) -> list[Found]:
        """The hits in the first stretch of a text that holds every word of the query: enough for a snippet."""
        hits: list[Found] = []
        seen: set[int] = set()
        start = 0
        while start < len(text) and len(seen) < self.clauses:
            end = text.find("\n", start + _STRETCH)
            end = len(text) if end < 0 else end
            found = self.find(text[start:end])
            hits += [Found(hit.start + start, hit.end + start, hit.clause) for hit in found]
            seen.update(hit.clause for hit in found)
            start = end
        return hits

    # -- what the query wants

    def _collect(self, node: tree.Node) -> None:
        match node:
            case tree.Both(parts) | tree.Either(parts):
                for part in parts:
                    self._collect(part)
            case tree.Word() | tree.Pattern() | tree.Fuzzy() | tree.Phrase():
                if node.field in _TEXT:
                    self._collect_text(node)
                    self._wanted.clauses += 1
                elif node.field in NAME_FIELDS and node.field != "link":
                    self._collect_name(node)
                    self._wanted.clauses += 1

    def _collect_text(self, node: tree.Word | tree.Pattern | tree.Fuzzy | tree.Phrase) -> None:
        wanted, clause = self._wanted, self._wanted.clauses
        match node:
            case tree.Pattern(text):
                wanted.add_pattern(fold_pattern(text))
            case tree.Fuzzy(text, _, distance):
                wanted.fuzzy.append((fold(text), distance, clause))
            case tree.Phrase(text, _, going_on):
                if node.within:
                    self._want_words(text)
                else:
                    self._want_phrase(text, going_on=going_on)
            case tree.Word(text, _, going_on):
                analyses = [analyse(token) for token in TOKEN.findall(text)]
                units = [unit for analysis in analyses for unit in analysis.units]
                if len(analyses) == 1 and analyses[0].whole:
                    wanted.terms.setdefault(analyses[0].whole, clause)
                elif len(units) == 1 and not units[0].unspaced:
                    wanted.terms.setdefault(units[0].term, clause)
                else:
                    self._want_phrase(text, going_on=going_on)
                    return
                beginning = fold_pattern(text.lstrip("'\u2019"))
                if going_on and len(beginning) >= MIN_PREFIX:
                    wanted.add_pattern(beginning + "*")

    def _collect_name(self, node: tree.Word | tree.Pattern | tree.Fuzzy | tree.Phrase) -> None:
        wanted, clause = self._wanted, self._wanted.clauses
        match node:
            case tree.Pattern(text):
                wanted.add_pattern(fold_pattern(text))
            case tree.Fuzzy(text, _, distance):
                wanted.fuzzy.append((bare(fold(text)), distance, clause))
            case tree.Word(text, _, going_on) | tree.Phrase(text, _, going_on):
                words = name_words(text)
                if len(words) == 1:
                    wanted.words.setdefault(words[0], clause)
                    if going_on:
                        wanted.add_pattern(words[0] + "*")
                elif words:
                    self._want_phrase(text, going_on=going_on)

    def _want_words(self, text: str) -> None:
        """Want each word for itself, unstemmed."""
        for token in TOKEN.findall(text):
            for unit in analyse(token).units:
                self._wanted.phrases.append(((unit.text,), False, self._wanted.clauses))

    def _want_phrase(self, text: str, *, going_on: bool) -> None:
        units = tuple(unit.text for token in TOKEN.findall(text) for unit in analyse(token).units)
        if units:
            self._wanted.phrases.append((units, going_on, self._wanted.clauses))


def _without_overlaps(hits: list[Found]) -> list[Found]:
    """The hits in order; of two that overlap, the longer one."""
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return kept
