from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import ParseError
from index.feeds.draft import make_draft
from index.feeds.known import KnownIndex
from index.feeds.parse import parse
from index.feeds.parse_repair import repair
from index.feeds.plan import plan_feed
from index.intake_types import Draft, KnownEntry, ParsedEntry, ParsedFeed
from index.text.clean import clean_line, clean_text

TAGS = ("rss", "channel", "item", "title", "link", "guid", "description", "pubDate", "feed", "entry", "id", "content")
SCRAPS = (
    *(
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&",
        "&amp;",
        "&#27;",
        "&#xD800;",
        "&nbsp;",
        "<",
        ">",
        "\x1b[2J",
        "\x00",
        "\x9b1m",
    ),
    *(
        "https://h.example/1",
        "Mon, 21 Sep 2026 10:00:00 GMT",
        "&lt;p&gt;",
        "é",
        "日本",
        "\n\n",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    ),
    *(
        "<?xml version='1.0' encoding='utf-16'?>",
        "<html>",
        "{",
        '"items"',
        "<item rdf:about='x'>",
        "<title type='xhtml'>",
    ),
)
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{slash}{tag}>" for tag in TAGS for slash in ("", "/")]),
        st.sampled_from(SCRAPS),
        st.text(alphabet=st.characters(), max_size=5),
    ),
    max_size=40,
).map("".join)
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.sampled_from(
    ["", "a", "b", "https://h.example/1", "https://h.example/2", "<p>x</p>", "\x1b[2J", "Read more"]
)
ENTRIES = st.lists(
    st.builds(
        ParsedEntry,
        id=WORDS,
        link=WORDS,
        title=WORDS,
        author=WORDS,
        published=st.none() | st.integers(0, 2),
        updated=st.none(),
        summary=WORDS,
        content=st.one_of(WORDS, SOUP),
        content_is_html=st.booleans(),
        categories=st.lists(WORDS, max_size=2).map(tuple),
        language=WORDS,
        base=WORDS,
    ),
    max_size=6,
)


def draft(entry: ParsedEntry, key: str, digest: bytes) -> Draft:
    return make_draft(entry, key, digest, "en")


def remembered(articles: tuple[Draft, ...]) -> tuple[KnownEntry, ...]:
    return tuple(KnownEntry(number, a.key, a.link, a.digest, len(a.text)) for number, a in enumerate(articles))


@QUICK
@given(SOUP.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_a_parse_error(body: bytes) -> None:
    try:
        feed = parse(body, "", "https://h.example/feed.xml")
    except ParseError:
        return
    for entry in feed.entries:
        article = draft(entry, "key", b"")
        assert article.title == clean_line(article.title)
        assert article.title
        assert article.text == clean_text(article.text)


@given(SOUP)
def test_repairing_never_fails_and_leaves_no_illegal_character(text: str) -> None:
    repaired = repair(text)
    assert not any(char < " " and char not in "\t\n\r" for char in repaired)
    repaired.encode()


@QUICK
@given(ENTRIES, st.randoms())
def test_reading_a_feed_again_in_any_order_changes_nothing(entries: list[ParsedEntry], random: object) -> None:
    first = plan_feed(ParsedFeed("", "", "", tuple(entries)), KnownIndex(()), draft)
    assert (first.edited, first.rekeyed, first.known) == ((), (), 0)
    keys = [article.key for article in first.new]
    assert len(set(keys)) == len(keys)
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = plan_feed(ParsedFeed("", "", "", tuple(shuffled)), KnownIndex(remembered(first.new)), draft)
    assert (again.new, again.rekeyed) == ((), ())
