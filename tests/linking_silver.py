"""Linking measured on news that the rules' author did not write: links that spelling alone makes certain.

The annotated development sets say where names are and of what type, not which are one. Some of that is certain from
the strings, by criteria that have nothing to do with how names are linked:

- a full name of a person is that person, wherever it stands in the set;
- one word is the person whose full name, the only one in the article that ends in it, stands before it;
- capitals in brackets right behind an organisation's name, the first letter the same, are that organisation, there
  and wherever that article has them; across articles where all that define these capitals agree;
- other organisations and places are the same in two articles if they are spelt the same, full stops apart, and have a
  word that the set never writes in lower case ("Ministry of Health" is a different one in each country).

Two of one type count as two if both have such an identity, share no word of three letters, and neither abbreviates the
other; two persons also where only the surname is shared and the given names begin differently. All other pairs are
left out of precision and recall, and counted. So precision is a lower bound, as strings don't know that Britain is the
United Kingdom: the bench lists what it holds against the links. Recall says nothing of nicknames, translations,
changes of name and whatever else takes knowledge.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from index.entities.spans import Label, Span
from linking_gold import GoldArticle, Score

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence
    from pathlib import Path

SETS = ("reuters2020_dev", "worldwide_dev")
_LABELS = {"PERSON": Label.PERSON, "PER": Label.PERSON, "ORG": Label.ORG, "LOC": Label.PLACE, "GPE": Label.PLACE}
_LABELS |= {"FAC": Label.PLACE, "FACILITY": Label.PLACE, "PLACE": Label.PLACE}
_BRACKETED = re.compile(r"[A-Z]{2,7}")
_WORD = re.compile(r"[^\W\d_]+")
_SHARED = 3


@dataclass(frozen=True)
class Item:
    """A name in an article: how it is spelt, who it certainly is (empty where that is not certain), what it became."""

    article: int
    label: Label
    form: str
    identity: str
    found: Hashable


@dataclass(frozen=True)
class Judged:
    """Pairs that count as one or as two; of the linked ones also how many are neither, and which are wrong."""

    score: Score
    unknown: int
    wrong: tuple[tuple[str, str], ...]


def silver_articles(folder: Path, name: str) -> list[GoldArticle]:
    """The articles of a set with their persons, organisations and places; their entities are left empty."""
    articles = []
    for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = sorted(
            Span(one["start"], one["end"], _LABELS[one["label"]]) for one in row["spans"] if one["label"] in _LABELS
        )
        kept = [
            span for before, span in zip([None, *spans], spans, strict=False) if before is None or _parts(before, span)
        ]
        articles.append(GoldArticle("", row["text"], tuple(kept), ("",) * len(kept)))
    return articles


def _parts(before: Span, span: Span) -> bool:
    return before.end <= span.start


def fold(form: str) -> str:
    """Casefolded, without accents, full stops and possessives."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]s$", "", form)).casefold()
    return " ".join("".join(char for char in plain if not unicodedata.combining(char) and char != ".").split())


def items(articles: Sequence[GoldArticle], found: Sequence[Sequence[Hashable]]) -> list[Item]:
    """Each name of each article once, with its certain identity."""
    common = {word for article in articles for word in _WORD.findall(article.text) if word.islower()}
    defined = [_definitions(article) for article in articles]
    agreed: defaultdict[str, set[str]] = defaultdict(set)
    for short in defined:
        for form, long in short.items():
            agreed[form].add(long)
    unique: dict[Item, None] = {}
    for number, (article, entities) in enumerate(zip(articles, found, strict=True)):
        people = _people(article)
        for span, entity in zip(article.spans, entities, strict=True):
            form = " ".join(span.of(article.text).split())
            identity = _identity(span.label, form, people, defined[number], common)
            if span.label is Label.ORG and not identity and len(agreed.get(fold(form), ())) == 1:
                (identity,) = agreed[fold(form)]
            unique[Item(number, span.label, form, identity, entity)] = None
    return list(unique)


def _identity(label: Label, form: str, people: dict[str, str], defined: dict[str, str], common: set[str]) -> str:
    plain = fold(form)
    if label is Label.PERSON:
        return plain if " " in plain else people.get(plain, "")
    if label is Label.ORG and plain in defined:
        return defined[plain]
    proper = any(len(word) > 1 and word.lower() not in common for word in _WORD.findall(form))
    return plain if proper and (" " in plain or not _BRACKETED.fullmatch(form.replace(".", ""))) else ""


def _people(article: GoldArticle) -> dict[str, str]:
    """The surnames of an article that one full name ends in, and no other, each with the full name."""
    full: defaultdict[str, set[str]] = defaultdict(set)
    for span in article.spans:
        name = fold(" ".join(span.of(article.text).split()))
        if span.label is Label.PERSON and " " in name:
            full[name.rpartition(" ")[2]].add(name)
    return {surname: min(names) for surname, names in full.items() if len(names) == 1}


def _definitions(article: GoldArticle) -> dict[str, str]:
    """The capitals that stand in brackets behind an organisation, each with its name."""
    defined: dict[str, str] = {}
    spans = [span for span in article.spans if span.label is Label.ORG]
    for long, short in pairwise(spans):
        form = short.of(article.text)
        between = article.text[long.end : short.start]
        if between.strip() == "(" and article.text[short.end : short.end + 1] == ")" and _BRACKETED.fullmatch(form):
            name = fold(long.of(article.text))
            if " " in name and name[0] == form[0].lower():
                defined.setdefault(fold(form), name)
    return defined


def judge(names: Iterable[Item], *, across: bool) -> Judged:
    """Compare what is linked with what is certain, within each article or over all of them.

    Within an article pairs are of spellings; across articles a spelling counts once an article.
    """
    linked: defaultdict[Hashable, list[Item]] = defaultdict(list)
    certain: defaultdict[Hashable, list[Item]] = defaultdict(list)
    for one in names:
        place = None if across else one.article
        linked[place, one.label, one.found].append(one)
        if one.identity:
            certain[place, one.label, one.identity].append(one)
    right = unknown = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for group in linked.values():
        for one, other in combinations(group, 2):
            if one.identity and one.identity == other.identity:
                right += 1
            elif _differ(one, other):
                first, second = sorted((one.form, other.form))
                wrong[first, second] += 1
            else:
                unknown += 1
    wanted = sum(len(group) * (len(group) - 1) // 2 for group in certain.values())
    return Judged(Score(right, right + wrong.total(), wanted), unknown, tuple(pair for pair, _ in wrong.most_common()))


def _differ(one: Item, other: Item) -> bool:
    if not (one.identity and other.identity):
        return False
    first, second = _WORD.findall(one.identity), _WORD.findall(other.identity)
    shared = {word for word in first if len(word) >= _SHARED} & set(second)
    if set(first) <= set(second) or set(second) <= set(first):
        return False
    if not shared:
        return not (_may_abbreviate(first, second) or _may_abbreviate(second, first))
    return one.label is Label.PERSON and shared == {first[-1]} == {second[-1]} and first[0][0] != second[0][0]


def _may_abbreviate(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one word can be the beginning, or the initials, of a name."""
    return len(short) == 1 and (long[0].startswith(short[0][:_SHARED]) or (len(long) > 1 and short[0][0] == long[0][0]))
