"""Who is who within one article: every mention gets the canonical name of what it means.

"Maduro" becomes "Nicolas Maduro" where the article has the full name, a short form its expansion, a listed name the
gazetteer's spelling. Names merge only on good evidence: two full names never on a surname alone, and a surname
without a full name in the article keeps itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from index.entities.acronyms import initials_of, short_form_after, stands_for
from index.entities.gazetteer import gazetteer
from index.entities.link import canonical_name, entity_key
from index.entities.people import PersonMention, resolve_people
from index.entities.shape import COMPANY_END, ORGANISATION_END
from index.entities.spans import AMOUNTS, Label
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.entities.spans import Span

_SHORTEST = 2
_LONG_WORD = 4
_LINKS = frozenset({"of", "for", "in"})
_WITH_SHORT_FORMS = frozenset({Label.ORG, Label.EVENT, Label.PLACE, Label.WORK})


def resolve(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """The canonical name of each span; what a span is resolved to does not depend on the order of ``spans``."""
    plain = [_plain_name(text, span) for span in spans]
    best = _best_spellings(zip((span.label for span in spans), plain, strict=True))
    names = [best.get((span.label, _key(name, span.label)), name) for span, name in zip(spans, plain, strict=True)]
    expansions = _expansions(text, spans, names)
    names = [expansions.get((span.label, name), name) for span, name in zip(spans, names, strict=True)]
    people = [
        PersonMention(span.start, name) for span, name in zip(spans, names, strict=True) if span.label is Label.PERSON
    ]
    resolved = resolve_people(people)
    return tuple(
        resolved[PersonMention(span.start, name)] if span.label is Label.PERSON else name
        for span, name in zip(spans, names, strict=True)
    )


def _plain_name(text: str, span: Span) -> str:
    form = " ".join(span.of(text).split())
    return form if span.label in AMOUNTS else canonical_name(form, EntityType(span.label))


def _key(name: str, label: Label) -> str:
    return name if label in AMOUNTS else entity_key(name, EntityType(label))


def _best_spellings(names: Iterable[tuple[Label, str]]) -> dict[tuple[Label, str], str]:
    """Of the spellings with one key the most frequent, rather not in capitals, then the longest."""
    spellings: defaultdict[tuple[Label, str], Counter[str]] = defaultdict(Counter)
    for label, name in names:
        if label not in AMOUNTS:
            spellings[label, _key(name, label)][name] += 1
    return {
        key: max(counts, key=lambda name: (not name.isupper(), counts[name], len(name), name))
        for key, counts in spellings.items()
    }


def _expansions(text: str, spans: Sequence[Span], names: Sequence[str]) -> dict[tuple[Label, str], str]:
    """What short forms stand for, by label and short name: defined in brackets, or the initials of just one name.

    A listed name stands for itself: "Africa" beside "South Africa" is the continent, and "BJP" no state's party.
    """
    defined = _defined_in_brackets(text, spans, names)
    present: defaultdict[Label, set[str]] = defaultdict(set)
    for span, name in zip(spans, names, strict=True):
        if span.label in _WITH_SHORT_FORMS:
            present[span.label].add(name)
    expansions: dict[tuple[Label, str], str] = {}
    for label, all_names in present.items():
        shortened = _short_forms(name for name in all_names if " " in name)
        for name in all_names:
            listed = name in gazetteer().canonical.get(EntityType(label), {})
            target = defined.get((label, name)) or (None if listed else _only_expansion(name, shortened))
            if target is not None and target != name and not (listed and name in target):
                expansions[label, name] = target
    return _followed(expansions)


def _defined_in_brackets(text: str, spans: Sequence[Span], names: Sequence[str]) -> dict[tuple[Label, str], str]:
    """The long name of each short one that is defined as in "Organization of American States (OAS)", by the first."""
    at = {(span.start, span.end): (span.label, name) for span, name in zip(spans, names, strict=True)}
    defined: dict[tuple[Label, str], str] = {}
    for span, name in sorted(zip(spans, names, strict=True), key=lambda pair: pair[0].start):
        bounds = short_form_after(text, span.end) if span.label in _WITH_SHORT_FORMS else None
        if bounds is None or bounds not in at or not stands_for(text[slice(*bounds)], span.of(text)):
            continue
        label, short_name = at[bounds]
        if label is span.label:
            defined.setdefault((label, short_name), name)
    return defined


def _short_forms(long_names: Iterable[str]) -> dict[str, set[str]]:
    """The long names by what they may be shortened to.

    That is their initials, a company's first word, their first words before "University", "Party" ..., two or more
    before "of", "for" or "in" ("Royal Opera of Bergen"), and their last word ("Karlby Rovers").
    """
    shortened: defaultdict[str, set[str]] = defaultdict(set)
    for long in long_names:
        for initials in initials_of(long):
            shortened[initials].add(long)
        words = long.split()
        if COMPANY_END.search(long):
            shortened[words[0]].add(long)
        kept = len(words)
        while kept > 1 and ORGANISATION_END.search(words[kept - 1]):
            kept -= 1
            shortened[" ".join(words[:kept])].add(long)
        if len(words[-1]) >= _LONG_WORD:
            shortened[words[-1]].add(long)
        for place in range(_SHORTEST, len(words) - 1):
            if words[place] in _LINKS:
                shortened[" ".join(words[:place])].add(long)
    return shortened


def _only_expansion(name: str, shortened: Mapping[str, set[str]]) -> str | None:
    """The one long name that a name is short for."""
    is_acronym = " " not in name and name.replace(".", "").isupper()
    fitting = shortened.get(name.replace(".", "") if is_acronym else name, set()) - {name}
    if len(fitting) != 1 or len(name) < _SHORTEST:
        return None
    return next(iter(fitting))


def _followed(expansions: Mapping[tuple[Label, str], str]) -> dict[tuple[Label, str], str]:
    """Chains followed to their end: a short form of a name that is itself expanded."""
    ends: dict[tuple[Label, str], str] = {}
    for (label, name), target in expansions.items():
        seen = {name}
        end = target
        while (label, end) in expansions and end not in seen:
            seen.add(end)
            end = expansions[label, end]
        ends[label, name] = end
    return ends
