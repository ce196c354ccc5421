"""`wirecopy entities` on the sample wire: lists, what rises, company, and putting right what is wrong."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from index import Library
from index.search.store import Store
from tui.__main__ import main

if TYPE_CHECKING:
    from index import Paths

ENTITY_KEYS = {"id", "name", "type", "aliases", "articles", "mentions", "first_seen", "last_seen"}


class Cli:
    """Runs the verb in this process on one archive."""

    def __init__(self, paths: Paths, capture: pytest.CaptureFixture[str]) -> None:
        self._paths = paths
        self._capture = capture
        self.err = ""

    def __call__(self, *arguments: str, code: int = 0) -> str:
        where = ["--archive", str(self._paths.archive), "--feeds", str(self._paths.feeds)]
        self._capture.readouterr()
        try:
            got = main(["entities", *where, *arguments])
        except SystemExit as stop:
            got = int(str(stop.code))
        out, self.err = self._capture.readouterr()
        assert got == code, f"exit {got}: {self.err}"
        return out

    def names(self, *arguments: str) -> list[str]:
        return [entity["name"] for entity in json.loads(self(*arguments, "--json"))["entities"]]


@pytest.fixture
def cli(demo: Paths, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(demo, capsys)


def test_who_rises(cli: Cli) -> None:
    document = json.loads(cli("--rising", "30", "--limit", "5", "--json"))
    assert document["days"] == 30
    assert document["entities"]
    for one in document["entities"]:
        assert set(one) >= ENTITY_KEYS
        assert one["rising"]["articles"] > one["rising"]["expected"] > 0
        assert one["rising"]["score"] > 0
    assert "expected" in cli("--rising")
    cli("--rising", "0", code=2)


def test_who_is_mentioned_together(cli: Cli) -> None:
    document = json.loads(cli("--with", "Mateo Quiroga", "--type", "person", "--json"))
    assert document["with"]["name"] == "Mateo Quiroga"
    assert document["entities"]
    for one in document["entities"]:
        assert one["type"] == "PERSON"
        assert one["name"] != "Mateo Quiroga"
        assert one["together"]["articles"] >= 1
    assert str(document["entities"][0]["name"]) in cli("--with", "quiroga", "--type", "PERSON")
    cli("--with", "Nobody Atall", code=1)
    assert "Nobody Atall" in cli.err


def test_an_entity_is_renamed_hidden_and_given_back(cli: Cli) -> None:
    assert "Mateo Quiroga" in cli.names("--type", "person")
    cli("--rename", "Mateo Quiroga", "--name", "Mateo “the Whale” Quiroga")
    assert "Mateo “the Whale” Quiroga" in cli.names("--type", "person")
    cli("--hide", "mateo “the whale” quiroga")
    assert not [name for name in cli.names("--type", "person") if "Quiroga" in name]
    corrections = json.loads(cli("--corrections", "--json"))["corrections"]
    assert [one["kind"] for one in corrections] == ["hide", "rename"]
    assert "is no entity" in cli("--corrections")
    for one in corrections:
        assert json.loads(cli("--undo", str(one["id"]), "--json"))["correction"]["id"] == one["id"]
    assert "Mateo Quiroga" in cli.names("--type", "person")
    cli("--undo", "999", code=1)


def test_two_are_one_and_a_person_is_none(cli: Cli) -> None:
    first, second, *_ = cli.names("--type", "person", "--limit", "9")
    cli("--merge", second, "--into", first, "--type", "person")
    assert second not in cli.names("--type", "person")
    cli("--retype", first, "--type", "org")
    assert first in cli.names("--type", "org")
    assert first not in cli.names("--type", "person")
    said = cli("--split", first, "--form", second, "--type", "org")
    assert f"{second} alone is not {first}" in said


def test_a_number_names_an_entity_too(cli: Cli) -> None:
    (one, *_) = json.loads(cli("--json", "--limit", "1"))["entities"]
    cli("--follow", str(one["id"]))
    followed = json.loads(cli("--followed", "--json"))["entities"]
    assert [entity["name"] for entity in followed] == [one["name"]]
    assert followed[0]["unread"] == one["articles"]
    assert one["name"] in cli("--followed")
    cli("--unfollow", str(one["id"]))
    assert cli.names("--followed") == []


@pytest.mark.parametrize(
    "arguments",
    [("--merge", "A"), ("--rename", "A"), ("--retype", "A"), ("--split", "A"), ("--hide", "A", "--undo", "3"),
     ("3", "--rising"), ("--type", "LADDER")],
)  # fmt: skip
def test_what_is_said_by_halves_is_wrong_usage(cli: Cli, arguments: tuple[str, ...]) -> None:
    cli(*arguments, code=2)
    assert cli.err


def test_searches_know_a_correction_at_once(cli: Cli, demo: Paths) -> None:
    with Library.open(demo) as library:
        library.mend_index()
        before = library.search('person:"Mateo Quiroga"', limit=0).total
        assert before
        assert library.index_corrections() == 0
    cli("--rename", "Mateo Quiroga", "--name", "Great Whale Quiroga")
    with Library.open(demo) as library:
        assert library.search('person:"Great Whale Quiroga"', limit=0).total == before
    cli("--hide", "Great Whale Quiroga")
    with Library.open(demo) as library:
        assert library.search('person:"Great Whale Quiroga"', limit=0).total == 0
    for one in json.loads(cli("--corrections", "--json"))["corrections"]:
        cli("--undo", str(one["id"]))
    with Library.open(demo) as library:
        assert library.search('person:"Mateo Quiroga"', limit=0).total == before
        assert library.index_corrections() == 0


def test_a_correction_holds_though_the_index_is_being_written(cli: Cli, demo: Paths) -> None:
    with Library.open(demo) as library:
        library.mend_index()
        with Store(library.index_folder).locked():
            assert "displayed as" in cli("--rename", "Mateo Quiroga", "--name", "Great Whale Quiroga")
            assert "after the next refresh" in cli.err
    assert "Great Whale Quiroga" in cli.names("--type", "person")


def test_without_an_index_a_correction_builds_none(cli: Cli, demo: Paths) -> None:
    with Library.open(demo) as library:
        folder = library.index_folder
    shutil.rmtree(folder, ignore_errors=True)
    cli("--rename", "Mateo Quiroga", "--name", "Great Whale Quiroga")
    assert not folder.exists()
