"""How well mentions are linked: ``python tests/bench/linking.py [-v]``, pairwise precision, recall and F1.

On the hand-made articles of tests/data/linking.json, with their names taken as given: within each article, and across
the archive, by the article's resolution alone (names with one key are one entity) and with the archive's links.

Then on the annotated news of the development data, where those are there: only of the pairs whose spelling makes
certain that they are one, or likely that they are two (tests/linking_silver.py says which), with recognition given.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from index.archive import Archive
from index.entities.link import entity_key
from index.entities.resolve import resolve
from index.types import EntityType
from linking_gold import Score, gold_articles, groups, link, linked_entities, score_across, score_within
from linking_silver import SETS, items, judge, silver_articles

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from linking_gold import GoldArticle

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "entities"


def show(what: str, score: Score) -> None:
    print(f"{what:34}{100 * score.precision:8.1f}{100 * score.recall:8.1f}{100 * score.f1:8.1f}")


def silver(name: str, *, verbose: bool) -> None:
    """Print the measures of a set that only its certain pairs count in."""
    articles = silver_articles(DATA, name)
    print(f"\n{name}: {len(articles)} articles; pairs that their spelling makes certain{'P':>8}{'R':>8}{'F1':>8}")
    ways: list[tuple[str, Sequence[Sequence[Hashable]]]] = [
        ("by the spelling alone", [[_key(span.of(one.text), span.label) for span in one.spans] for one in articles])
    ]
    ways.append(("resolved in the article", [_resolved(one) for one in articles]))
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        ids = link(archive, articles, range(len(articles)))
        ways.append(("linked in the archive", linked_entities(archive, ids)))
    for across in (False, True):
        for way, found in ways:
            judged = judge(items(articles, found), across=across)
            show(f"{'across' if across else 'within'}, {way}", judged.score)
            print(f"{'':34}{judged.score.wanted} certain pairs; {judged.unknown} linked ones that nobody can tell")
            for one, other in judged.wrong if verbose else ():
                print(f"    linked, and two by their spelling: {one} | {other}")


def _key(form: str, label: str) -> Hashable:
    return label, entity_key(form, EntityType(label))


def _resolved(article: GoldArticle) -> list[Hashable]:
    names = resolve(article.text, article.spans)
    return [
        (span.label, entity_key(name, EntityType(span.label))) for span, name in zip(article.spans, names, strict=True)
    ]


def main() -> None:
    """Link, print the measures, then what is wrong."""
    articles = gold_articles()
    gold = [article.entities for article in articles]
    surface = [
        [(span.label, entity_key(span.of(one.text), EntityType(span.label))) for span in one.spans] for one in articles
    ]
    resolved = [
        [
            (span.label, entity_key(name, EntityType(span.label)))
            for span, name in zip(one.spans, resolve(one.text, one.spans), strict=True)
        ]
        for one in articles
    ]
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        found = linked_entities(archive, link(archive, articles, range(len(articles))))
        names = {one.id: one.name for one in archive.entities.top(None, None, 1_000)}
    print(f"{'pairs of mentions':34}{'P':>8}{'R':>8}{'F1':>8}")
    show("within, by the spelling alone", score_within(gold, surface))
    show("within, resolved in the article", score_within(gold, resolved))
    show("within, linked in the archive", score_within(gold, found))
    show("across, by the spelling alone", score_across(gold, surface))
    show("across, resolved in the article", score_across(gold, resolved))
    show("across, linked in the archive", score_across(gold, found))
    holders = defaultdict(list)
    for entity, held in groups(articles, found).items():
        name = names.get(entity, "?") if isinstance(entity, int) else "?"
        if len(held) > 1:
            print("one entity for several:", name, dict(held))
        for wanted in held:
            holders[wanted].append(name)
    for wanted, parts in sorted(holders.items()):
        if len(parts) > 1:
            print("several for one:", wanted, parts)
    if DATA.is_dir():
        for name in SETS:
            silver(name, verbose="-v" in sys.argv)


if __name__ == "__main__":
    main()
