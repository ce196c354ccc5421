from __future__ import annotations

import time

import pytest

from index.text.blocks import MAX_BLOCKS, blocks_text, build_blocks
from index.text.plain import plain_blocks
from index.types import Block, BlockKind, SpanKind

BASE = "https://news.example/world/today.html"


def kinds_and_texts(html: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in build_blocks(html, BASE)]


def spans_of(block: Block) -> list[tuple[str, str, str]]:
    return [(span.kind.value, block.text[span.start : span.end], span.href) for span in block.spans]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("   ", []),
        ("<p></p><p> </p>", []),
        ("just text", [("paragraph", "just text")]),
        ("<p>One.</p>\n<p>Two\n   lines.</p>", [("paragraph", "One."), ("paragraph", "Two lines.")]),
        ("<p>One.<p>Two.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("<div><div>One.</div>Two.</div>", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("one<br>line", [("paragraph", "one line")]),
        ("one<br><br>two<br/>\n<br/>three", [("paragraph", "one"), ("paragraph", "two"), ("paragraph", "three")]),
        (
            "one\nwrapped\n\ntwo\n \n<b>three</b>",
            [("paragraph", "one wrapped"), ("paragraph", "two"), ("paragraph", "three")],
        ),
        ("<p>not\n\nsplit</p>", [("paragraph", "not split")]),
        ("<h2>Head</h2>text", [("heading", "Head"), ("paragraph", "text")]),
        ("<blockquote><p>said</p></blockquote>he", [("quote", "said"), ("paragraph", "he")]),
        ("<ul><li>a<li>b</ul>", [("list_item", "a"), ("list_item", "b")]),
        ("<ul><li><p>a</p><p>more of a</p></li></ul>", [("list_item", "a"), ("paragraph", "more of a")]),
        ("<dl><dt>term</dt><dd>meaning</dd></dl>", [("paragraph", "term"), ("paragraph", "meaning")]),
        ("<pre>\nif x:\n    go()\n\n</pre>", [("code", "if x:\n    go()")]),
        ("<pre>a<br>b</pre>", [("code", "a\nb")]),
        ("a<hr><hr>b<hr>", [("paragraph", "a"), ("rule", ""), ("paragraph", "b")]),
        ("<script>x()</script>a<style>b{}</style><form>c<input></form>", [("paragraph", "a")]),
        ("a<p hidden>b</p><p style='display: none'>c</p><span class='sr-only'>d</span>", [("paragraph", "a")]),
        ("a<!-- comment -->b<?php x ?>c", [("paragraph", "abc")]),
        ("AT&amp;T &lt;3 &hellip; &notanentity; R&D", [("paragraph", "AT&T <3 … ¬anentity; R&D")]),
        ("a&nbsp;b&#160;&#160;c", [("paragraph", "a b c")]),
        ("[/b] [red]", [("paragraph", "[/b] [red]")]),
        ("&amp;#27;[2J", [("paragraph", "&#27;[2J")]),
        ("a&#27;[2Jb\x1b]52;c;AAAA\x07c&#x1b;]0;t&#7;d\x00e&#0;", [("paragraph", "abcde")]),
        ("a&#xD800;b&#x110000;c&#99999999999999999999;d", [("paragraph", "abcd")]),
        ("&#55357;&#56832; &#xD83D;&#xDE00;", [("paragraph", "😀 😀")]),
        ("x<noscript>y</noscript>", [("paragraph", "xy")]),
        ("<img data-src=/i.png><NoScript><img src='/i.png'></noscript>", [("image", "")]),
        ("e<b>\u0301</b>", [("paragraph", "é")]),
    ],
)
def test_html_becomes_blocks(html: str, expected: list[tuple[str, str]]) -> None:
    assert kinds_and_texts(html) == expected


def test_inline_spans_are_right_after_white_space_is_collapsed() -> None:
    (block,) = build_blocks(
        "<p>  See <a href='../x y.html'> the\n  <b>bold </b>report </a>, <em>now</em> <code>x=1</code>", BASE
    )
    assert block.text == "See the bold report , now x=1"
    assert spans_of(block) == [
        ("link", "the bold report", "https://news.example/x%20y.html"),
        ("strong", "bold", ""),
        ("emphasis", "now", ""),
        ("code", "x=1", ""),
    ]


def test_a_span_goes_on_in_the_next_block() -> None:
    first, second = build_blocks("<a href='/x'>one<p>two</p></a>", BASE)
    assert spans_of(first) == [("link", "one", "https://news.example/x")]
    assert spans_of(second) == [("link", "two", "https://news.example/x")]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", ""])
def test_only_web_addresses_become_links(href: str) -> None:
    (block,) = build_blocks(f"<a href='{href}'>text stays</a>")
    assert block.text == "text stays"
    assert block.spans == ()


def test_nested_emphasis_of_one_kind_is_one_span() -> None:
    (block,) = build_blocks("<b>a <strong>b</strong> c</b>")
    assert spans_of(block) == [("strong", "a b c", "")]


def test_headings_quotes_and_lists_know_their_level() -> None:
    html = "<h3>h</h3><blockquote>1<blockquote>2</blockquote></blockquote>"
    html += "<ul><li>a<ol start=3><li>b<li value=9>c<li>d</ol></ul>"
    found = [(block.text, block.level, block.ordinal) for block in build_blocks(html)]
    assert found == [("h", 3, 0), ("1", 1, 0), ("2", 2, 0), ("a", 1, 0), ("b", 2, 3), ("c", 2, 9), ("d", 2, 10)]


def test_a_data_table_is_lines_of_cells() -> None:
    html = """<table><caption>Votes</caption><thead><tr><th>Party<th>Seats</thead>
      <tr><td>Greens<td><a href='/g'>12</a><tr><td rowspan=2>Left<td>7<tr><td>9<tr><td><td>1<tr><td> </table>"""
    caption, table = build_blocks(html, BASE)
    assert (caption.kind, caption.text) == (BlockKind.CAPTION, "Votes")
    assert table.text.split("\n") == ["Party\tSeats", "Greens\t12", "Left\t7", "\t9", "\t1"]
    assert table.ordinal == 1
    assert spans_of(table) == [("link", "12", "https://news.example/g")]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>one<tr><td>two</table>",
        "<table><tr><td>one<td><p>two</p></td></tr></table>",
        "<table><tr><td>one<td>x<tr><td><ul><li>two</ul><td>y</table>",
        f"<table><tr><td>one<td>x<tr><td>{'long prose ' * 50}<td>two</table>",
        "<table role=presentation><tr><td>one<td>x<tr><td>two<td>y</table>",
    ],
)
def test_a_layout_table_becomes_its_blocks(html: str) -> None:
    blocks = build_blocks(html)
    assert BlockKind.TABLE not in {block.kind for block in blocks}
    assert {"one", "two"} <= {block.text for block in blocks}


def test_images_with_alternative_text_caption_and_address() -> None:
    html = """<p>before</p><figure><img src='/a.jpg' alt='A  crowd'><figcaption>In <b>Sochi</b></figcaption></figure>
      <div class='wp-caption'>
        <img data-src='b.jpg' src='data:image/gif;base64,R0' alt='b.jpg'>
        <p class="wp-caption-text">Old style</p></div>"""
    found = [(block.kind.value, block.text, block.src) for block in build_blocks(html, BASE)]
    assert found == [
        ("paragraph", "before", ""),
        ("image", "A crowd", "https://news.example/a.jpg"),
        ("caption", "In Sochi", ""),
        ("image", "", "https://news.example/world/b.jpg"),
        ("caption", "Old style", ""),
    ]


@pytest.mark.parametrize(
    "image",
    [
        "<img src='https://t.example/p.gif' width=1 height=1>",
        "<img src='https://t.example/p.gif' height='1px'>",
        "<img src='https://feeds.feedburner.com/~r/x/~4/abc'>",
        "<img src='https://pixel.wp.com/b.gif?host=x'>",
        "<img src='javascript:x'>",
        "<img>",
    ],
)
def test_tracking_pixels_are_dropped(image: str) -> None:
    assert kinds_and_texts(f"<p>text{image}</p>") == [("paragraph", "text")]


def test_an_image_within_a_paragraph_follows_it_whole() -> None:
    assert kinds_and_texts("<p>one <img src='/a.png' alt='pic'> two</p>") == [
        ("paragraph", "one two"),
        ("image", "pic"),
    ]


def test_a_picture_of_an_emoji_is_the_emoji() -> None:
    assert kinds_and_texts("<p>well <img class='wp-smiley' src='/s.png' alt='🙂'> done</p>") == [
        ("paragraph", "well 🙂 done")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\nwrapped\n\n  two  \n\n\n\nthree\n", ["one wrapped", "two", "three"]),
        ("short\nlines", ["short lines"]),
        ("a" * 150 + "\n" + "b" * 150, ["a" * 150, "b" * 150]),
        ("<b>shown as typed</b> & \x1b[2Jclean", ["<b>shown as typed</b> & clean"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_plain_text_becomes_paragraphs(text: str, expected: list[str]) -> None:
    assert [block.text for block in plain_blocks(text)] == expected


def test_addresses_in_plain_text_become_links() -> None:
    (block,) = plain_blocks("See https://h.example/a?b=c, or (http://h.example/d).")
    assert spans_of(block) == [
        ("link", "https://h.example/a?b=c", "https://h.example/a?b=c"),
        ("link", "http://h.example/d", "http://h.example/d"),
    ]


def test_the_text_is_the_blocks_joined_by_blank_lines() -> None:
    assert blocks_text(build_blocks("<p>a</p><pre>b\nc</pre>")) == "a\n\nb\nc"


FLOODS = {
    "open divs": "<div>" * 200_000 + "x" + "</div>" * 200_000 + "x",
    "open bolds": "<b>" * 20_000 + "x",
    "stray ends": "<b></div>" * 20_000 + "x",
    "overlapping": "<b><div></b>" * 20_000 + "x",
    "attributes": "<p " + " ".join(f'a{i}="x"' for i in range(40_000)) + ">x",
    "nested tables": "<table><tr><td>" * 20_000 + "x",
    "nested lists": "<ul><li>" * 50_000 + "x",
    "nested links": "<a href=http://h.example/y>" * 20_000 + "x",
    "unfinished tags": '<div "<">' * 20_000 + "x",
    "angle brackets": "<" * 200_000 + " x",
    "spans": "<i>a</i> " * 20_000 + "x",
    "breaks": "x<br><br>" * 20_000,
    "cells": "<table><tr>" + "<td>x" * 50_000,
    "accents": "<p>x" + "e\u0301<b>" * 5_000 + "x",
    "marks": "x" + "\u0301\u0316" * 200_000,
    "wide table": "<table>" + "<tr><td colspan=99999 rowspan=99999>x" * 3_000 + "</table>",
}


@pytest.mark.parametrize("html", FLOODS.values(), ids=FLOODS.keys())
def test_hostile_html_takes_bounded_time_and_keeps_its_text(html: str) -> None:
    begin = time.process_time()
    blocks = build_blocks(html)
    assert time.process_time() - begin < 3
    assert len(blocks) <= MAX_BLOCKS
    assert "x" in blocks_text(blocks)


@pytest.mark.parametrize(
    "html", ["<!" * 50_000, "<!--" * 50_000, "&" * 200_000, "&#" * 100_000, "<p " * 50_000, "\x00" * 1000]
)
def test_broken_html_is_no_trouble(html: str) -> None:
    begin = time.process_time()
    build_blocks(html)
    assert time.process_time() - begin < 3


def test_link_spans_only_carry_links() -> None:
    for block in build_blocks("<p><a href='/x'>a</a> <b>b</b></p>", BASE):
        for span in block.spans:
            assert bool(span.href) == (span.kind is SpanKind.LINK)
