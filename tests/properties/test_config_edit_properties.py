"""Whatever a file looks like: edits do what they say, and lines of others stay."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.config import add_feed, load_config, remove_feed, set_feed
from index.config_edit import adding, apply_edits, moving, moving_folder
from index.config_read import parse_config
from index.config_undo import revert_edit
from index.types import FeedConfig

words = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=12).map(str.strip)
gaps = st.sampled_from(["", "\n", "\n\n", "# a note\n", "\n# World\n\n", "   \n", "# [[feed]]\n# url = 'x'\n\n"])
comments = st.sampled_from(["", "  # why", ' # "quote', "\t#'"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file as people write them: several feeds with comments, blank lines and settings between."""
    parts = [draw(gaps)]
    for number in range(draw(st.integers(0, 4))):
        parts.append(f"[[feed]]{draw(comments)}\n")
        lines = [f'url = "https://{number}.example/feed"{draw(comments)}\n']
        if draw(st.booleans()):
            lines.append(f"folder = '{draw(st.sampled_from(['World', 'Home']))}'{draw(comments)}\n")
        if draw(st.booleans()):
            lines.append(f'title = """\nA [[feed]] "of" {number}"""{draw(comments)}\n')
        if draw(st.booleans()):
            lines.append('tags = [ # some\n  "one", # ]\n  "two",\n]\n')
        parts += [*draw(st.permutations(lines)), draw(gaps)]
    if draw(st.booleans()):
        parts.insert(draw(st.sampled_from([0, len(parts)])), "[settings]\nmeasure = 70\n")
    text = "".join(parts)
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@st.composite
def feeds(draw: st.DrawFn) -> FeedConfig:
    tags = dict.fromkeys(tag for tag in draw(st.lists(words, max_size=3)) if tag)
    return FeedConfig("https://new.example/?q=1", draw(words), draw(words | st.just("World")), tuple(tags))


def _kept(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@settings(max_examples=120, deadline=None)
@given(files(), feeds())
def test_adding_keeps_every_line_and_removing_brings_the_file_back(text: str, feed: FeedConfig) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.toml"
        path.write_bytes(text.encode())
        before = parse_config(path, text)
        config = add_feed(path, feed)
        assert sorted(config.feeds, key=str) == sorted((*before.feeds, feed), key=str)
        assert [each for each in config.feeds if each != feed] == list(before.feeds)
        assert config.settings == before.settings
        lines = iter(_kept(path.read_bytes().decode()))
        assert all(line in lines for line in _kept(text)), "the old lines are there, in their order"
        remove_feed(path, feed.url)
        assert _kept(path.read_bytes().decode()) == _kept(text)


@settings(max_examples=120, deadline=None)
@given(files(), feeds(), st.data())
def test_changing_or_removing_one_feed_leaves_the_others(text: str, feed: FeedConfig, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.toml"
        path.write_bytes(text.encode())
        before = load_config(path).feeds
        if not before:
            return
        number = data.draw(st.integers(0, len(before) - 1))
        assert set_feed(path, before[number].url, feed).feeds == (*before[:number], feed, *before[number + 1 :])
        assert remove_feed(path, feed.url).feeds == before[:number] + before[number + 1 :]
        assert load_config(path).feeds == before[:number] + before[number + 1 :]


@settings(max_examples=120, deadline=None)
@given(files(), st.sampled_from([-1, 1]), st.data())
def test_moving_keeps_every_line_and_can_be_taken_back(text: str, step: int, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.toml"
        path.write_bytes(text.encode())
        before = load_config(path)
        if not before.feeds:
            return
        feed = data.draw(st.sampled_from(before.feeds))
        edit = moving_folder(feed.folder, step) if feed.folder and data.draw(st.booleans()) else moving(feed.url, step)
        edited = apply_edits(path, edit)
        assert sorted(_kept(path.read_bytes().decode())) == sorted(_kept(text))
        assert sorted(edited.config.feeds, key=str) == sorted(before.feeds, key=str)
        assert edited.config.settings == before.settings
        revert_edit(path, edited)
        assert path.read_bytes() == text.encode()


@settings(max_examples=120, deadline=None)
@given(files(), st.lists(feeds(), max_size=4), st.booleans())
def test_many_are_added_and_taken_back_beside_other_edits(text: str, more: list[FeedConfig], by_hand: bool) -> None:
    new = [replace(feed, url=f"https://new.example/{number}") for number, feed in enumerate(more)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.toml"
        path.write_bytes(text.encode())
        before = load_config(path).feeds
        edited = apply_edits(path, adding(*new))
        assert sorted(edited.config.feeds, key=str) == sorted((*before, *new), key=str)
        assert [feed for feed in edited.config.feeds if feed not in new] == list(before)
        if by_hand:
            path.write_bytes(path.read_bytes() + b"\n# by hand\n")
        revert_edit(path, edited)
        assert load_config(path).feeds == before
        assert _kept(path.read_bytes().decode()) == _kept(text) + ["# by hand"] * by_hand
