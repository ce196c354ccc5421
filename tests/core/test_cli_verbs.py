"""The command line as other programs see it: real processes' arguments, exit codes and JSON on the sample wire."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tui.__main__ import main

if TYPE_CHECKING:
    from index import Paths

HIT_KEYS = {
    "id", "title", "feed", "feed_title", "author", "published", "link", "read", "starred", "tags", "origin", "copies",
    "score", "snippet",
}  # fmt: skip
MENTION_KEYS = {"start", "end", "text", "type", "entity"}
ENTITY_KEYS = {"id", "name", "type", "aliases", "articles", "mentions", "first_seen", "last_seen"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Cli:
    """Runs verbs in this process on one archive."""

    def __init__(self, paths: Paths, capture: pytest.CaptureFixture[str]) -> None:
        self.paths = paths
        self._capture = capture
        self.err = ""

    def __call__(self, *arguments: str, code: int = 0) -> str:
        where = ["--archive", str(self.paths.archive), "--feeds", str(self.paths.feeds)]
        self._capture.readouterr()
        try:
            got = main([arguments[0], *where, *arguments[1:]])
        except SystemExit as stop:
            got = int(str(stop.code))
        out, self.err = self._capture.readouterr()
        assert got == code, f"exit {got}: {self.err}"
        return out

    def json(self, *arguments: str) -> dict[str, object]:
        document: dict[str, object] = json.loads(self(*arguments, "--json"))
        return document


@pytest.fixture
def cli(demo: Paths, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(demo, capsys)


def first_id(cli: Cli, query: str) -> str:
    return str(json.loads(cli("search", query, "--json"))["hits"][0]["id"])


def test_search_prints_the_contracts_keys(cli: Cli) -> None:
    found = json.loads(cli("search", "person:quiroga place:lisbon", "--json", "--limit", "3"))
    assert set(found) >= {"query", "total", "took_ms", "hits"}
    assert found["query"] == "person:quiroga place:lisbon"
    assert found["total"] >= 4
    assert len(found["hits"]) == 3
    for hit in found["hits"]:
        assert set(hit) >= HIT_KEYS
        assert TIME.fullmatch(hit["published"])
    assert all(len(hit["snippet"]) for hit in found["hits"])


def test_search_marks_hits_between_private_use_characters(cli: Cli) -> None:
    hit = json.loads(cli("search", "whaler", "--json"))["hits"][0]
    assert "\ue000whaler\ue001" in hit["snippet"].lower()


def test_search_sorts_and_pages(cli: Cli) -> None:
    newest = json.loads(cli("search", "cable", "--sort", "newest", "--json"))["hits"]
    oldest = json.loads(cli("search", "cable", "--sort", "oldest", "--json"))["hits"]
    assert [hit["published"] for hit in newest] == sorted((hit["published"] for hit in newest), reverse=True)
    assert [hit["published"] for hit in oldest] == sorted(hit["published"] for hit in oldest)
    second = json.loads(cli("search", "cable", "--sort", "newest", "--offset", "1", "--limit", "1", "--json"))["hits"]
    assert second == newest[1:2]


def test_search_for_people_shows_hits_in_brackets(cli: Cli) -> None:
    assert "[whaler]" in cli("search", "whaler").lower()
    assert "1 article" in cli.err


def test_a_wrong_query_exits_2_and_points_at_the_place(cli: Cli) -> None:
    cli("search", "titel:cable", code=2)
    lines = cli.err.splitlines()
    query = next(index for index, line in enumerate(lines) if line.strip() == "titel:cable")
    assert "title:" in cli.err
    assert lines[query + 1].index("^") == lines[query].index("titel")


def test_show_gives_exact_offsets_and_one_entity_for_long_and_short_forms(cli: Cli) -> None:
    article = cli.json("show", first_id(cli, 'title:"Solvang to meet Quiroga" origin:harbour'))
    text = str(article["text"])
    mentions = article["entities"]
    assert isinstance(mentions, list)
    assert mentions
    for mention in mentions:
        assert set(mention) >= MENTION_KEYS
        assert text[mention["start"] : mention["end"]] == mention["text"]
    ids = {m["entity"] for m in mentions if m["text"] in {"Mateo Quiroga", "Quiroga"}}
    assert len(ids) == 1
    assert {m["text"] for m in mentions if m["entity"] in ids} >= {"Mateo Quiroga", "Quiroga"}
    assert "\n\n".join(block["text"] for block in article["blocks"]) == text  # type: ignore[attr-defined]


def test_show_keeps_the_reprint_notice_and_names_the_origin(cli: Cli) -> None:
    article = cli.json("show", first_id(cli, 'feed:garrison title:"Norway\'s Solvang"'))
    assert "originally published by Harbour Wire" in str(article["text"])
    assert article["origin"] == "Harbour Wire"
    assert "Garrison Post channel" not in str(article["title"])


def test_show_has_the_earlier_text_of_an_edited_article(cli: Cli) -> None:
    article = cli.json("show", first_id(cli, 'title:"Aaltonen sees inflation"'))
    assert "by autumn" in str(article["title"])
    revisions = article["revisions"]
    assert isinstance(revisions, list)
    assert [revision["title"] for revision in revisions] == ["Aaltonen sees inflation at target by summer"]
    assert "3.4 percent" in revisions[0]["text"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("--markdown", "| December 20 | Hydra | 6.8 | 23:40 |"),
        ("--html", "<h1>Comet Tanabe will be visible"),
    ],
)
def test_show_in_other_forms(cli: Cli, form: str, expected: str) -> None:
    assert expected in cli("show", first_id(cli, "tanabe comet"), form)


def test_show_as_text_wraps_and_shows_the_table(cli: Cli) -> None:
    text = cli("show", first_id(cli, "tanabe comet"))
    assert "December 20  |  Hydra  |  6.8  |  23:40" in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_show_names_copies_edits_and_links(cli: Cli) -> None:
    text = cli("show", first_id(cli, 'feed:garrison title:"Norway\'s Solvang"'))
    assert re.search(r"^Also in The Morning Ledger \(\d+ hours? (earlier|later)\) · ", text, re.MULTILINE)
    edited = first_id(cli, 'title:"Aaltonen sees inflation"')
    assert f"Edited once: wirecopy show {edited} --versions" in cli("show", edited)


def test_show_has_every_edit_word_by_word(cli: Cli) -> None:
    text = cli("show", first_id(cli, 'title:"Aaltonen sees inflation"'), "--versions")
    assert text.startswith("Version 2 of 2, beside version 1\nseen ")
    assert "Aaltonen sees inflation at target by [-summer-]{+autumn+}" in text
    assert "[-3.4-]{+3.1+}" in text
    assert all(len(line) <= 72 for line in text.splitlines())
    assert "not been edited" in cli("show", first_id(cli, "tanabe comet"), "--versions")


def test_show_of_no_article_fails_in_words(cli: Cli) -> None:
    cli("show", "999999", code=1)
    assert "999999" in cli.err


def test_entities_of_an_article_of_a_query_and_of_the_archive(cli: Cli) -> None:
    article = first_id(cli, "tanabe comet")
    one = cli.json("entities", article)
    assert set(one) >= {"id", "mentions", "entities"}
    some = json.loads(cli("entities", "--query", "lagos", "--type", "person", "--json"))["entities"]
    assert all(set(entity) >= ENTITY_KEYS for entity in some)
    assert "Samuel Okafor" in {entity["name"] for entity in some}
    everybody = json.loads(cli("entities", "--type", "PERSON", "--limit", "2", "--json"))["entities"]
    assert {entity["name"] for entity in everybody} <= {"Mateo Quiroga", "Ingrid Solvang", "Samuel Okafor"}


def test_entities_of_an_unknown_type_fails_and_names_the_types(cli: Cli) -> None:
    cli("entities", "--type", "dragon", code=2)
    assert "PERSON" in cli.err


def test_mark_and_search_by_state(cli: Cli) -> None:
    article = first_id(cli, "whaler")
    cli("mark", article, "--read", "--star", "--tag", "to quote")
    hit = json.loads(cli("search", 'is:starred is:read tag:"to quote"', "--json"))["hits"]
    assert [str(found["id"]) for found in hit] == [article]
    assert hit[0]["tags"] == ["to quote"]
    cli("mark", article, "--unread", "--unstar", "--untag", "to quote")
    assert json.loads(cli("search", "is:starred", "--json"))["total"] == 0


def test_mark_of_an_unknown_article_marks_none(cli: Cli) -> None:
    article = first_id(cli, "whaler")
    cli("mark", article, "999999", "--star", code=1)
    assert json.loads(cli("search", "is:starred", "--json"))["total"] == 0
    cli("mark", article, code=2)


def test_feeds_add_and_remove_keep_articles_and_comments(cli: Cli) -> None:
    before = cli.paths.feeds.read_text()
    cli("add", "https://example.org/feed.xml", "--title", "Example", "--folder", "World")
    listed = json.loads(cli("feeds", "--json"))
    assert "https://example.org/feed.xml" in {feed["url"] for feed in listed}
    cli("add", "https://example.org/feed.xml", code=2)
    cli("remove", "Example")
    assert cli.paths.feeds.read_text() == before
    cli("remove", "Harbour Wire")
    assert json.loads(cli("search", "feed:harbour cable", "--json"))["total"] > 0
    assert "# The sample wire" in cli.paths.feeds.read_text()


def test_remove_of_an_ambiguous_name_lists_the_choices(cli: Cli) -> None:
    cli("remove", "er", code=1)
    assert "Lantern Asia" in cli.err


def test_a_wrong_feeds_toml_exits_2_with_file_and_line(cli: Cli) -> None:
    cli.paths.feeds.write_text('[[feed]]\nurl = "https://example.org/feed"\ntitel = "x"\n')
    cli("feeds", code=2)
    assert f"{cli.paths.feeds}:3" in cli.err


def test_stats(cli: Cli) -> None:
    stats = cli.json("stats")
    assert stats["articles"] == 43
    assert stats["feeds"] == 8
    assert stats["unrecognised"] == 0
    assert isinstance(stats["index_bytes"], int)
    assert stats["index_bytes"] > 0
    assert "articles" in cli("stats")


def test_reindex_finds_what_was_found_before(cli: Cli) -> None:
    before = json.loads(cli("search", "person:quiroga", "--sort", "newest", "--json"))["hits"]
    cli("reindex")
    assert json.loads(cli("search", "person:quiroga", "--sort", "newest", "--json"))["hits"] == before


def test_a_second_refresh_says_unchanged_and_adds_nothing(cli: Cli) -> None:
    lines = [json.loads(line) for line in cli("refresh", "--json").splitlines()]
    *feeds, done = lines
    assert {event["event"] for event in feeds} == {"feed"}
    assert {event["status"] for event in feeds} == {"unchanged"}
    assert all({"event", "url", "status", "new", "edited", "error", "took_ms"} <= set(event) for event in feeds)
    assert done["event"] == "done"
    assert (done["feeds"], done["failed"], done["new"], done["edited"]) == (8, 0, 0, 0)
    assert {"indexed", "recognised", "took_ms"} <= set(done)


def test_one_failing_feed_does_not_stop_the_others_and_exits_3(cli: Cli) -> None:
    (cli.paths.feeds.parent / "wire" / "harbour-wire.xml").write_text("<html><body>Sign in to the hotel network")
    out = cli("refresh", code=3)
    assert sum(line.startswith("failed") for line in out.splitlines()) == 1
    assert sum(line.startswith("unchanged") for line in out.splitlines()) == 7
    listed = json.loads(cli("feeds", "--json"))
    assert [feed["title"] for feed in listed if feed["error"]] == ["Harbour Wire"]
    assert json.loads(cli("search", "feed:harbour", "--json"))["total"] == 9


def test_a_refresh_while_another_is_at_work_exits_4(cli: Cli) -> None:
    from index.lock import refresh_lock

    with refresh_lock(cli.paths.archive):
        cli("refresh", code=4)
    assert "Another refresh" in cli.err


@pytest.mark.parametrize(
    "arguments", [["search"], ["show"], ["show", "x"], ["search", "a", "--sort", "best"], ["nope"]]
)
def test_wrong_usage_exits_2(cli: Cli, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


@pytest.mark.parametrize("verb", ["search", "show", "refresh", "mark", "add", "entities"])
def test_help_teaches_with_examples(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main([verb, "--help"])
    assert stop.value.code == 0
    assert "example" in capsys.readouterr().out


def test_a_closed_pipe_ends_quietly(demo: Paths) -> None:
    command = [sys.executable, "-m", "tui", "search", "--json", "--limit", "1000", "cable OR the",
               "--archive", str(demo.archive), "--feeds", str(demo.feeds)]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err


def test_the_reader_needs_a_terminal(demo: Paths) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--archive", str(demo.archive), "--feeds", str(demo.feeds)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "terminal" in done.stderr
