"""Setting text: nothing is lost, nothing is doubled, nothing is too wide, whatever the text and the width."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from index import Article, ArticleRow, Block, BlockKind, Mention, Span, SpanKind, guard
from index import EntityType as Type
from tui.widgets.compose_page import compose_page
from tui.widgets.finding import find_all, find_terms, fold
from tui.widgets.layout import lay_out, plain
from tui.widgets.overlays import Highlights
from tui.widgets.painter import Painter
from tui.widgets.parts import NOWHERE
from tui.widgets.wrapping import balanced, chop, clip, packed, wrap

LETTERS = st.one_of(
    st.sampled_from("aeinrst Mw   .,’“”—–-/ÉßИд漢字かな。、「」한글\u200d\ufe0f\u0301🇫🇷👨👩❤️🏽ﬁ\tİ"),
    st.characters(exclude_categories=["Cs", "Cc"]),
)
TEXTS = st.text(LETTERS, max_size=120)
LINES = TEXTS.map(lambda text: text.replace("\n", " "))
WIDTHS = st.integers(2, 200)
KINDS = st.sampled_from(list(BlockKind))


def uncovered(text: str, extents: list[tuple[int, int]]) -> str:
    """What no extent covers, after checking that they follow each other."""
    rest, last = "", 0
    for start, end in extents:
        assert last <= start <= end <= len(text)
        rest += text[last:start]
        last = end
    return rest + text[last:]


@given(LINES, WIDTHS)
@example("By \U000e0000", 2)
def test_wrapping_loses_only_spaces_and_keeps_the_width(text: str, width: int) -> None:
    for extents in (wrap(text, width), balanced(text, width)):
        assert uncovered(text, extents).strip(" \t\r\u2028\u2029") == ""
        assert all(cell_len(guard(text[start:end])) <= width for start, end in extents)


@given(LINES, WIDTHS)
def test_chopping_loses_nothing(text: str, width: int) -> None:
    extents = chop(text, width)
    assert uncovered(text, extents) == ""
    assert all(cell_len(text[start:end]) <= width for start, end in extents)


@given(st.lists(LINES, max_size=6), WIDTHS)
def test_packing_loses_only_separators_and_spaces(items: list[str], width: int) -> None:
    text = " · ".join(items)
    extents = packed(text, width)
    assert uncovered(text, extents).strip(" ·\t\r\u2028\u2029") == ""
    assert all(cell_len(guard(text[start:end])) <= width for start, end in extents)


@given(LINES, st.integers(0, 60))
def test_a_clipped_text_fits(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(KINDS)
    text = "" if kind is BlockKind.RULE else draw(TEXTS)
    if kind is BlockKind.TABLE:
        rows = draw(
            st.lists(st.lists(LINES.map(lambda cell: cell.replace("\t", " ")), min_size=1, max_size=5), max_size=4)
        )
        text = "\n".join("\t".join(row) for row in rows)
    elif kind is BlockKind.CODE:
        text = "\n".join(draw(st.lists(TEXTS, max_size=4)))
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        end = draw(st.integers(start, len(text)))
        spans.append(Span(start, end, draw(st.sampled_from(list(SpanKind))), "https://example.org/"))
    return Block(
        kind,
        text,
        tuple(sorted(spans, key=lambda span: span.start)),
        level=draw(st.integers(0, 9)),
        ordinal=draw(st.integers(0, 120)),
        boilerplate=draw(st.booleans()),
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    body = tuple(draw(st.lists(blocks(), max_size=6)))
    row = ArticleRow(1, 1, draw(LINES), draw(LINES), draw(LINES), "https://example.org/1", 0, 0, False, True, ("a",))
    article = Article(row, body, summary=draw(LINES))
    mentions = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, max(0, len(article.text) - 1)))
        end = draw(st.integers(start, min(start + 20, len(article.text))))
        mentions.append(Mention(start, end, article.text[start:end], draw(st.sampled_from(list(Type))), "Name"))
    return Article(row, body, summary=article.summary, mentions=tuple(sorted(mentions, key=lambda m: m.start)))


@settings(max_examples=150)
@given(articles(), st.integers(1, 200))
def test_a_page_shows_every_character_once_in_order_and_within_its_measure(article: Article, width: int) -> None:
    page = compose_page(article, None, 0.0, unfolded=True)
    layout = lay_out(page, width)
    shown: dict[int, list[tuple[int, int]]] = {index: [] for index in range(len(page.parts))}
    for line in layout.lines:
        text = page.parts[line.part].text
        assert cell_len(line.prefix) + cell_len(guard(plain(line, text))) <= layout.measure
        if line.pieces:
            shown[line.part].extend((piece.start, piece.end) for piece in line.pieces)
        elif not line.blank:
            shown[line.part].append((line.start, line.end))
    for index, part in enumerate(page.parts):
        assert uncovered(part.text, sorted(shown[index])).strip(" \t\n\r·\u2028\u2029") == ""
    assert layout.left + layout.measure <= max(width, 2)


@settings(max_examples=150)
@given(articles(), st.integers(20, 120), st.integers(20, 120), st.integers(0, 400))
def test_the_text_at_the_top_stays_on_the_same_line_at_another_width(
    article: Article, narrow: int, wide: int, index: int
) -> None:
    page = compose_page(article, None, 0.0)
    first, second = lay_out(page, narrow), lay_out(page, wide)
    index = min(index, len(first.lines) - 1)
    anchor = first.anchor(index)
    assert anchor is not None
    if any(not line.blank for line in first.lines[index:]):
        assert first.find(anchor) == index
    found = second.lines[min(second.find(anchor) + anchor.above, len(second.lines) - 1)]
    assert page.parts[found.part].role is anchor.role or page.parts[found.part].base != NOWHERE


@given(articles(), st.data())
def test_a_range_of_the_text_is_found_on_the_page_again(article: Article, data: st.DataObject) -> None:
    page = compose_page(article, None, 0.0, unfolded=True)
    text = article.text
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    places = page.locate(start, end)
    for part, first, last in places:
        base = page.parts[part].base
        assert page.parts[part].text[first:last] == text[base + first : base + last]
        assert start <= base + first < base + last <= end


@given(TEXTS)
def test_folded_text_keeps_offsets(text: str) -> None:
    folded, offsets = fold(text)
    if offsets is None:
        assert len(folded) == len(text)
    else:
        assert len(offsets) == len(folded) + 1
        assert list(offsets) == sorted(offsets)


@settings(max_examples=60)
@given(articles(), st.data())
def test_what_stands_in_a_paragraph_is_found_there(article: Article, data: st.DataObject) -> None:
    page = compose_page(article, None, 0.0, unfolded=True)
    candidates = [part for part in page.body if page.parts[part].text.strip()]
    if not candidates:
        return
    part = data.draw(st.sampled_from(candidates))
    word = data.draw(st.sampled_from(page.parts[part].text.split()))
    if fold(word)[0].strip():
        assert any(place[0] == part for place in find_all(page, word))


class AnyStyle(dict[str, Style]):
    def __missing__(self, name: str) -> Style:
        return Style(bold=True) if name.startswith(("entity", "hit")) else Style()


@settings(max_examples=150)
@given(
    articles(), st.integers(16, 120), st.text(LETTERS, max_size=3), st.tuples(st.integers(0, 60), st.integers(-1, 60))
)
def test_every_line_is_drawn_as_wide_as_the_pane(
    article: Article, width: int, wanted: str, selected: tuple[int, int]
) -> None:
    page = compose_page(article, None, 0.0)
    hits = tuple(sorted({*find_all(page, wanted), *find_terms(page, [wanted + "*"])}))
    highlights = Highlights(focus=0, hits=hits, current=0)
    layout = lay_out(page, width)
    painter = Painter(layout, AnyStyle(), Style(), width)
    for index, line in enumerate(layout.lines):
        strip = painter.paint(index, highlights)
        assert strip.cell_length == sum(segment.cell_length for segment in strip) == width
        assert painter.paint(index, highlights, selected).text == strip.text
        assert plain(line, guard(page.parts[line.part].text)).strip() in strip.text or line.pieces
