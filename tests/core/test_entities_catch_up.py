"""Recognition catches up with a real archive; by rules, so that no model need be loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.archive.archive import Archive
from index.entities import catch_up as catching_up
from index.entities.catch_up import catch_up
from index.entities.engines import RulesEngine
from index.entities.recognizer import ArticleRecognizer
from index.errors import RecognizerError
from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan
from index.types import Block, BlockKind, EntityType, FeedConfig

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES = 5
OLDEST = 1_600_000_000


class Unloadable(RulesEngine):
    """An engine that cannot run: whoever loads it has loaded too early."""

    def load(self) -> None:
        raise RecognizerError("The engine was loaded.")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive with five articles, the last one the newest."""
    with Archive.open(tmp_path / "archive") as archive:
        (feed,) = archive.feeds.sync([FeedConfig("https://example.org/feed")])
        drafts = tuple(_draft(number) for number in range(ARTICLES))
        archive.articles.store(feed.id, FeedPlan("Feed", "", new=drafts), now=1_700_000_000, state=FetchState())
        yield archive


def _draft(number: int) -> Draft:
    text = f"Angela Merkel met Viktor Orban in Berlin on March {number + 1}. Merkel then left for Budapest."
    return Draft(
        key=str(number),
        digest=bytes([number]),
        link=f"https://example.org/{number}",
        title="Merkel in Berlin",
        author="",
        published=OLDEST + number,
        updated=None,
        summary="",
        language="en",
        categories=(),
        blocks=(Block(BlockKind.PARAGRAPH, text),),
        html="",
    )


@pytest.fixture
def recognizer() -> ArticleRecognizer:
    return ArticleRecognizer([RulesEngine()])


def test_everything_pending_is_recognised_and_stored(archive: Archive, recognizer: ArticleRecognizer) -> None:
    told: list[tuple[int, int]] = []
    assert catch_up(archive, recognizer, lambda done, total: told.append((done, total))) == ARTICLES
    assert archive.entities.count_unrecognised(recognizer.name) == 0
    (merkel,) = archive.entities.find(EntityType.PERSON, "merkel", 10)
    assert (merkel.name, merkel.articles) == ("Angela Merkel", ARTICLES)
    assert told[0] == (0, ARTICLES)
    assert told[-1] == (ARTICLES, ARTICLES)


def test_a_second_time_there_is_nothing_to_do_and_no_model_is_loaded(
    archive: Archive, recognizer: ArticleRecognizer
) -> None:
    catch_up(archive, recognizer)

    class Same(Unloadable):
        name = recognizer.name.partition("+")[0]

    revision = archive.revision()
    assert catch_up(archive, ArticleRecognizer([Same()])) == 0
    assert archive.revision() == revision


def test_another_recogniser_reads_everything_anew(archive: Archive, recognizer: ArticleRecognizer) -> None:
    catch_up(archive, recognizer)

    class Better(RulesEngine):
        name = "better"

    assert catch_up(archive, ArticleRecognizer([Better()])) == ARTICLES


def test_it_stops_between_batches_and_goes_on_with_the_rest(
    archive: Archive, recognizer: ArticleRecognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "BATCH", 2)
    answers = iter([False, True])
    assert catch_up(archive, recognizer, stop=lambda: next(answers)) == 2
    waiting = archive.entities.unrecognised(10, recognizer.name)
    assert [article.published for article in waiting] == [OLDEST + 2, OLDEST + 1, OLDEST], "the newest are done first"
    assert catch_up(archive, recognizer) == ARTICLES - 2


def test_an_engine_that_cannot_run_stores_nothing(archive: Archive) -> None:
    with pytest.raises(RecognizerError, match="was loaded"):
        catch_up(archive, ArticleRecognizer([Unloadable()]))
    assert archive.entities.count_unrecognised("any") == ARTICLES
