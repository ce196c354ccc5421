"""The hostile feeds of the development data: what each wants is in its ``cases.json``."""

from __future__ import annotations

import json
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest

from index.errors import ParseError
from index.feeds.draft import make_draft
from index.feeds.known import KnownIndex
from index.feeds.parse import parse
from index.feeds.plan import plan_feed
from index.intake_types import Draft, KnownEntry, ParsedEntry

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.data

URL = "http://h.example/feeds/feed.xml"
REFUSED = {
    "empty_body.xml": "empty",
    "whitespace_body.xml": "empty",
    "feed_url_redirect_loop.http": "empty",
    "html_page.html": "web page",
    "html_login_200.html": "web page",
    "random_bytes.bin": "not a feed",
    "png_as_feed.png": "not a feed",
    "json_deep.json": "cannot be read",
}
TITLES = {
    "ansi_csi_clear.xml": "xPWNED",
    "ansi_by_charref.xml": "xy",
    "osc8_link.xml": "click",
    "osc52_clipboard.xml": "clip",
    "osc52_double_escaped.xml": "clip",
    "bidi_rtl_override.xml": "safegnp.exe x \u200f",
    "zero_width.xml": "a\u200c\u200db",
    "nul_bytes.xml": "AB",
    "control_chars.xml": "AB",
    "surrogates_charref.xml": "xyz",
    "title_html_markup.xml": "bold & R&D x",
    "title_newlines_tabs.xml": "line1 line2 line3",
    "empty_title.xml": "Body only",
    "no_title_no_link.xml": "micro post",
    "xhtml_content_atom.xml": "ab",
    "unescaped_amp.xml": "AT&T and Q&A <3",
    "utf16_bom.xml": "Ünï",
    "utf16_without_bom_says_utf16.xml": "Uni",
    "wrong_charset_latin1_says_utf8.xml": "Café déjà vu",
    "wrong_charset_utf8_says_latin1.xml": "Zażółć gęślą jaźń — 日本語",
    "windows1252_undeclared.xml": "“Quote” — café",
    "wide_emoji_title.xml": "👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈 日本語 한국어 ｗｉｄｅ",
    "json_feed.json": "JSON title",
}
LINKS = {
    "relative_links.xml": "http://h.example/a/b?c=d",
    "javascript_links.xml": "",
    "file_link.xml": "",
    "long_link.xml": "",
    "bad_ipv6_link.xml": "",
    "bad_port_link.xml": "",
    "idn_homograph.xml": "http://xn--pple-43d.com/",
    "userinfo_link.xml": "http://evil.example/",
    "shell_metachar_link.xml": "http://h.example/$(touch%20/tmp/pwned)%60id%60;x'%22%7Cy",
}
COUNTS = {
    "duplicate_guids.xml": 3,
    "same_link_different_guid.xml": 2,
    "no_guid.xml": 2,
    "no_guid_no_link.xml": 2,
    "truncated_in_cdata.xml": 1,
    "truncated.xml": 10,
    "entries_removed_v2.xml": 0,
}


def draft(entry: ParsedEntry, key: str, digest: bytes) -> Draft:
    return make_draft(entry, key, digest, "en")


def drafts(path: Path, known: tuple[KnownEntry, ...] = ()) -> tuple[Draft, ...]:
    return plan_feed(parse(path.read_bytes(), "", URL), KnownIndex(known), draft).new


def remembered(articles: tuple[Draft, ...]) -> tuple[KnownEntry, ...]:
    return tuple(
        KnownEntry(number, article.key, article.link, article.digest, len(article.text))
        for number, article in enumerate(articles)
    )


@pytest.fixture(scope="module")
def files(shared_data: Path) -> Path:
    return shared_data / "hostile" / "files"


def test_every_case_is_read_or_refused_in_bounded_time_and_leaves_nothing_hostile(
    shared_data: Path, files: Path
) -> None:
    cases = json.loads((shared_data / "hostile" / "cases.json").read_text())
    for name in (name for name, case in cases.items() if not case["big"]):
        begin = time.process_time()
        if name in REFUSED:
            with pytest.raises(ParseError, match=REFUSED[name]):
                drafts(files / name)
            continue
        articles = drafts(files / name)
        assert time.process_time() - begin < 5, name
        assert bool(articles) or name == "entries_removed_v2.xml", name
        for article in articles:
            assert_harmless(article, name)


def assert_harmless(article: Draft, name: str) -> None:
    for text in (article.title, article.text, article.author, article.summary, article.html, article.key):
        text.encode()
        allowed = "\n\t" if text in (article.text, article.html, article.key) else ""
        wrong = [char for char in text if unicodedata.category(char) in {"Cc", "Cs"} and char not in allowed]
        assert not wrong, (name, wrong)
        assert "[2J" not in text, name
    assert article.title, name
    assert "\n" not in article.title
    assert len(article.title) <= 500
    assert len(article.text) < 1_000_000, name
    assert "<script" not in article.html
    assert "root:" not in article.text + article.title
    hrefs = [span.href for block in article.blocks for span in block.spans if span.href]
    for address in (article.link, *hrefs, *(block.src for block in article.blocks if block.src)):
        assert address == "" or (address.startswith(("http://", "https://")) and len(address) < 5000), name
    assert article.published is None or 0 < article.published < 4_102_444_800, name


@pytest.mark.parametrize(("name", "title"), TITLES.items())
def test_titles_read_as_they_should(files: Path, name: str, title: str) -> None:
    assert drafts(files / name)[0].title == title


@pytest.mark.parametrize(("name", "link"), LINKS.items())
def test_links_go_to_the_web_or_nowhere(files: Path, name: str, link: str) -> None:
    assert drafts(files / name)[0].link == link


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_entries_are_counted_right(files: Path, name: str, count: int) -> None:
    assert len(drafts(files / name)) == count


def test_a_second_reading_of_any_case_brings_nothing_new(files: Path) -> None:
    for path in sorted(files.iterdir()):
        if path.name in REFUSED or path.stat().st_size > 100_000:
            continue
        articles = drafts(path)
        plan = plan_feed(parse(path.read_bytes(), "", URL), KnownIndex(remembered(articles)), draft)
        assert (plan.new, plan.edited, plan.rekeyed, plan.known) == ((), (), (), len(articles)), path.name


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("changed_guid_v1.xml", "changed_guid_v2.xml", (0, 0, 1, 2)),
        ("edited_v1.xml", "edited_v2.xml", (0, 1, 0, 0)),
        ("edited_v1.xml", "shrunk_v2.xml", (0, 0, 0, 1)),
        ("edited_v1.xml", "entries_removed_v2.xml", (0, 0, 0, 0)),
    ],
)
def test_second_versions(files: Path, before: str, after: str, changes: tuple[int, int, int, int]) -> None:
    articles = drafts(files / before)
    plan = plan_feed(parse((files / after).read_bytes(), "", URL), KnownIndex(remembered(articles)), draft)
    assert (len(plan.new), len(plan.edited), len(plan.rekeyed), plan.known) == changes
