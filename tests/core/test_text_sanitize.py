from __future__ import annotations

import time

import pytest

from index.text.blocks import build_blocks
from index.text.sanitize import sanitize

BASE = "https://news.example/world/today.html"


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("<p onclick='x()'>text</p>", "<p>text</p>"),
        ("a<script>alert(1)</script>b<style>c</style>", "ab"),
        ("<img src='/i.png' onerror='x()' alt='i'>", '<img src="https://news.example/i.png" alt="i">'),
        ("<a href='javascript:x'>t</a>", '<a rel="noopener noreferrer">t</a>'),
        ("<a href='../y'>t</a>", '<a href="https://news.example/y" rel="noopener noreferrer">t</a>'),
        ("<p style='color: red; display: none'>x</p>", '<p style="display:none">x</p>'),
        ("x&#27;[2Jy\x1b]0;t\x07z\x9b1m", "xyz"),
        ("<iframe src='https://v.example'>x</iframe><form><p>y</p></form>z", "z"),
        ("unclosed <b>bold", "unclosed <b>bold</b>"),
        ("AT&T <3", "AT&amp;T &lt;3"),
    ],
)
def test_only_safe_html_stays(html: str, safe: str) -> None:
    assert sanitize(html, BASE) == safe


def test_mutation_of_nested_markup_hides_no_script() -> None:
    hostile = (
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'
        "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>"
    )
    safe = sanitize(hostile)
    assert "<script" not in safe
    assert "onerror=alert" not in safe.replace("&lt;img src=1 onerror=alert", "")


def test_what_blocks_need_survives() -> None:
    html = """<p hidden>no</p><ol start=4><li value=6>six</ol><div class="wp-caption">
      <img src="/p.gif" width=1 height=1>
      <p class="wp-caption-text">cap</p></div><table><tr><th>a<th>b<tr><td colspan=2>c<tr><td>d<td>e</table>"""
    assert build_blocks(sanitize(html, BASE)) == build_blocks(html, BASE)


@pytest.mark.parametrize(
    "html", ["<div>" * 50_000 + "x", "<b>" * 20_000 + "x", "<" * 200_000, "<!" * 50_000, "<!--" * 50_000]
)
def test_hostile_html_takes_bounded_time(html: str) -> None:
    begin = time.process_time()
    sanitize(html)
    assert time.process_time() - begin < 3
