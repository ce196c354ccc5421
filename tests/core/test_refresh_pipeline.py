"""The whole pipeline against a real server: stored once, edits kept, nothing fetched twice, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index import FeedRefreshed, FeedStatus, Library, NotFoundError, Paths, RefreshDone, Selection, run_refresh

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index import Article, RefreshEvent


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'.encode()


def item(number: int, text: str = "Some text.", title: str = "") -> str:
    name = title or f"Headline {number}"
    return (
        f"<item><guid>{number}</guid><title>{name}</title><link>https://example.org/{number}</link>"
        f"<description><![CDATA[<p>{text}</p>]]></description></item>"
    )


class World:
    """A server, and a library that follows it."""

    def __init__(self, server: FeedServer, folder: Path) -> None:
        self.server = server
        self.paths = Paths(archive=folder / "archive", feeds=folder / "feeds.toml")
        self.events: list[RefreshEvent] = []

    def subscribe(self, *urls: str) -> None:
        self.paths.feeds.write_text("".join(f'[[feed]]\nurl = "{url}"\n\n' for url in urls))

    def refresh(self) -> RefreshDone:
        self.events = []
        with Library.open(self.paths) as library:
            return run_refresh(library, library.feeds(), self.events.append, entities=False)

    def statuses(self) -> dict[str, FeedStatus]:
        return {event.url: event.status for event in self.events if isinstance(event, FeedRefreshed)}

    def articles(self) -> list[Article]:
        with Library.open(self.paths) as library:
            return [library.article(article) for article in library.article_ids(Selection())]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with FeedServer() as server:
        yield World(server, tmp_path)


def test_a_second_refresh_downloads_nothing_in_an_etag_world(world: World) -> None:
    world.subscribe(world.server.put("/a.xml", rss(item(1), item(2)), etag='"1"'))
    first = world.refresh()
    assert (first.new, first.edited, first.failed, first.indexed) == (2, 0, 0, 2)
    second = world.refresh()
    assert (second.new, second.edited, second.indexed) == (0, 0, 0)
    assert world.server.last("/a.xml").headers["if-none-match"] == '"1"'
    assert set(world.statuses().values()) == {FeedStatus.UNCHANGED}


def test_an_unchanged_body_without_validators_adds_nothing(world: World) -> None:
    world.subscribe(world.server.put("/a.xml", rss(item(1), item(2))))
    world.refresh()
    before = world.articles()
    assert world.refresh().new == 0
    assert world.articles() == before


def test_a_body_that_differs_only_in_its_build_date_adds_nothing(world: World) -> None:
    url = world.server.put("/a.xml", rss("<lastBuildDate>Mon, 02 Nov 2026 00:00:00 GMT</lastBuildDate>", item(1)))
    world.subscribe(url)
    world.refresh()
    world.server.put("/a.xml", rss("<lastBuildDate>Tue, 03 Nov 2026 00:00:00 GMT</lastBuildDate>", item(1)))
    done = world.refresh()
    assert (done.new, done.edited) == (0, 0)


def test_an_edit_keeps_the_id_and_the_earlier_text(world: World) -> None:
    world.subscribe(world.server.put("/a.xml", rss(item(1, "Ten people came."), item(2))))
    world.refresh()
    ids = {article.row.title: article.row.id for article in world.articles()}
    world.server.put("/a.xml", rss(item(1, "Twelve people came."), item(2)))
    done = world.refresh()
    assert (done.new, done.edited) == (0, 1)
    edited = next(article for article in world.articles() if article.row.title == "Headline 1")
    assert edited.row.id == ids["Headline 1"]
    assert edited.text == "Twelve people came."
    assert [revision.text for revision in edited.revisions] == ["Ten people came."]
    with Library.open(world.paths) as library:
        assert library.search('"twelve people"').total == 1
        assert library.search('"ten people"').total == 0


def test_an_article_that_vanishes_from_its_feed_stays(world: World) -> None:
    world.subscribe(world.server.put("/a.xml", rss(item(1), item(2))))
    world.refresh()
    world.server.put("/a.xml", rss(item(3)))
    world.refresh()
    assert {article.row.title for article in world.articles()} == {"Headline 1", "Headline 2", "Headline 3"}


def test_a_body_that_shrinks_to_nothing_erases_nothing(world: World) -> None:
    world.subscribe(world.server.put("/a.xml", rss(item(1, "The whole story."))))
    world.refresh()
    world.server.put("/a.xml", rss("<item><guid>1</guid><title>Headline 1</title></item>"))
    world.refresh()
    (article,) = world.articles()
    assert article.text == "The whole story."


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html><body>Please sign in to the hotel network</body></html>", b"\x00\x01\x02 not a feed"],
    ids=["empty", "captive portal", "noise"],
)
def test_what_is_not_a_feed_changes_nothing(world: World, answer: bytes) -> None:
    world.subscribe(world.server.put("/a.xml", rss(item(1)), etag='"1"'))
    world.refresh()
    world.server.put("/a.xml", answer, etag='"2"')
    done = world.refresh()
    assert done.failed == 1
    assert [article.row.title for article in world.articles()] == ["Headline 1"]
    world.refresh()
    assert world.server.last("/a.xml").headers["if-none-match"] == '"1"', "validators belong to the stored body only"


def test_one_feeds_failure_never_stops_the_others(world: World) -> None:
    good = world.server.put("/good.xml", rss(item(1)))
    gone = world.server.put("/gone.xml", b"", status=404)
    broken = world.server.put("/broken.xml", rss(item(1)), cut=20)
    nowhere = "http://127.0.0.1:9/feed"
    world.subscribe(gone, good, broken, nowhere)
    done = world.refresh()
    assert (done.feeds, done.failed, done.new) == (4, 3, 1)
    assert {url for url, status in world.statuses().items() if status is FeedStatus.FAILED} == {gone, broken, nowhere}
    with Library.open(world.paths) as library:
        errors = {feed.url: feed.error for feed in library.feeds()}
    assert not errors[good]
    assert "404" in errors[gone]
    assert all(errors[url] for url in (broken, nowhere))
    world.server.put("/gone.xml", rss(item(5)))
    world.refresh()
    with Library.open(world.paths) as library:
        assert not library.find_feed(gone).error, "a feed that answers again is in order again"


def test_the_new_is_found_by_a_search_in_a_library_that_was_open_before(world: World) -> None:
    url = world.server.put("/a.xml", rss(item(1, "albatross")))
    world.subscribe(url)
    world.refresh()
    with Library.open(world.paths) as reader:
        assert reader.search("albatross").total == 1
        assert reader.search("cormorant").total == 0
        version = reader.data_version()
        world.server.put("/a.xml", rss(item(2, "cormorant"), item(1, "albatross")))
        world.refresh()
        assert reader.data_version() != version
        assert reader.search("cormorant").total == 1
        assert reader.search("albatross").total == 1


def test_marks_survive_refreshes_and_edits(world: World) -> None:
    world.subscribe(world.server.put("/a.xml", rss(item(1, "one"))))
    world.refresh()
    (article,) = world.articles()
    with Library.open(world.paths) as library:
        library.mark([article.row.id], read=True, starred=True)
        library.tag([article.row.id], add=["keep"])
    world.server.put("/a.xml", rss(item(1, "two")))
    world.refresh()
    (edited,) = world.articles()
    assert (edited.text, edited.row.read, edited.row.starred, edited.row.tags) == ("two", True, True, ("keep",))


def test_a_removed_feeds_articles_stay_and_it_is_not_asked_again(world: World) -> None:
    one, two = world.server.put("/1.xml", rss(item(1))), world.server.put("/2.xml", rss(item(2)))
    world.subscribe(one, two)
    world.refresh()
    world.subscribe(two)
    world.refresh()
    assert world.server.count("/1.xml") == 1
    assert {article.row.title for article in world.articles()} == {"Headline 1", "Headline 2"}
    with Library.open(world.paths) as library, pytest.raises(NotFoundError):
        library.find_feed(one)


@pytest.mark.parametrize("title", ["[/b] [red]", "[@click=app.quit]x[/]", "{{ 7*7 }} %s $(id) `id`", "a ＆ b & c < d"])
def test_a_headline_shows_as_typed(world: World, title: str) -> None:
    escaped = title.replace("&", "&amp;").replace("<", "&lt;")
    world.subscribe(world.server.put("/a.xml", rss(item(1, title=escaped))))
    world.refresh()
    (article,) = world.articles()
    assert article.row.title == title


def test_the_last_event_is_the_sum(world: World) -> None:
    world.subscribe(world.server.put("/a.xml", rss(item(1))))
    done = world.refresh()
    assert world.events[-1] == done
    assert done.took_ms >= 0


def test_a_title_taken_out_of_feeds_toml_gives_way_to_the_feeds_own(world: World) -> None:
    url = world.server.put("/a.xml", rss(item(1)))
    world.paths.feeds.write_text(f'[[feed]]\nurl = "{url}"\ntitle = "Mine"\n')
    world.refresh()
    with Library.open(world.paths) as library:
        assert library.find_feed(url).title == "Mine"
    world.subscribe(url)
    with Library.open(world.paths) as library:
        assert library.find_feed(url).title == "T"
