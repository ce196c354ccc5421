"""Keys of the user's own, from [keys] in feeds.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driving import WIDE, Driver

from index import ConfigError, OwnKey, load_config
from tui.app import WirecopyApp
from tui.keymap import own_keymap, reader_places

if TYPE_CHECKING:
    from pathlib import Path

    from index import Library


def asked(*pairs: tuple[str, str]) -> list[OwnKey]:
    return [OwnKey(action, keys, line) for line, (action, keys) in enumerate(pairs, 1)]


@pytest.mark.parametrize(
    ("action", "written", "meant"),
    [
        ("mark.star", "f7", "f7"),
        ("mark.star", "*", "asterisk"),
        ("mark.star", "f7, Ctrl+G", "f7,ctrl+g"),
        ("mark.star", "f5", "f5"),
        ("mark.star", "^g", "ctrl+g"),
        ("mark.star", "^", "circumflex_accent"),
        ("mark.star", ",", "comma"),
        ("mark.star", "+", "plus"),
        ("list.down", "j,down,ctrl+n", "j,down,ctrl+n"),
    ],
)
def test_a_key_may_be_written_as_it_is_typed(action: str, written: str, meant: str) -> None:
    keys = own_keymap("vim", asked((action, written)), reader_places())
    assert (keys.keys, keys.complaints) == ({action: meant}, ())


@pytest.mark.parametrize(
    ("pairs", "complaint"),
    [
        ([("mark.strar", "f7")], "[keys], line 1: there is no action 'mark.strar': did you mean mark.star?"),
        ([("mark.star", "ctrl+hello")], "[keys], line 1: 'ctrl+hello' is no key"),
        ([("mark.star", "hyperspace+x")], "[keys], line 1: 'hyperspace+x' is no key"),
        ([("app.quit", "?")], "[keys], line 1: ? does app.quit, but app.help too: change one"),
        ([("mark.star", "f7"), ("go.next", "f7")], "[keys], line 1: f7 does mark.star, but go.next too: change one"),
    ],
)
def test_what_cannot_be_is_told_once(pairs: list[tuple[str, str]], complaint: str) -> None:
    assert own_keymap("vim", asked(*pairs), reader_places()).complaints == (complaint,)


def test_two_actions_may_change_keys() -> None:
    keys = own_keymap(
        "vim", asked(("mark.star", "N"), ("mark.read", "s"), ("find.previous_hit", "f9")), reader_places()
    )
    assert keys.complaints == ()


def test_own_keys_stand_on_those_of_a_profile() -> None:
    keys = own_keymap("newsboat", asked(("mark.star", "f7")), reader_places()).keys
    assert keys["mark.star"] == "f7"
    assert keys["pane.next"] == "right"


@pytest.mark.parametrize(
    "text", ["[keys]\nmark.star = 5\n", '[keys]\n"mark.star" = ""\n', '[keys]\nmark.star = ["x"]\n']
)
def test_a_key_must_be_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match="needs a key") as raised:
        load_config(path)
    assert raised.value.line == 2


async def test_the_reader_answers_to_own_keys_and_tells_of_wrong_ones(library: Library) -> None:
    with library.paths.feeds.open("a") as config:
        config.write('\n[keys]\nmark.star = "f7"\n"go.nowhere" = "y"\n')
    library.config = load_config(library.paths.feeds)
    app = WirecopyApp(library)
    async with app.run_test(size=WIDE) as pilot:
        drive = Driver(app, pilot)
        await drive.settle()
        assert any("go.nowhere" in toast for toast in drive.toasts)
        row = drive.reader.articles.current
        assert row is not None
        await drive.press("f7")
        assert library.article(row.id).row.starred
        await drive.press("s")
        assert library.article(row.id).row.starred
        assert "f7 Star" in drive.lines[-1]
