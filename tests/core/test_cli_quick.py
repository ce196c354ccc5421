"""The reader's own command line is understood without the parser, and to the same effect."""

from __future__ import annotations

import pytest

from tui.__main__ import places_only
from tui.cli.parser import build_parser


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--archive", "/a"],
        ["--feeds", "f.toml"],
        ["--feeds", "f.toml", "--archive", "a b"],
        ["--archive", "/a", "--archive", "/b"],
    ],
)
def test_it_says_what_the_parser_says(words: list[str]) -> None:
    arguments = build_parser().parse_args(words)
    assert places_only(words) == (arguments.archive, arguments.feeds_file)
    assert arguments.verb is None


@pytest.mark.parametrize(
    "words",
    [
        ["read"],
        ["--archive"],
        ["--archive", ""],
        ["--archive", "-x"],
        ["--archive=/a"],
        ["--archive", "/a", "stats"],
        ["--archive", "/a", "search", "query"],
        ["search", "--archive"],
        ["--version"],
    ],
)
def test_everything_else_is_for_the_parser(words: list[str]) -> None:
    assert places_only(words) is None
