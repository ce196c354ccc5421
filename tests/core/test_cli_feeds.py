"""Subscribing from the command line: by a page's address, by files of other readers; and taking the feeds along."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index import load_config
from terminal import Terminal
from tui.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEED = (
    b"<rss version='2.0'><channel><title>Harbour \x1b[31mWire</title><item><title>Ships</title></item></channel></rss>"
)
TOML = """# mine
[[feed]]
url = "https://a.example/"
title = "A"
folder = "World"
headers = { "X-Key" = "env:KEY" }

[[feed]]
url = "https://me:secret@b.example/"
"""
OPML = """<opml version="1.0"><body><outline text="Tech"><outline text="C" xmlUrl="https://c.example/"/></outline>
<outline text="A" xmlUrl="https://A.example"/><outline text="Bad" xmlUrl="exec:rm"/></body></opml>"""


@dataclass
class Cli:
    """The command on files of its own."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    err: str = ""

    def __call__(self, *words: str, code: int = 0) -> str:
        where = ("--archive", str(self.folder / "archive"), "--feeds", str(self.folder / "feeds.toml"))
        assert main([*where, *words]) == code, self.capture.readouterr().err
        out, self.err = self.capture.readouterr()
        return out

    @property
    def urls(self) -> list[str]:
        """The addresses in feeds.toml."""
        return [feed.url for feed in load_config(self.folder / "feeds.toml").feeds]


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    (tmp_path / "feeds.toml").write_text(TOML)
    return Cli(tmp_path, capsys)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as server:
        server.put("/feed.xml", FEED)
        yield server


def link(href: str) -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="T" href="{href}">'


def test_a_page_leads_to_its_feed(cli: Cli, server: FeedServer) -> None:
    address = server.put("/", f"<html><head>{link('/feed.xml')}".encode(), content_type="text/html")
    assert cli("add", address, "--folder", "World", "--tag", "x") == ""
    assert f"Added {server.url}/feed.xml" in cli.err
    assert cli.urls == ["https://a.example/", f"{server.url}/feed.xml", "https://me:secret@b.example/"]
    before = (cli.folder / "feeds.toml").read_text()
    cli("add", address, code=1)
    assert "You follow Harbour Wire already" in cli.err
    cli("add", f"{server.url}/feed.xml", code=2)
    assert "is already there" in cli.err
    assert (cli.folder / "feeds.toml").read_text() == before


def test_a_preview_changes_nothing(cli: Cli, server: FeedServer) -> None:
    out = cli("add", "--preview", f"{server.url}/feed.xml")
    assert "Harbour Wire" in out
    assert "1 article now" in out
    assert "Ships" in out
    found = json.loads(cli("add", "--preview", "--json", f"{server.url}/feed.xml"))
    assert found["feeds"] == []
    assert (found["feed"]["title"], found["feed"]["subscribed"]) == ("Harbour Wire", False)
    assert found["feed"]["headlines"] == [{"title": "Ships", "published": None}]
    assert (cli.folder / "feeds.toml").read_text() == TOML
    cli("add", "--preview", f"{server.url}/none", code=1)
    assert "404" in cli.err


def test_of_several_feeds_none_is_guessed(cli: Cli, server: FeedServer) -> None:
    address = server.put("/", f"<html>{link('/a')}{link('/b')}".encode(), content_type="text/html")
    cli("add", address, code=1)
    assert f"  1  {server.url}/a  T (RSS)" in cli.err
    assert "Add one of them by its address." in cli.err
    assert f"{server.url}/b" in cli("add", "--preview", address)
    assert (cli.folder / "feeds.toml").read_text() == TOML


@pytest.mark.parametrize("words", [["{}/none"], ["{}/broken"], ["--as-is", "{}/page"]])
def test_what_cannot_be_looked_at_is_added_as_it_stands(cli: Cli, server: FeedServer, words: list[str]) -> None:
    server.put("/broken", b"\x89PNG")
    server.put("/page", b"<html><body>No feed", content_type="text/html")
    cli("add", *(word.format(server.url) for word in words))
    assert cli.urls[-1] == words[-1].format(server.url)
    assert ("as it stands" in cli.err) == ("--as-is" not in words)


def test_a_page_without_a_feed_is_not_added(cli: Cli, server: FeedServer) -> None:
    cli("add", server.put("/page", b"<html><body>No feed", content_type="text/html"), code=1)
    assert "No feed was found" in cli.err
    cli("add", "javascript:alert(1)", code=1)
    assert (cli.folder / "feeds.toml").read_text() == TOML


def test_importing_says_what_it_does(cli: Cli) -> None:
    path = cli.folder / "list.opml"
    path.write_text(OPML)
    assert cli("feeds", "import", "--dry-run", str(path)) == "Tech  C  https://c.example/\n"
    assert "1 feed to add in 1 folder, 1 feed is there already." in cli.err
    assert (cli.folder / "feeds.toml").read_text() == TOML
    assert cli("feeds", "import", str(path)) == ""
    assert "Bad: exec: addresses are not imported.\n1 feed added in 1 folder, 1 feed is there already." in cli.err
    assert cli.urls[-1] == "https://c.example/"
    assert (cli.folder / "feeds.toml").read_text().startswith(TOML)
    for words in (("feeds", "import"), ("import",)):
        cli(*words, str(path))
        assert "Nothing to add: 2 feeds are there already." in cli.err
    assert [feed["folder"] for feed in json.loads(cli("feeds", "--json"))] == ["World", None, "Tech"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html/>", "is not OPML"),
        ("exec:x\n", "There is no feed in it"),
        ('<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "entities of its own"),
    ],
)
def test_files_that_are_no_lists(cli: Cli, content: str, said: str) -> None:
    path = cli.folder / "list"
    path.write_text(content)
    cli("feeds", "import", str(path), code=0 if content.startswith("exec") else 2)
    assert said in cli.err
    assert (cli.folder / "feeds.toml").read_text() == TOML


def test_exporting_tells_no_secrets(cli: Cli) -> None:
    out = cli("feeds", "export")
    assert "secret" not in out + cli.err
    assert "KEY" not in out
    assert "2 feeds exported." in cli.err
    assert "A: its password or headers were left out." in cli.err
    path = cli.folder / "out.opml"
    cli("feeds", "export", str(path))
    assert path.read_text().count("<outline") == out.count("<outline") == 3
    cli("feeds", "export", str(cli.folder / "none" / "out.opml"), code=1)
    assert "cannot be written" in cli.err
    cli("feeds", "import", str(path))
    assert "1 feed added, 1 feed is there already" in cli.err, "without its password it is another address"


@pytest.mark.parametrize(("answer", "added"), [("2", True), ("", False), ("9", False), ("x", False)])
def test_on_a_terminal_one_of_several_feeds_is_asked_for(
    tmp_path: Path, server: FeedServer, python: str, answer: str, added: bool
) -> None:
    (tmp_path / "feeds.toml").write_text(TOML)
    address = server.put("/", f"<html>{link('/a')}{link('/feed.xml')}".encode(), content_type="text/html")
    where = ("--archive", str(tmp_path / "archive"), "--feeds", str(tmp_path / "feeds.toml"))
    with Terminal((python, "-m", "tui", *where, "add", address), 100, 30) as terminal:
        terminal.wait_for("Which one?")
        assert "2  " in terminal.text()
        terminal.send(f"{answer}\n")
        status = terminal.wait()
        assert ("Added" in terminal.text()) == added
        assert status == (0 if added else 1)
    assert ("feed.xml" in (tmp_path / "feeds.toml").read_text()) == added
