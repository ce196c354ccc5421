from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from index import HIT_END, HIT_START, ArticleRow, EntityType, Feed, Name, Selection
from tui.widgets.article_row import RowContext, row_line
from tui.widgets.empty_state import empty_lines
from tui.widgets.feed_branches import TreeContents, branches
from tui.widgets.feed_row import FeedContext, FeedNode, feed_line
from tui.widgets.footer import KeyHint, footer_line, place_hints
from tui.widgets.header import Status, header_line
from tui.widgets.inks import Inks

PLAIN = Style.null()
INKS = Inks(PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, dict.fromkeys(EntityType, PLAIN))
FORBIDDEN = {
    *map(chr, range(32)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}

texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ab 日本語🌊👨‍👩‍👧🇩🇪e\u0301\ufe0f\u200d\x1b\x9b\n\t\u202e[]/" + HIT_START + HIT_END, max_size=80),
)
widths = st.integers(1, 160)
names = st.lists(st.builds(Name, texts, st.sampled_from(EntityType)), max_size=5).map(tuple)
times = st.one_of(st.integers(0, 2**32), st.integers(-(10**18), 10**18))
rows = st.builds(
    ArticleRow,
    id=st.just(1),
    feed=st.just(1),
    feed_title=texts,
    title=texts,
    author=texts,
    link=st.just(""),
    published=st.none(),
    time=times,
    read=st.booleans(),
    starred=st.booleans(),
    tags=st.lists(texts, max_size=3).map(tuple),
    copies=st.integers(0, 10**6),
    names=names,
)


def check(segments: list, width: int) -> None:
    text = "".join(segment.text for segment in segments)
    assert sum(segment.cell_length for segment in segments) == width, text
    assert not FORBIDDEN.intersection(text)
    assert all(segment.text for segment in segments)


@given(st.one_of(st.none(), rows), widths, times, st.booleans(), texts)
def test_an_articles_lines_always_fill_the_width(
    row: ArticleRow | None, width: int, now: int, selected: bool, snippet: str
) -> None:
    for number in (0, 1):
        check(row_line(row, number, RowContext(width, now, INKS, selected, snippet)), width)


@given(st.sampled_from(("all", "unread", "starred", "folder", "feed")), texts, texts, widths, st.integers(0, 10**9))
def test_a_feeds_line_always_fills_the_width(kind: str, title: str, error: str, width: int, unread: int) -> None:
    node = FeedNode(kind, title, Selection(), unread, error)
    for depth in (0, 1):
        check(feed_line(node, FeedContext(width, INKS, depth, expanded=bool(depth), selected=not depth)), width)


@given(
    st.builds(Status, texts, st.integers(0, 10**9), st.integers(0, 300), st.none() | st.integers(0, 300), texts, texts),
    widths,
)
def test_the_header_always_fills_the_width(status: Status, width: int) -> None:
    check(header_line(status, width, INKS), width)


@given(
    st.lists(st.builds(KeyHint, texts, st.text("abc^⏎/?", min_size=1, max_size=6), st.text("abc ", min_size=1))), widths
)
def test_the_footer_always_fills_the_width(hints: list[KeyHint], width: int) -> None:
    placed = place_hints(hints, width)
    check(footer_line(placed, width, INKS), width)
    assert all(left.end < right.start for left, right in pairwise(placed))


@given(texts, widths, st.integers(0, 40))
def test_a_message_always_fills_the_width(text: str, width: int, height: int) -> None:
    for line in empty_lines(text, width, height, INKS):
        check(line, width)


@given(
    st.lists(
        st.builds(Feed, id=st.integers(1, 50), url=st.just("u"), title=texts, folder=st.sampled_from(("", "a", "b")))
    )
)
def test_every_feed_stands_once_in_the_tree(feeds: list[Feed]) -> None:
    unique = list({feed.id: feed for feed in feeds}.values())
    found = [
        branch.key
        for top in branches(TreeContents(tuple(unique)))
        for branch in (top, *top.below)
        if branch.key[0] == "feed"
    ]
    assert sorted(found) == sorted(("feed", feed.id) for feed in unique)
