"""An article as lines on a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Article, ArticleRow, Block, BlockKind, Feed, Mention, Revision, Span, SpanKind
from index import EntityType as Type
from tui.widgets.compose_page import compose_page
from tui.widgets.layout import columns, lay_out, plain
from tui.widgets.parts import Role

NOW = 1_569_500_000
ROW = ArticleRow(
    id=7,
    feed=1,
    feed_title="American Military News",
    title="Maduro to meet Putin",
    author="Jane Doe",
    link="https://www.example.org/a/30180446.html",
    published=1_569_333_900,
    time=1_569_333_900,
    read=False,
    starred=False,
)
BODY = Block(BlockKind.PARAGRAPH, "The presidents will meet in Moscow.")


def article(*blocks: Block, **changes: object) -> Article:
    return Article(replace(ROW, **changes), blocks)  # type: ignore[arg-type]


def shown(
    article: Article, width: int = 60, *, unfolded: bool = False, now: float = NOW, feed: Feed | None = None
) -> str:
    """The lines of a page, without the margin; the blank line above the headline and those at the end are left out."""
    page = compose_page(article, feed, now, unfolded=unfolded)
    layout = lay_out(page, width)
    assert layout.lines[0].blank
    drawn = [line.prefix + plain(line, page.parts[line.part].text) for line in layout.lines]
    return "\n".join(line.rstrip() for line in drawn).strip("\n")


def body(*blocks: Block, width: int = 40, unfolded: bool = False) -> str:
    """The lines between the masthead and the foot."""
    text = shown(article(*blocks), width, unfolded=unfolded)
    return text.split("────────\n\n", 1)[1].rsplit("\n\n────────\n", 1)[0]


def test_the_page_of_an_article() -> None:
    story = replace(
        article(BODY, origin="Radio Free Europe/Radio Liberty", starred=True, tags=("energy",), copies=2),
        summary="A visit that nobody wants to call urgent.",
        categories=("World", "Europe"),
        revisions=(Revision(1, "", "", 0), Revision(2, "", "", 0)),
    )
    assert shown(story, 76) == "\n".join(
        [
            "Maduro to meet Putin",
            "Radio Free Europe/Radio Liberty, reprinted by American Military News",
            "By Jane Doe · Tue 24 Sep 2019, 14:05 · 1 min read · edited 2 times",
            "2 copies",
            "★ starred · #energy",
            "────────",
            "",
            "A visit that nobody wants to call urgent.",
            "",
            "The presidents will meet in Moscow.",
            "",
            "────────",
            "↗ example.org/a/30180446.html",
            "Filed under World, Europe",
        ]
    )


def test_a_bare_article() -> None:
    bare = article(BODY, feed_title="", author="", link="", published=None)
    assert shown(bare) == "Maduro to meet Putin\n1 min read\n────────\n\nThe presidents will meet in Moscow."


@pytest.mark.parametrize(
    ("origin", "feed", "expected"),
    [
        ("", "The Daily", "The Daily"),
        ("Reuters", "The Daily", "Reuters, reprinted by The Daily"),
        ("The Daily", "the daily", "the daily"),
        ("Reuters", "", "Reuters"),
    ],
)
def test_the_origin_line(origin: str, feed: str, expected: str) -> None:
    assert shown(article(BODY, origin=origin, feed_title=feed)).split("\n")[1] == expected


def test_the_feed_s_own_title_goes_first() -> None:
    feed = Feed(1, "https://example.org/feed", "My name for it")
    assert shown(article(BODY), feed=feed).split("\n")[1] == "My name for it"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (30, "Tue 24 Sep 2019, 14:05 (just now)"),
        (14 * 60, "Tue 24 Sep 2019, 14:05 (14 min ago)"),
        (3 * 3600 + 60, "Tue 24 Sep 2019, 14:05 (3 h ago)"),
        (30 * 3600, "Tue 24 Sep 2019, 14:05"),
        (-3600, "Tue 24 Sep 2019, 14:05"),
    ],
)
def test_the_date_tells_the_age_within_a_day(seconds: int, expected: str) -> None:
    line = shown(article(BODY, author=""), now=1_569_333_900 + seconds).split("\n")[2]
    assert line == f"{expected} · 1 min read"


def test_an_author_who_says_by_already() -> None:
    assert "\nBy JANE DOE · " in shown(article(BODY, author="By JANE DOE"))


def test_reading_time_counts_words_and_ideographs() -> None:
    assert "4 min read" in shown(article(Block(BlockKind.PARAGRAPH, "word " * 920)))
    assert "2 min read" in shown(article(Block(BlockKind.PARAGRAPH, "漢" * 900)))


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("The presidents will meet in Moscow.", False),
        ("The presidents will meet […]", False),
        ("THE PRESIDENTS will meet... Read more", False),
        ("Maduro to meet Putin", False),
        ("Something else altogether", True),
    ],
)
def test_the_summary_stands_there_only_if_it_says_something_else(summary: str, expected: bool) -> None:
    assert (summary in shown(replace(article(BODY), summary=summary))) is (
        expected or summary in {BODY.text, ROW.title}
    )
    page = compose_page(replace(article(BODY), summary=summary), None, NOW)
    assert any(part.role is Role.STANDFIRST for part in page.parts) is expected


def test_an_article_without_text_says_what_to_do() -> None:
    note = "This feed sends only headlines — press o to open it in the browser"
    assert note in shown(article(), 80)
    with_summary = shown(replace(article(), summary="What it is about."), 90)
    assert "What it is about." in with_summary
    assert "This feed sends only a summary — press o to read the article in the" in with_summary


def test_promotional_text_is_one_line_that_says_how_much_it_hides() -> None:
    promo = [Block(BlockKind.PARAGRAPH, text, boilerplate=True) for text in ("Sign up now.", "It is free.")]
    assert body(*promo, BODY, width=60) == f"⋯ promotional text, 6 words — v to unfold\n\n{BODY.text}"
    assert body(*promo, BODY, width=60, unfolded=True) == f"Sign up now.\n\nIt is free.\n\n{BODY.text}"


def test_quotations_have_a_bar_for_each_depth_also_between_paragraphs() -> None:
    quote = [
        Block(BlockKind.QUOTE, "One paragraph of what he said at length.", level=1),
        Block(BlockKind.QUOTE, "Another.", level=1),
        Block(BlockKind.QUOTE, "Within.", level=2),
    ]
    assert body(*quote, width=30) == "\n".join(
        ["▌ One paragraph of what he", "▌ said at length.", "▌", "▌ Another.", "▌", "▌ ▌ Within."]
    )


def test_lists_hang_nest_and_align_their_numbers() -> None:
    def item(text: str, level: int = 1, ordinal: int = 0) -> Block:
        return Block(BlockKind.LIST_ITEM, text, level=level, ordinal=ordinal)

    items = [
        item("grain under the agreement of spring"),
        item("debt"),
        item("interest", 2),
        item("nine", ordinal=9),
        item("ten and what comes thereafter in the list", ordinal=10),
    ]
    assert body(*items, width=30) == "\n".join(
        [
            "• grain under the",
            "  agreement of spring",
            "• debt",
            "  ◦ interest",
            " 9. nine",
            "10. ten and what comes",
            "    thereafter in the list",
        ]
    )


def test_a_numbered_list_stands_apart_from_a_bulleted_one() -> None:
    bullet, number = Block(BlockKind.LIST_ITEM, "a", level=1), Block(BlockKind.LIST_ITEM, "b", level=1, ordinal=1)
    assert body(bullet, number) == "• a\n\n1. b"


def test_code_keeps_its_spaces_and_is_cut_not_wrapped() -> None:
    code = Block(BlockKind.CODE, "if x:\n\treturn  1\n    pass  # and so on and on\n")
    assert body(code, width=24) == " if x:\n     return  1\n     pass  # and so\n  on and on"


def test_a_table_in_the_page() -> None:
    table = Block(BlockKind.TABLE, "Name\tYears\nPutin\t20", ordinal=1)
    assert body(table) == "Name   Years\n─────  ─────\nPutin     20"


def test_images_and_captions() -> None:
    image = Block(BlockKind.IMAGE, "A crowd", src="https://example.org/i.jpg")
    caption = Block(BlockKind.CAPTION, "A crowd in Caracas on Monday. Photo: AFP")
    assert body(image, caption) == "▣ A crowd\n  A crowd in Caracas on Monday.\n  Photo: AFP"
    assert body(replace(image, text=""), BODY) == f"▣ image\n\n{BODY.text}"
    assert body(replace(image, src=""), caption, width=60) == "  A crowd in Caracas on Monday. Photo: AFP"


def test_headings_and_rules_have_air() -> None:
    blocks = [BODY, Block(BlockKind.HEADING, "At stake", level=2), BODY, Block(BlockKind.RULE, ""), BODY]
    text = BODY.text
    assert body(*blocks) == f"{text}\n\n\nAt stake\n\n{text}\n\n────────\n\n{text}"


def test_blocks_without_text_leave_no_hole() -> None:
    assert body(BODY, Block(BlockKind.PARAGRAPH, ""), BODY) == f"{BODY.text}\n\n{BODY.text}"


@pytest.mark.parametrize(
    ("width", "expected"),
    [(10, (0, 10)), (20, (2, 16)), (60, (2, 56)), (76, (2, 72)), (80, (4, 72)), (120, (24, 72)), (1, (0, 2))],
)
def test_margins_and_measure(width: int, expected: tuple[int, int]) -> None:
    assert columns(width) == expected


def test_a_narrow_pane_drops_bars_and_bullets_before_the_text() -> None:
    quote = Block(BlockKind.QUOTE, "deep down", level=6)
    page = compose_page(article(quote), None, NOW)
    layout = lay_out(page, 16)
    assert [line.prefix for line in layout.lines if line.role is Role.QUOTE and not line.blank] == [""]


def test_stops_are_mentions_and_links_in_reading_order() -> None:
    text = "The Kremlin said that Putin agrees."
    block = Block(BlockKind.PARAGRAPH, text, (Span(0, 11, SpanKind.LINK, "https://example.org/k"),))
    story = replace(
        article(block),
        mentions=(Mention(4, 11, "Kremlin", Type.ORG, "Kremlin"), Mention(22, 27, "Putin", Type.PERSON, "V. Putin")),
        title_mentions=(Mention(0, 6, "Maduro", Type.PERSON, "N. Maduro"),),
    )
    page = compose_page(story, None, NOW)
    names = [stop.mention.text if stop.mention else stop.href for stop in page.stops]
    assert names == ["Maduro", "https://example.org/k", "Kremlin", "Putin", ROW.link]
    assert [page.stops[index].mention.name for index in page.mentions] == ["N. Maduro", "Kremlin", "V. Putin"]  # type: ignore[union-attr]


def test_mentions_in_folded_text_are_no_stops() -> None:
    promo = Block(BlockKind.PARAGRAPH, "Follow Putin", boilerplate=True)
    story = replace(article(promo, BODY), mentions=(Mention(7, 12, "Putin", Type.PERSON, "V. Putin"),))
    assert compose_page(story, None, NOW).mentions == ()
    assert len(compose_page(story, None, NOW, unfolded=True).mentions) == 1


def test_offsets_beyond_the_text_are_left_out() -> None:
    story = replace(
        article(BODY),
        mentions=(Mention(500, 505, "Putin", Type.PERSON, "V. Putin"),),
        title_mentions=(Mention(90, 95, "Putin", Type.PERSON, "V. Putin"),),
    )
    assert compose_page(story, None, NOW).mentions == ()
