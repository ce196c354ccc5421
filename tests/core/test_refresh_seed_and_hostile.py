"""The model case and the worst cases through the whole pipeline: what is stored, found and printed."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index import FeedRefreshed, Library, Paths, Selection, run_refresh
from tui.__main__ import main
from tui.cli.render import markdown, page_html, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index import RefreshEvent

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000\ue001\ud800-\udfff]")
"""C0 but tab and line feed, DEL, C1, direction overrides, the marks of hits, lone surrogates."""


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as server:
        yield server


def refresh_all(paths: Paths, urls: list[str], *, entities: bool) -> list[RefreshEvent]:
    paths.feeds.write_text("".join(f'[[feed]]\nurl = "{url}"\n\n' for url in urls))
    events: list[RefreshEvent] = []
    with Library.open(paths) as library:
        run_refresh(library, library.feeds(), events.append, entities=entities)
    return events


def run(paths: Paths, *arguments: str) -> int:
    return main([arguments[0], "--archive", str(paths.archive), "--feeds", str(paths.feeds), *arguments[1:]])


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize("form", ["paragraphs", "plain text", "no title", "promo line as title"])
def test_the_seed_article(
    shared_data: Path, tmp_path: Path, server: FeedServer, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (shared_data / "seed-article.txt").read_text(encoding="utf-8")
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    promo, headline = paragraphs[0], paragraphs[1]
    body = text if form == "plain text" else "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs)
    title = {"no title": "", "promo line as title": f"<title>{promo}</title>"}.get(form, f"<title>{headline}</title>")
    item = f"<item><guid>1</guid>{title}<description>{html.escape(body)}</description></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>AMN</title>{item}</channel></rss>'
    paths = Paths(archive=tmp_path / "archive", feeds=tmp_path / "feeds.toml")
    refresh_all(paths, [server.put("/amn.xml", feed.encode())], entities=True)

    assert run(paths, "search", "person:maduro place:moscow", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == 1
    assert found["hits"][0]["title"] == headline
    assert found["hits"][0]["origin"] == "Radio Free Europe/Radio Liberty"
    assert run(paths, "show", str(found["hits"][0]["id"]), "--json") == 0
    article = json.loads(capsys.readouterr().out)
    assert "originally published by Radio Free Europe/Radio Liberty and is reprinted" in article["text"]
    mentions = article["entities"]
    assert all(article["text"][m["start"] : m["end"]] == m["text"] for m in mentions)
    maduro = {m["entity"] for m in mentions if m["text"] in {"Maduro", "Nicolas Maduro"}}
    assert len(maduro) == 1
    assert None not in maduro
    types = {m["text"]: m["type"] for m in mentions}
    assert types["Radio Free Europe/Radio Liberty"] == "ORG"
    assert types["Moscow"] == "PLACE"
    assert types["Dmitry Peskov"] == "PERSON"


def test_rferl_is_one_organisation_by_both_names(tmp_path: Path, server: FeedServer) -> None:
    text = "RFE/RL reported from Prague on Monday. Radio Free Europe/Radio Liberty has its seat there."
    item = f"<item><guid>1</guid><title>News</title><description>{text}</description></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{item}</channel></rss>'
    paths = Paths(archive=tmp_path / "archive", feeds=tmp_path / "feeds.toml")
    refresh_all(paths, [server.put("/a.xml", feed.encode())], entities=True)
    with Library.open(paths) as library:
        (found,) = library.article_ids(Selection())
        mentions = {mention.text: mention for mention in library.article(found).mentions}
    short, long = mentions["RFE/RL"], mentions["Radio Free Europe/Radio Liberty"]
    assert short.type.value == long.type.value == "ORG"
    assert short.entity == long.entity


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)


@pytest.mark.data
@pytest.mark.slow
def test_nothing_hostile_gets_through_to_a_terminal_or_a_program(
    shared_data: Path, tmp_path: Path, server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted(file for file in (shared_data / "hostile" / "files").iterdir() if file.is_file())
    urls = [server.put(f"/{file.name}", file.read_bytes(), content_type="application/xml") for file in files]
    paths = Paths(archive=tmp_path / "archive", feeds=tmp_path / "feeds.toml")
    events = refresh_all(paths, urls, entities=False)
    done = [event for event in events if isinstance(event, FeedRefreshed)]
    assert len(done) == len(files)
    assert not any("Traceback" in event.error for event in done)

    with Library.open(paths) as library:
        ids = library.article_ids(Selection())
        articles = [library.article(found) for found in ids]
        assert len(articles) > len(files) / 2
        for feed in library.feeds():
            assert not FORBIDDEN.search(feed.title + feed.link + feed.error)
    for article in articles:
        for form in (plain, markdown, page_html):
            assert not FORBIDDEN.search(form(article)), article.row.title
        links = [span.href for block in article.blocks for span in block.spans if span.href]
        sources = [block.src for block in article.blocks if block.src]
        for address in (article.row.link, *links, *sources):
            assert not address or address.startswith(("http://", "https://"))
        assert not re.search(r"<script|javascript:|\son\w+\s*=", article.html, re.IGNORECASE)
    for found in ids:
        capsys.readouterr()
        assert run(paths, "show", str(found), "--json") == 0
        for text in strings(json.loads(capsys.readouterr().out)):
            assert not FORBIDDEN.search(text)
    assert run(paths, "feeds") == 0
    assert run(paths, "search", "--limit", "1000", "the OR a OR title OR item") == 0
    assert not FORBIDDEN.search(capsys.readouterr().out)
