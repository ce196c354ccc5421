from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.feeds.draft import make_draft
from index.feeds.parse import parse
from index.intake_types import Draft, ParsedEntry
from index.text.blocks import build_blocks
from index.types import BlockKind

if TYPE_CHECKING:
    from pathlib import Path

HEADLINE = "Venezuela’s Maduro to meet Putin in Moscow"
PROMO = "Join our brand new verified AMN Telegram channel and get important news uncensored!"
NOTICE = "This article was originally published by Radio Free Europe/Radio Liberty and is reprinted with permission."
BLANK = ParsedEntry("g", "", "", "", None, None, "", "", True, (), "", "https://h.example/feed.xml")


def draft(**fields: object) -> Draft:
    return make_draft(replace(BLANK, **fields), "key", b"digest", "EN_us")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Plain", "Plain"),
        ("[/b] [red]", "[/b] [red]"),
        ("AT&T <3", "AT&T <3"),
        (" line1\n\n\tline2\r\nline3 ", "line1 line2 line3"),
        ("x\x1b[2J\x1b[HPWNED\x1b[31m", "xPWNED"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("A" * 1000, "A" * 499 + "…"),
    ],
)
def test_a_headline_is_one_clean_line(title: str, headline: str) -> None:
    assert draft(title=title, content="<p>Body.</p>").title == headline


@pytest.mark.parametrize(
    ("content", "headline"),
    [
        ("<p>Body only</p>", "Body only"),
        (f"<p>{PROMO}</p><p>{HEADLINE}</p><p>More.</p>", HEADLINE),
        (f"<p>{PROMO}</p><p>September 24, 2019</p><p>By Jane Doe</p><p>{NOTICE}</p><p>{HEADLINE}</p>", HEADLINE),
        ("<p>" + "A first sentence that goes on. " + "And on. " * 40 + "</p>", "A first sentence that goes on."),
        ("<p>" + "word " * 100 + "</p>", "word " * 23 + "word…"),
        ("<p>" + "A long beginning of the article, " * 6 + "</p><h2>The heading</h2>", "The heading"),
        ("<img src='/i.png' alt='A cat'>", "A cat"),
        ("", "h.example/2019/maduro"),
    ],
)
@pytest.mark.parametrize("title", ["", PROMO, "Read more"])
def test_without_a_title_the_body_gives_the_headline(title: str, content: str, headline: str) -> None:
    found = draft(title=title, content=content, link="https://h.example/2019/maduro").title
    assert found == (headline if content or not title else title)
    assert len(found) <= 120


def test_an_entry_of_nothing_has_a_headline_all_the_same() -> None:
    assert draft().title == "Untitled"


@pytest.mark.parametrize("kind", ["html", "text"])
@pytest.mark.parametrize("title", ["", "<title></title>", f"<title>{PROMO}</title>"])
def test_the_seed_article_gets_its_own_headline(shared_data: Path, kind: str, title: str) -> None:
    text = (shared_data / "seed-article.txt").read_text(encoding="utf-8")
    body = "".join(f"<p>{html.escape(part)}</p>\n" for part in text.split("\n\n")) if kind == "html" else text
    item = f"<item>{title}<guid>g</guid><description>{html.escape(body)}</description></item>"
    feed = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>"
    (entry,) = parse(feed.encode(), "", "https://h.example/feed").entries
    article = make_draft(entry, "key", b"", "en")
    assert article.title == HEADLINE
    assert article.origin == "Radio Free Europe/Radio Liberty"
    assert [block.text for block in article.blocks if block.boilerplate] == [PROMO]
    assert NOTICE in article.text
    assert article.fingerprint != 0


def test_the_source_is_safe_and_the_blocks_follow_from_it() -> None:
    article = draft(
        content="<p onclick=x>See <a href='../y'>this</a><script>x</script></p>", base="https://h.example/a/b"
    )
    assert article.html == '<p>See <a href="https://h.example/y" rel="noopener noreferrer">this</a></p>'
    assert article.blocks == build_blocks(article.html)


def test_plain_text_is_shown_as_typed() -> None:
    article = draft(content="if a <b> c:\n\nR&D", content_is_html=False)
    assert [block.text for block in article.blocks] == ["if a <b> c:", "R&D"]
    assert [block.text for block in build_blocks(article.html)] == ["if a <b> c:", "R&D"]


@pytest.mark.parametrize(
    ("summary", "content", "expected"),
    [
        ('<p>Words <a href="https://h.exam', '<p>Words <a href="https://h.example/">and</a> more.</p>', ""),
        ("Why it matters", "<p>The Kremlin has said so.</p>", "Why it matters"),
        ("<p>Why <b>it</b> matters</p>", "<p>The Kremlin has said so.</p>", "Why it matters"),
        ("The Kremlin has […]", "<p>The Kremlin has said so.</p>", ""),
        (
            "<p>The Kremlin has said so, and more of it&#8230; Read more</p>",
            "<p>The Kremlin has said so, and more of it came.</p>",
            "",
        ),
        ("The Kremlin has said so.", "", ""),
        ("", "<p>The Kremlin has said so.</p>", ""),
    ],
)
def test_a_summary_is_kept_where_the_article_does_not_begin_with_it(summary: str, content: str, expected: str) -> None:
    assert draft(summary=summary, content=content).summary == expected


def test_without_content_the_summary_is_the_body() -> None:
    assert [block.text for block in draft(summary="<p>One.</p><p>Two.</p>").blocks] == ["One.", "Two."]
    assert [block.text for block in draft(summary="One.\n\nTwo.").blocks] == ["One.", "Two."]


def test_the_other_fields_are_cleaned() -> None:
    article = draft(
        link="/a b",
        author="By  Jane\x1b[2J Doe ",
        categories=("World ", "World", "", "x\ny"),
        language="pt_BR",
        published=5,
    )
    assert article.link == "https://h.example/a%20b"
    assert article.author == "Jane Doe"
    assert article.categories == ("World", "x y")
    assert article.language == "pt-br"
    assert article.published == 5
    assert draft(language="no language!").language == "en-us"
    assert draft(link="javascript:alert(1)").link == ""


def test_promotion_is_folded_and_a_notice_is_not() -> None:
    article = draft(content=f"<p>{PROMO}</p><p>{NOTICE}</p><p>Text.</p>")
    assert [block.boilerplate for block in article.blocks] == [True, False, False]
    assert article.blocks[0].kind is BlockKind.PARAGRAPH
