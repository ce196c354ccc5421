from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from index.text.blocks import blocks_text, build_blocks
from index.text.clean import clean_line, clean_text
from index.text.plain import plain_blocks
from index.text.sanitize import sanitize
from index.types import Block, BlockKind

TAGS = (
    *("p", "div", "b", "i", "a", "em", "ul", "ol", "li", "br", "hr", "table", "tr", "td", "th", "thead"),
    *("pre", "code", "blockquote", "h1", "img", "figure", "figcaption", "span", "script"),
)
SCRAPS = (
    *(
        "<a href='/x'>",
        "<a href='javascript:x'>",
        "<img src=/i.png alt='a b'>",
        "<p hidden>",
        "<td colspan=3>",
        "<",
        ">",
    ),
    *(
        "&",
        "&#27;[2J",
        "&#xD800;",
        "&nbsp;",
        "&zwnj;",
        "&#8203;",
        "\u0301",
        "\u202e",
        "\x1b[",
        "\x9b",
        " ",
        "\n",
        "\n\n",
    ),
    *(
        "\t",
        "word",
        "&#x301;",
        "<li value=7>",
        "<ol start=x>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "e",
        "\x00",
        '"',
        "'",
    ),
    "<td rowspan=2>",
)
PIECES = st.one_of(
    st.sampled_from([f"<{slash}{tag}>" for tag in TAGS for slash in ("", "/")]),
    st.sampled_from(SCRAPS),
    st.text(alphabet=st.characters(), max_size=5),
)
SOUP = st.lists(PIECES, max_size=40).map("".join)
MULTI_LINE = {BlockKind.CODE, BlockKind.TABLE}


def check(blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        assert clean_text(block.text) == block.text
        if block.kind not in MULTI_LINE:
            assert "\n" not in block.text
            assert clean_line(block.text, 10**9) == block.text
        starts = [span.start for span in block.spans]
        assert starts == sorted(starts)
        for kind in {span.kind for span in block.spans}:
            ends = [(span.start, span.end) for span in block.spans if span.kind is kind]
            assert all(end <= start for (_, end), (start, _) in pairwise(ends))
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
            assert not block.text[span.start : span.end].isspace() or block.kind is BlockKind.CODE
        assert block.src == "" or block.kind is BlockKind.IMAGE
    assert clean_text(blocks_text(blocks)) == blocks_text(blocks)


@given(SOUP)
@example("<b>e<i>&#x301;</i></b>")
@example("<pre>\n\u0301</pre>")
def test_blocks_of_any_soup_are_clean_and_their_spans_are_inside(html: str) -> None:
    check(build_blocks(html, "https://h.example/"))


@given(st.text(alphabet=st.characters()))
def test_plain_text_never_breaks(text: str) -> None:
    check(plain_blocks(text))


@given(SOUP)
def test_sanitised_html_is_safe_and_stable(html: str) -> None:
    safe = sanitize(html, "https://h.example/")
    lowered = safe.lower()
    assert "<script" not in lowered
    assert "javascript:" not in lowered or "href" not in lowered
    assert sanitize(safe, "https://h.example/") == safe or "<pre" in lowered or "<table" in lowered
    check(build_blocks(safe, "https://h.example/"))
