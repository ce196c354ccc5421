"""The index's upkeep on a real archive: rebuilt beside, tidied, checked, mended; what the library makes of it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from archive_samples import NOW, STATE, draft, mention, plan, recognition
from index import Library, Paths, QueryError, SavedSearch, SearchIndexError
from index.search import postings, rebuild
from index.search.index import SearchIndex
from index.search.store import Store
from index.types import EntityType
from tui.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEEDS = """
[[feed]]
url = "https://one.example/rss"
title = "One World"
folder = "World"

[[feed]]
url = "https://two.example/rss"
title = "Two"

[[search]]
name = "Oil"
query = "oil -football"
notify = true

[[search]]
name = "Wrong"
query = "title:"
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "feeds.toml").write_text(FEEDS)
    with Library.open(Paths(tmp_path / "archive", tmp_path / "feeds.toml")) as opened:
        for feed in opened.feeds():
            drafts = [
                draft(f"{n}", f"Oil report {n} from Caracas.", title=f"Oil {n}", fingerprint=n, digest=b"%d" % n)
                for n in range(1, 13)
            ]
            for one in drafts:
                opened.archive.articles.store(feed.id, plan(one), now=NOW, state=STATE)
        for article in range(1, 13):
            found = (mention("Nicolás Maduro"), mention("Caracas", kind=EntityType.PLACE, start=20))
            revision = article
            opened.archive.entities.store([recognition(article, revision, *found)], "rules")
        opened.mend_index()
        yield opened


def segment_files(library: Library, suffix: str) -> list[Path]:
    return sorted(library.index_folder.glob(f"*{suffix}"))


def test_a_whole_archive_is_whole(library: Library) -> None:
    assert library.check().whole


@pytest.mark.parametrize("suffix", [".trm", ".pst", ".plc", ".beg", ".fac", ".voc", ".id.col", ".sum"])
@pytest.mark.parametrize("how", ["flipped", "gone"])
def test_a_check_finds_any_damage_and_a_repair_mends_it(library: Library, suffix: str, how: str) -> None:
    for path in segment_files(library, suffix):
        content = bytearray(path.read_bytes())
        if how == "gone" or not content:
            path.unlink()
        else:
            content[len(content) // 2] ^= 0xFF
            path.write_bytes(content)
    assert library.check().index
    repaired = library.check(repair=True)
    assert repaired.whole
    assert repaired.repaired
    result = library.search("oil")
    assert (result.total, result.behind, result.damaged) == (24, 0, False)


def test_a_search_goes_on_with_what_can_be_read_and_the_next_catch_up_mends(library: Library) -> None:
    library.archive.articles.store(
        1, plan(*(draft(f"new {n}", "Oil again.", digest=b"%d" % n) for n in range(9))), now=NOW, state=STATE
    )
    library.mend_index()
    library.search_index().close()
    newest = max(segment_files(library, ".id.col"), key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(b"")
    result = library.search("oil")
    assert 0 < result.total < 33
    assert result.damaged
    assert library.index_is_damaged()
    library.mend_index()
    assert not library.index_is_damaged()
    assert library.search("oil").total == 33
    assert not library.search("oil").damaged


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE feed SET unread = 99 WHERE id = 1", "archive"),
        ("UPDATE entity SET articles = 7 WHERE id = 1", "entities"),
        ("DELETE FROM article_entity WHERE article = 3", "entities"),
        ("UPDATE article SET revision = revision + 0, time = time, id = 999 WHERE id = 24", "index"),
    ],
)
def test_what_does_not_fit_together_is_found_and_mended(library: Library, statement: str, part: str) -> None:
    connection = sqlite3.connect(library.paths.archive / "archive.db")
    if part == "index":
        connection.execute("DELETE FROM body WHERE article = 24")
        connection.execute("DELETE FROM article WHERE id = 24")
        connection.execute("UPDATE feed SET articles = articles - 1, unread = unread - 1 WHERE id = 2")
    else:
        connection.execute(statement)
    connection.commit()
    connection.close()
    report = library.check()
    assert {"archive": report.archive, "index": report.index, "entities": report.entities}[part]
    assert library.check(repair=True).whole
    assert library.check().whole


def test_a_rebuild_leaves_the_present_index_until_it_is_done_and_goes_on_where_it_was(library: Library) -> None:
    folder, archive = library.index_folder, library.archive
    index = SearchIndex(folder, archive)
    seen: list[int] = []
    index.rebuild(lambda done, _: seen.append(done), lambda: bool(seen))
    assert library.search("oil").total == 24
    assert index.rebuild() == 24
    assert library.search("oil").total == 24
    assert not list(folder.glob("_NEXT_*"))
    index.close()


def test_two_processes_build_what_one_builds(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "BULK_BATCH", 2)
    monkeypatch.setattr(rebuild, "_PER_WORKER", 5)
    queries = ["oil", '"oil report"', "person:maduro", "re*", "place:caracas", "2"]
    before = [library.search(query).hits for query in queries]
    steps: list[tuple[int, int]] = []
    assert library.reindex(lambda done, total: steps.append((done, total))) == 24
    assert [library.search(query).hits for query in queries] == before
    assert steps[0] == (0, 24)
    assert len(steps) > 3
    assert library.check().whole
    assert len(Store(library.index_folder).read().segments) == 1


def test_facets_narrow(library: Library) -> None:
    facets = library.facets("oil")
    assert facets.total == 24
    assert [(facet.label, facet.count, facet.term) for facet in facets.feeds] == [
        ("One World", 12, 'feed:"One World"'),
        ("Two", 12, "feed:Two"),
    ]
    assert [(facet.label, facet.count) for facet in facets.people] == [("Nicolás Maduro", 12)]
    assert [facet.term for facet in facets.places] == ["place:Caracas"]
    assert [facet.count for facet in facets.months] == [24]
    for facet in (*facets.feeds, *facets.people, *facets.places, *facets.months):
        assert library.search(f"oil {facet.term}").total == facet.count


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("per", "person:"),
        ("oil pl", "place:"),
        ("-fo", "-folder:"),
        ("person:mad", 'person:"Nicolás Maduro"'),
        ('oil person:"nic', 'person:"Nicolás Maduro"'),
        ("place:c", "place:Caracas"),
        ("is:unread place:c", "place:Caracas"),
        ("is:unread per", "person:"),
        ("feed:one", 'feed:"One World"'),
        ("folder:w", "folder:World"),
        ("tag:la", "tag:later"),
        ("is:un", "is:unread"),
        ("sort:", "sort:relevance"),
        ("query:o", "query:Oil"),
        ("maduro", 'person:"Nicolás Maduro"'),
    ],
)
def test_what_is_typed_is_completed(library: Library, typed: str, first: str) -> None:
    library.tag([1], add=["later"])
    found = library.complete(typed)
    assert found[0].text == first
    assert typed[: found[0].start] + found[0].text == typed.rpartition(" ")[0] + (" " if " " in typed else "") + first


@pytest.mark.parametrize("typed", ["", "oil ", "person:zzz", "is:unread ", '"per'])
def test_nothing_to_complete(library: Library, typed: str) -> None:
    assert library.complete(typed) == ()


def test_saved_searches_are_counted_and_named(library: Library) -> None:
    library.mark([1, 2], read=True)
    oil, wrong = library.count_saved()
    assert (oil.articles, oil.unread, oil.error) == (24, 22, "")
    assert "needs a word" in wrong.error
    assert library.search("query:oil").total == 24


def test_a_search_is_saved_once(library: Library) -> None:
    library.save_search(SavedSearch("Caracas", "place:caracas"))
    assert library.search("query:caracas").total == 12
    assert 'name = "Caracas"' in library.paths.feeds.read_text()
    with pytest.raises(QueryError):
        library.save_search(SavedSearch("Bad", '"oil'))


def test_new_hits_are_told(library: Library) -> None:
    last = library.archive.articles.last_id()
    assert library.notices(last) == ()
    library.archive.articles.store(1, plan(draft("new", "Oil.", title="Oil rises")), now=NOW, state=STATE)
    library.mend_index()
    assert library.notices(last) == ("Oil: 1 new: Oil rises",)


def test_the_command_says_what_is_wrong_by_its_exit_code(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["check", "--json", "--archive", str(library.paths.archive), "--feeds", str(library.paths.feeds)]
    assert main(options) == 0
    capsys.readouterr()
    segment_files(library, ".pst")[0].unlink()
    assert main(options) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert report["archive"] == report["entities"] == []
    assert "missing or damaged" in report["index"][0]
    assert main([*options, "--repair"]) == 0
    assert json.loads(capsys.readouterr().out)["repaired"] is True


@pytest.mark.parametrize("long", [False, True], ids=["short lists", "as if long"])
def test_whoosh_2_7_4_reads_the_index(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, long: bool
) -> None:
    if long:  # lists as arrays, in blocks
        for name, value in (("_MANY", 2), ("BLOCK", 5), ("_INLINE", 1)):
            monkeypatch.setattr(postings, name, value)
        library.reindex()
    target = tmp_path / "whoosh"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), "whoosh==2.7.4"]
    try:
        installed = subprocess.run(command, capture_output=True, text=True, check=False, timeout=40)
    except subprocess.TimeoutExpired:
        pytest.skip("whoosh 2.7.4 cannot be installed here")
    if installed.returncode:
        pytest.skip("whoosh 2.7.4 cannot be installed here")
    code = (
        "import sys, warnings; warnings.simplefilter('ignore'); sys.path[:0] = sys.argv[2:];"
        "import whoosh, whoosh.index; from whoosh.query import And, Term;"
        "assert whoosh.__version__ == (2, 7, 4), whoosh.__version__;"
        "s = whoosh.index.open_dir(sys.argv[1]).searcher();"
        "print(s.doc_count(), len(s.search(Term('body', 'oil'), limit=None)),"
        " len(s.search(And([Term('body', 'oil'), Term('person', 'nicolas maduro')]), limit=None)))"
    )
    root = str(target), str(target.parents[0]), *(path for path in sys.path if path.endswith("main"))
    done = subprocess.run(
        [sys.executable, "-c", code, str(library.index_folder), *root], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["24", "24", "12"]


def test_a_file_in_the_place_of_the_folder_is_told_and_left_alone(library: Library) -> None:
    library.close()
    shutil.rmtree(library.index_folder)
    library.index_folder.write_text("mine")
    with Library.open(library.paths) as again:
        for work in (lambda: again.search("grain"), again.check, again.search_index().catch_up, again.reindex):
            with pytest.raises(SearchIndexError, match=r"Move the file in its place away, then run `wirecopy reindex`"):
                work()
    assert library.index_folder.read_text() == "mine"
