"""Labels at links: which ones, where, and what a line looks like with them."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from index import Article, ArticleRow, Block, BlockKind, Span, SpanKind
from tui.widgets.compose_page import compose_page
from tui.widgets.hints import LETTERS, MOST, Hint, draw_labels, label_links, labels
from tui.widgets.layout import lay_out

LABEL = Style(reverse=True)


@pytest.mark.parametrize("count", [0, 1, 26, 27, 51, 52, 200, MOST, MOST + 9])
def test_no_label_begins_another(count: int) -> None:
    found = labels(count)
    assert len(found) == len(set(found)) == min(count, MOST)
    assert not any(one != other and other.startswith(one) for one in found for other in found)
    assert [label for label in found if len(label) == 1] == list(LETTERS)[: sum(len(label) == 1 for label in found)]
    assert len(found) > 26 or all(len(label) == 1 for label in found)


def test_links_are_labelled_where_they_are_first_seen() -> None:
    words = "Read the report and the 漢字 statement of the new ministry here."
    link = SpanKind.LINK
    blocks = (
        Block(
            BlockKind.PARAGRAPH,
            words,
            (
                Span(0, 4, SpanKind.EMPHASIS),
                Span(5, 8, link, "javascript:alert(1)"),
                Span(words.index("report"), words.index("report") + 6, link, "https://a.example/"),
                Span(words.index("statement"), len(words), link, "https://b.example/"),
            ),
        ),
        Block(BlockKind.TABLE, "Name\tPage\nHer\thome", (Span(14, 18, link, "https://c.example/"),)),
    )
    page = compose_page(Article(ArticleRow(1, 1, "", "T", "", "", None, 0, False, False), blocks), None, 0.0)
    layout = lay_out(page, 34)
    shown = [page.parts[line.part].text[line.start : line.end] if not line.blank else "" for line in layout.lines]
    found = label_links(layout, 0, 100)
    assert [(hint.label, shown[hint.line][:8], hint.column, hint.href) for hint in found] == [
        ("f", "Read the", 2 + 9, "https://a.example/"),
        ("j", "statemen", 2, "https://b.example/"),
        ("d", "Her\thome", 2 + 6, "https://c.example/"),
    ]
    second = found[1].line
    assert [hint.href for hint in label_links(layout, second + 1, 1)] == ["https://b.example/"]
    assert label_links(layout, 0, 2) == ()


@pytest.mark.parametrize(
    ("hints", "typed", "shown"),
    [
        ([("f", 4)], "", "one fwo three"),
        ([("fa", 4), ("fb", 8)], "f", "one awo bhree"),
        ([("fa", 4), ("fb", 5)], "", "one fafbthree"),
        ([("fa", 12)], "", "one two thrfa"),
    ],
)
def test_labels_stand_over_the_beginnings_of_links(hints: list[tuple[str, int]], typed: str, shown: str) -> None:
    strip = Strip([Segment("one two three")])
    drawn = draw_labels(strip, [Hint(label, 0, column, "") for label, column in hints], typed, LABEL)
    assert drawn.text == shown
    assert drawn.cell_length == strip.cell_length
    assert "".join(text for text, style, _ in drawn if style == LABEL) == "".join(
        label[len(typed) :] for label, _ in hints
    )


def test_a_label_over_half_a_wide_character_keeps_the_width() -> None:
    drawn = draw_labels(Strip([Segment("漢字漢字")]), [Hint("f", 0, 3, "")], "", LABEL)
    assert drawn.cell_length == 8
