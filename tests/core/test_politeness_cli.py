"""What the command line says of feeds: how they are doing, when they are asked next and why."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from polite_world import rss
from tui.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Cli:
    def __init__(self, server: FeedServer, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.server = server
        self.feeds = folder / "feeds.toml"
        self._where = ["--archive", str(folder / "archive"), "--feeds", str(self.feeds)]
        self._capture = capture

    def __call__(self, verb: str, *arguments: str, code: int = 0) -> str:
        self._capture.readouterr()
        assert main([verb, *self._where, *arguments]) == code
        return self._capture.readouterr().out

    def events(self, *arguments: str, code: int = 0) -> list[dict[str, object]]:
        lines = self("refresh", "--no-entities", "--json", *arguments, code=code).splitlines()
        return [json.loads(line) for line in lines]

    def health(self) -> dict[str, object]:
        (feed,) = json.loads(self("feeds", "--json"))
        found: dict[str, object] = feed
        return found


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Cli]:
    with FeedServer() as server:
        yield Cli(server, tmp_path, capsys)


def test_refresh_due_skips_what_is_not_and_says_why(cli: Cli) -> None:
    url = cli.server.put("/a", rss(), headers=(("Cache-Control", "max-age=7200"),))
    cli.feeds.write_text(f'[[feed]]\nurl = "{url}"\n')
    feed, done = cli.events("--due")
    assert (feed["status"], feed["reason"], done["skipped"]) == ("new", None, 0)
    feed, done = cli.events("--due")
    assert (feed["status"], feed["error"]) == ("skipped", None)
    assert str(feed["reason"]).startswith("Its server says that the last answer is good for 2 h. Next in ")
    assert (done["feeds"], done["failed"], done["skipped"]) == (1, 0, 1)
    assert cli("refresh", "--due", "--no-entities").startswith("1 feeds, 1 skipped: 0 new articles")
    assert cli.events()[0]["status"] == "unchanged", "by hand it is asked for"


def test_skipped_feeds_are_told_to_who_asked_by_hand(cli: Cli) -> None:
    url = cli.server.put("/a", status=429, headers=(("Retry-After", "3600"),))
    cli.feeds.write_text(f'[[feed]]\nurl = "{url}"\n')
    cli.events(code=3)
    for names in ((), (url,)):
        said = cli("refresh", "--no-entities", *names)
        assert f"skipped    {url}  127.0.0.1:" in said
        assert "asked us to wait 60 min more." in said
    assert cli.server.count("/a") == 1


def test_feeds_say_how_they_are_doing(cli: Cli) -> None:
    url = cli.server.put("/a", rss("<ttl>120</ttl>"))
    cli.feeds.write_text(f'[[feed]]\nurl = "{url}"\n')
    before = cli.health()
    assert (before["next_reason"], before["size"]) == ("It has never been asked for.", None)
    cli.events()
    feed = cli.health()
    assert feed["size"] == len(rss("<ttl>120</ttl>"))
    assert (feed["weekly"], feed["failures"], feed["gone"], feed["moved_to"]) == (0.25, 0, False, None)
    assert str(feed["next_fetch"]) > str(feed["checked"])
    assert feed["next_reason"] == "The feed asks for 2 h between two fetches (ttl)."
    shown = cli("feeds")
    assert f"0.25 articles a week, {len(rss('<ttl>120</ttl>')) / 1000:.1f} kB, answered well just now" in shown
    assert re.search(r"next in [12] h\. The feed asks for 2 h between two fetches \(ttl\)\.", shown)


def test_feeds_show_failures_moves_and_ends(cli: Cli) -> None:
    new = cli.server.put("/new", rss())
    url = cli.server.put("/a", status=301, redirect="/new")
    cli.feeds.write_text(f'[[feed]]\nurl = "{url}"\n')
    for _ in range(2):
        cli.events()
    assert (cli.health()["moved_to"], cli.health()["url"]) == (new, url)
    assert f"→ moved to {new}, and is asked for there" in cli("feeds")
    cli.server.put("/new", status=500)
    cli.events(code=3)
    shown = cli("feeds")
    assert "! HTTP 500 internal server error. (last answered well just now)" in shown
    assert "It waits after a failure." in shown
    cli.server.put("/new", status=410)
    cli.events(code=3)
    cli.server.put("/a", status=410)
    cli.events(code=3)
    assert (cli.health()["gone"], cli.health()["next_fetch"]) == (True, None)
    assert "not asked for any more. The server says that the feed is gone for good" in cli("feeds")
