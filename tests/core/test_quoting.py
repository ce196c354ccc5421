"""What copying an article gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Article, ArticleRow, Block, BlockKind
from tui.clipboard import clipboard_command
from tui.quoting import article_text, quotation

ROW = ArticleRow(1, 1, "The Daily", "Rates hold", "Jane Doe", "https://example.org/1", 1_569_333_900, 0, False, False)
ARTICLE = Article(
    ROW,
    (
        Block(BlockKind.PARAGRAPH, "Sign up for our letter.", boilerplate=True),
        Block(BlockKind.IMAGE, "A bank"),
        Block(BlockKind.PARAGRAPH, "The bank said “no” again."),
        Block(BlockKind.PARAGRAPH, "Nobody was surprised."),
    ),
)


def test_the_text_is_whole_paragraphs_without_promotion() -> None:
    assert article_text(ARTICLE) == "Rates hold\n\nA bank\n\nThe bank said “no” again.\n\nNobody was surprised."
    assert article_text(replace(ARTICLE, blocks=(), summary="In short.")) == "Rates hold\n\nIn short."


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ("", "“The bank said ‘no’ again.”"),
        ("Nobody was", "“Nobody was”"),
        ("“All of it”", "“All of it”"),
    ],
)
def test_a_quotation_has_its_source(selected: str, expected: str) -> None:
    source = "— Jane Doe, “Rates hold”, The Daily, 24 September 2019\nhttps://example.org/1"
    assert quotation(ARTICLE, selected) == f"{expected}\n\n{source}"


@pytest.mark.parametrize(
    ("row", "source"),
    [
        (replace(ROW, origin="Reuters"), "— Jane Doe, “Rates hold”, Reuters, by way of The Daily, 24 September 2019"),
        (replace(ROW, author="", published=None), "— “Rates hold”, The Daily"),
        (replace(ROW, title="", author="", published=10**15), "— The Daily, undated"),
    ],
)
def test_the_source_says_what_is_known(row: ArticleRow, source: str) -> None:
    assert quotation(replace(ARTICLE, row=replace(row, link=""))).endswith(f"\n\n{source}")


def test_an_article_of_nothing_is_its_source() -> None:
    assert quotation(replace(ARTICLE, blocks=())).startswith("— Jane Doe")


@pytest.mark.parametrize(
    ("environ", "programs", "command"),
    [
        ({"TMUX": "/tmp/tmux", "DISPLAY": ":0"}, {"tmux", "xclip"}, "tmux load-buffer -w -"),
        ({"TMUX": "/tmp/tmux", "SSH_TTY": "/dev/pts/1"}, {"tmux"}, "tmux load-buffer -w -"),
        ({"SSH_CONNECTION": "x", "DISPLAY": ":0"}, {"xclip"}, ""),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, {"xclip", "wl-copy"}, "wl-copy"),
        ({"DISPLAY": ":0"}, {"xclip", "xsel"}, "xclip -selection clipboard"),
        ({"DISPLAY": ":0"}, {"xsel"}, "xsel --input --clipboard"),
        ({}, {"xclip"}, ""),
    ],
)
def test_the_way_to_the_clipboard(environ: dict[str, str], programs: set[str], command: str) -> None:
    found = clipboard_command(environ, which=lambda name: name if name in programs else None)
    assert " ".join(found) == command
