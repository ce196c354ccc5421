"""Which names mean the same entity across the archive: a pure key, and the form to display."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from index.entities.gazetteer import LISTED_TYPES, gazetteer
from index.entities.lexicon import COMPANY_SUFFIXES, GENERATIONS
from index.entities.titles import is_title
from index.types import EntityType

_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’ʼ][sS]|(?<=[sS])['’ʼ])$")
_EDGE = " \t\r\n\"“”‘’'`*•·–—-,;:!?()[]{}|/\\<>#_~=…"
_INITIALS = re.compile(r"(?:\w\.-?)+\w?\.?|\w")
_PUNCTUATION = re.compile(r"[^\w\s&+/]|_")
_MAX_PASSES = 8
_SHORT = 5
"""Names up to this length are listed names in their own case only: "who" is not the WHO, "us" no country."""
_SHORTEST_IN_CAPITALS = 3


def entity_key(name: str, type: EntityType) -> str:  # noqa: A002 - the records call it type
    """The key under which the archive keeps an entity: equal keys of one type mean one entity.

    Accents and case fold; titles, generations, legal forms, a middle initial, a leading "the" and a possessive go;
    an alias that the gazetteer lists becomes its canonical name ("U.S." is "united states"). Pure and idempotent.
    The key is empty only for a name without letters, digits or signs.
    """
    for _ in range(_MAX_PASSES):
        key = _key_once(name, type)
        if key == name:
            return key
        name = key
    return name


def canonical_name(name: str, type: EntityType) -> str:  # noqa: A002 - the records call it type
    """The form in which a name is displayed: the gazetteer's, else the name without titles, article and possessive."""
    known = gazetteer().canonical.get(type, {})
    if name in known:
        return known[name]
    bare = _stripped(name, type)
    if bare in known:
        return known[bare]
    told_by_case = len(bare) <= _SHORT and not (
        type is EntityType.PLACE and bare.isupper() and len(bare) > _SHORTEST_IN_CAPITALS
    )
    return bare if told_by_case else _by_folded_form(type).get(_fold(bare), bare)


def fold(text: str) -> str:
    """Without accents and case: "Nicolás" and "NICOLAS" are "nicolas"."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _key_once(name: str, type_: EntityType) -> str:
    known = gazetteer().canonical.get(type_, {})
    bare = _stripped(name, type_)
    listed = known.get(name) or known.get(bare)
    if listed is not None:
        return _fold(_shorten(listed, type_))
    key = _fold(_shorten(bare, type_))
    listed = _by_folded_form(type_).get(_fold(bare)) or _by_folded_form(type_).get(key)
    return _fold(_shorten(listed, type_)) if listed is not None else key


def _bare(name: str) -> str:
    """The name without the blanks, marks, article and possessive around it; never emptied by that."""
    text = " ".join(name.split())
    before, bare = "", text
    while bare and bare != before:
        before = bare
        bare = _POSSESSIVE.sub("", bare.strip(_EDGE))
        bare = _ARTICLE.sub("", bare, count=1) if _ARTICLE.match(bare) else bare
    return bare or before or text


def _stripped(name: str, type_: EntityType) -> str:
    """The name without what stands around it, a person's without titles too."""
    before, stripped = "", name
    while stripped != before:
        before = stripped
        stripped = _bare(stripped)
        if type_ is EntityType.PERSON:
            stripped = _without_titles(stripped)
    return stripped


def _shorten(name: str, type_: EntityType) -> str:
    if type_ is EntityType.PERSON:
        return _short_person(name)
    if type_ is EntityType.ORG:
        return _short_company(name)
    return name


def _plain(word: str) -> str:
    return word.rstrip(".,").replace(".", "").casefold()


def _without_titles(name: str) -> str:
    words = name.split()
    while len(words) > 1 and is_title(words[0]):
        words = words[1:]
    return " ".join(words) or name


def _short_person(name: str) -> str:
    """Without generation and middle initial; initials at the front are joined ("J. K. Rowling" is "JK Rowling").

    Two middle initials stay: they tell George H. W. Bush from George W. Bush.
    """
    words = name.replace(",", " ").split()
    while len(words) > 1 and _plain(words[-1]) in GENERATIONS:
        words.pop()
    front: list[str] = []
    while len(words) > 1 and _INITIALS.fullmatch(words[0]):
        front.append(words.pop(0).replace(".", "").replace("-", ""))
    if front:
        words.insert(0, "".join(front))
    middle = [word for word in words[1:-1] if _INITIALS.fullmatch(word)]
    letters = "".join(middle).replace(".", "").replace("-", "")
    kept = [word for word in words[1:-1] if word not in middle]
    if len(letters) > 1:
        kept.append(letters)
    return " ".join([words[0], *kept, *words[-1:]]) if len(words) > 1 else name


def _short_company(name: str) -> str:
    words = name.replace(",", " ").split()
    while len(words) > 1 and (_plain(words[-1]) in COMPANY_SUFFIXES or words[-1] in {"&", "and"}):
        words.pop()
    return " ".join(words) or name


def _fold(name: str) -> str:
    """Accents and case folded, full stops dropped, other marks made blanks, blanks single."""
    text = fold(name).replace(".", "").replace("'", "").replace("’", "").replace("ʼ", "")
    plain = " ".join(_PUNCTUATION.sub(" ", text).split())
    return plain or " ".join(fold(name).split())


@cache
def _by_folded_form(type_: EntityType) -> dict[str, str]:
    """The canonical name of every form that the gazetteer lists for a type, by its folded spelling."""
    folded: dict[str, str] = {}
    if type_ in LISTED_TYPES:
        for form, name in gazetteer().canonical[type_].items():
            folded.setdefault(_fold(form), name)
            folded.setdefault(_fold(_shorten(form, type_)), name)
    return folded
