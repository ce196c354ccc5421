"""`wirecopy entities`: who is in an article, a query's hits or the news; and putting right what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import CorrectionKind, EntityType, NotFoundError, SearchIndexError, Sort
from tui.cli.opening import open_library
from tui.cli.output import entity_json, mention_json, note, print_json, rfc3339, say
from tui.entity_words import correction_in_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from index import Correction, Entity, Library
    from tui.cli.output import Json

MOST_HITS = 1_000_000
"""As many hits as there may be, where all of a query's articles are wanted."""

_CANDIDATES = 20
_WRONG = 2
"""The exit code of wrong usage."""


def entities_verb(arguments: argparse.Namespace) -> int:
    """List entities, or correct one."""
    kind = _entity_type(arguments.type)
    with open_library(arguments) as library:
        if arguments.undo is not None:
            return _say_correction(library, arguments, library.undo_correction(arguments.undo), "Undone")
        if arguments.corrections:
            return _list_corrections(library, arguments)
        correction = _corrected(library, arguments, kind)
        if correction is not None:
            return _say_correction(library, arguments, correction, f"Correction {correction.id}")
        if arguments.follow or arguments.unfollow:
            return _follow(library, arguments, kind)
        return _list(library, arguments, kind)


def _list(library: Library, arguments: argparse.Namespace, kind: EntityType | None) -> int:
    if arguments.id is not None:
        return _article_entities(library, arguments, kind)
    if arguments.rising is not None:
        return _rising(library, arguments, kind)
    if arguments.company:
        return _company(library, arguments, kind)
    if arguments.followed:
        return _followed(library, arguments, kind)
    ids = None
    if arguments.query:
        hits = library.search(arguments.query, sort=Sort.NEWEST, limit=MOST_HITS).hits
        ids = [hit.row.id for hit in hits]
    entities = library.top_entities(ids, kind, arguments.limit)
    if arguments.json:
        print_json({"query": arguments.query, "entities": [entity_json(entity) for entity in entities]})
    else:
        _print_entities(entities)
    return 0


def _article_entities(library: Library, arguments: argparse.Namespace, kind: EntityType | None) -> int:
    article = library.article(arguments.id)
    mentions = [mention for mention in article.mentions if kind in {None, mention.type}]
    entities = [entity for entity in library.entities_of(arguments.id) if kind in {None, entity.type}]
    if arguments.json:
        print_json(
            {
                "id": arguments.id,
                "mentions": [mention_json(mention) for mention in mentions],
                "entities": [entity_json(entity) for entity in entities[: arguments.limit]],
            }
        )
    else:
        _print_entities(entities[: arguments.limit])
    return 0


def _rising(library: Library, arguments: argparse.Namespace, kind: EntityType | None) -> int:
    risers = library.rising(arguments.rising, arguments.limit, kind)
    if arguments.json:
        listed: list[Json] = [
            {
                **entity_json(one.entity),
                "rising": {"articles": one.articles, "expected": one.expected, "score": one.score},
            }
            for one in risers
        ]
        print_json({"days": arguments.rising, "entities": listed})
        return 0
    for one in risers:
        say(f"{one.articles:>7}  {one.entity.type.value:<6}  {one.entity.name}  (expected {one.expected:.1f})")
    return 0


def _company(library: Library, arguments: argparse.Namespace, kind: EntityType | None) -> int:
    entity = _named(library, arguments.company, None)
    together = library.co_mentions(entity.id, arguments.limit, kind)
    if arguments.json:
        listed: list[Json] = [
            {**entity_json(one.entity), "together": {"articles": one.articles, "score": one.score}} for one in together
        ]
        print_json({"with": entity_json(entity), "entities": listed})
        return 0
    for one in together:
        say(f"{one.articles:>7}  {one.entity.type.value:<6}  {one.entity.name}")
    return 0


def _followed(library: Library, arguments: argparse.Namespace, kind: EntityType | None) -> int:
    followed = [one for one in library.followed() if kind in {None, one.entity.type}][: arguments.limit]
    if arguments.json:
        listed: list[Json] = [
            {**entity_json(one.entity), "unread": one.unread, "since": rfc3339(one.since)} for one in followed
        ]
        print_json({"entities": listed})
        return 0
    for one in followed:
        say(f"{one.unread:>7}  {one.entity.type.value:<6}  {one.entity.name}")
    return 0


def _follow(library: Library, arguments: argparse.Namespace, kind: EntityType | None) -> int:
    entity = _named(library, arguments.follow or arguments.unfollow, kind)
    if arguments.follow:
        library.follow(entity.id)
    else:
        library.unfollow(entity.id)
    if arguments.json:
        print_json({"entity": entity_json(entity), "followed": bool(arguments.follow)})
    else:
        say(f"{entity.name} is {'followed' if arguments.follow else 'no longer followed'}.")
    return 0


def _corrected(library: Library, arguments: argparse.Namespace, kind: EntityType | None) -> Correction | None:
    """The correction that the arguments ask for, made; None where they ask for none."""
    if arguments.merge:
        into = _named(library, _needed(arguments.into, "--merge", "--into"), kind)
        return library.correct_entity(_named(library, arguments.merge, kind).id, CorrectionKind.SAME, into=into.id)
    if arguments.split:
        form = _needed(arguments.form, "--split", "--form")
        return library.correct_entity(_named(library, arguments.split, kind).id, CorrectionKind.APART, name=form)
    if arguments.rename:
        name = _needed(arguments.new_name, "--rename", "--name")
        return library.correct_entity(_named(library, arguments.rename, kind).id, CorrectionKind.RENAME, name=name)
    if arguments.retype:
        _needed(arguments.type, "--retype", "--type")
        return library.correct_entity(
            _named(library, arguments.retype, None, not_type=kind).id, CorrectionKind.RETYPE, type=kind
        )
    if arguments.hide:
        return library.correct_entity(_named(library, arguments.hide, kind).id, CorrectionKind.HIDE)
    return None


def _needed(value: str | None, verb: str, other: str) -> str:
    if not value:
        raise _wrong_usage(f"{verb} needs {other}; `wirecopy entities --help` has examples.")
    return value


def _wrong_usage(message: str) -> SystemExit:
    """What argparse does about arguments that it can judge by itself."""
    note(f"wirecopy: {message}")
    return SystemExit(_WRONG)


def _named(library: Library, name: str, kind: EntityType | None, *, not_type: EntityType | None = None) -> Entity:
    """The entity with this id, or the one that is called so; of several the one that is displayed so."""
    if name.isascii() and name.isdigit():
        return library.entity(int(name))
    wanted = name.casefold()
    found = [one for one in library.find_entities(name, kind, _CANDIDATES) if one.type is not not_type]
    for fitting in (
        [one for one in found if one.name == name],
        [one for one in found if one.name.casefold() == wanted],
        [one for one in found if wanted in {alias.casefold() for alias in one.aliases}],
        found,
    ):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            listed = ", ".join(f"{one.name} ({one.type.value}, {one.id})" for one in fitting[:5])
            raise NotFoundError(f"“{name}” could be any of: {listed}.", "Name one of them by its number.")
    raise NotFoundError(f"The archive has no entity “{name}”.", "`wirecopy entities` lists the most mentioned.")


def _list_corrections(library: Library, arguments: argparse.Namespace) -> int:
    corrections = library.corrections()
    if arguments.json:
        print_json({"corrections": [_correction_json(one) for one in corrections]})
        return 0
    for one in corrections:
        say(f"{one.id:>7}  {correction_in_words(one)}")
    return 0


def _say_correction(library: Library, arguments: argparse.Namespace, correction: Correction, what: str) -> int:
    """Say what holds now, and have the search know it too."""
    if arguments.json:
        print_json({"correction": _correction_json(correction)})
    else:
        say(f"{what}: {correction_in_words(correction)}")
    try:
        library.index_corrections()
    except SearchIndexError as error:
        note(f"wirecopy: {error} Searches know of the correction after the next refresh.")
    return 0


def _correction_json(correction: Correction) -> Json:
    return {
        "id": correction.id,
        "kind": correction.kind.value,
        "type": correction.type.value,
        "name": correction.name,
        "other_type": correction.other_type.value,
        "other_name": correction.other_name,
        "made": rfc3339(correction.made),
    }


def _print_entities(entities: Iterable[Entity]) -> None:
    for entity in entities:
        others = [alias for alias in entity.aliases if alias != entity.name][:4]
        also = f"  (also {', '.join(others)})" if others else ""
        say(f"{entity.articles:>7}  {entity.type.value:<6}  {entity.name}{also}")


def _entity_type(name: str | None) -> EntityType | None:
    if name is None:
        return None
    try:
        return EntityType(name)
    except ValueError as error:
        raise _wrong_usage(f"“{name}” is not a type of entity. Types are {', '.join(EntityType)}.") from error
