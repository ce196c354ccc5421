"""What is remembered between two sessions survives the file, and the file's damage costs no more than it must."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Order
from tui.private_file import read_private, write_private
from tui.screens.panes import Pane
from tui.sources import Filter
from tui.state import ListState, ReaderState, decode_state, encode_state, load_state, save_state, state_path
from tui.widgets.layout import Anchor
from tui.widgets.parts import Role

if TYPE_CHECKING:
    from pathlib import Path

STATE = ReaderState(
    listed=ListState("feed", 7, Filter.UNREAD, Order.OLDEST, article=42, above=5, window=(41, 42, 43)),
    reading=42,
    pane=Pane.ARTICLE,
    feeds=False,
    zen=True,
    closed=("World", "Wörld\n2"),
    measure=60,
    theme="wirecopy-light",
    theme_setting="wirecopy-dark",
    queries=("oil -football", 'person:"Nicolás Maduro"'),
    places={42: Anchor(1200, Role.PARAGRAPH, 0, 30, 1), 41: Anchor(-1, Role.BYLINE, 0, 0, 0)},
)


def test_everything_comes_back() -> None:
    assert decode_state(encode_state(STATE)) == STATE
    assert list(decode_state(encode_state(STATE)).places) == [42, 41]


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "7", '"x"', "[" * 100_000, '{"list": 3, "places": {}}'])
def test_what_is_no_state_is_the_first_start(text: str) -> None:
    assert decode_state(text) == ReaderState()


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("pane", "attic"),
        ("measure", -3),
        ("measure", True),
        ("reading", "42"),
        ("reading", 1 << 70),
        ("closed", {"World": 1}),
        ("places", [[1], "x", [1, 2, "no role", 0, 0, 0], [1, -2, "quote", 0, 0, 0], None]),
    ],
)
def test_damage_costs_only_the_field(name: str, damage: object) -> None:
    document = json.loads(encode_state(STATE))
    document[name] = damage
    state = decode_state(json.dumps(document))
    assert getattr(state, name) == getattr(ReaderState(), name)
    assert state.listed == STATE.listed
    assert state.theme == STATE.theme


NAMES = tuple(json.loads(encode_state(STATE)))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.sampled_from(NAMES), inner),
    max_leaves=20,
)  # fmt: skip


@given(json_values)
def test_no_document_is_too_odd(document: object) -> None:
    state = decode_state(json.dumps(document))
    assert decode_state(encode_state(state)) == state


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = state_path("5fd447b011af", {"XDG_STATE_HOME": str(tmp_path / "state")})
    assert path == tmp_path / "state" / "wirecopy" / "5fd447b011af.json"
    save_state(path, STATE)
    assert load_state(path) == STATE
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path], "no temporary file is left"


@pytest.mark.parametrize("archive", ["", "../../etc/passwd", "a/b", "x" * 65])
def test_no_file_is_named_after_an_odd_archive(archive: str) -> None:
    assert state_path(archive, {"HOME": "/home/ada"}) is None
    assert load_state(None) == ReaderState()


def test_a_relative_state_home_counts_as_unset() -> None:
    path = state_path("5f", {"XDG_STATE_HOME": "state", "HOME": "/home/ada"})
    assert str(path) == "/home/ada/.local/state/wirecopy/5f.json"


def test_only_what_is_ours_alone_is_read(tmp_path: Path) -> None:
    path, link, fifo = tmp_path / "file", tmp_path / "link", tmp_path / "fifo"
    write_private(path, b"data")
    link.symlink_to(path)
    os.mkfifo(fifo, 0o600)
    assert read_private(path, 4) == b"data"
    assert read_private(path, 3) is None
    assert read_private(link, 4) is None
    assert read_private(fifo, 4) is None
    assert read_private(tmp_path, 4) is None
    assert read_private(tmp_path / "none", 4) is None
    path.chmod(0o640)
    assert read_private(path, 4) is None


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")
    (tmp_path / f".file.{os.getpid()}").mkdir()
    with pytest.raises(OSError, match=r"\.file"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
