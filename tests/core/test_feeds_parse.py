from __future__ import annotations

import json

import pytest

from index.errors import ParseError
from index.feeds.parse import parse
from index.feeds.parse_repair import MAX_ENTRIES
from index.intake_types import ParsedEntry

URL = "https://h.example/feed.xml"
HEAD = "<rss version='2.0'><channel><title>T</title><link>https://h.example/</link>"
TAIL = "</channel></rss>"


def rss(*items: str, declaration: str = "") -> str:
    return f"{declaration}{HEAD}{''.join(f'<item>{item}</item>' for item in items)}{TAIL}"


def only(document: str | bytes, content_type: str = "") -> ParsedEntry:
    body = document if isinstance(document, bytes) else document.encode()
    (entry,) = parse(body, content_type, URL).entries
    return entry


def test_an_rss_entry() -> None:
    entry = only(
        rss(
            "<title>A</title><link>https://h.example/a</link><guid isPermaLink='false'> g1\n</guid>"
            "<author>jane@h.example (Jane Doe)</author><category>World</category><category>World</category>"
            "<pubDate>Mon, 21 Sep 2026 10:00:00 GMT</pubDate><description>Short</description>"
            "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;Long text&lt;/p&gt;"
            "</content:encoded>"
        )
    )
    assert entry == ParsedEntry(
        id="g1",
        link="https://h.example/a",
        title="A",
        author="Jane Doe",
        published=1789984800,
        updated=None,
        summary="Short",
        content="<p>Long text</p>",
        content_is_html=True,
        categories=("World",),
        language="",
        base=URL,
    )


def test_an_atom_entry() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://h.example/x/"><title>T</title><id>f</id>
      <entry xml:lang="fr"><id>urn:e</id><title type="html">R&amp;amp;D &lt;b&gt;now&lt;/b&gt;</title><link href="y"/>
      <author><name>A</name></author><author><name>B</name></author>
      <published>2026-09-21T10:00:00Z</published><updated>2026-09-22T12:00:00+02:00</updated><summary>S</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content></entry></feed>"""
    entry = only(feed)
    assert (entry.id, entry.title, entry.author, entry.language) == ("urn:e", "R&D now", "A, B", "fr")
    assert (entry.published, entry.updated) == (1789984800, 1790071200)
    assert (entry.content, entry.content_is_html, entry.summary) == ("<p>x</p>", True, "S")
    assert entry.base == "https://h.example/x/"
    assert parse(feed.encode(), "", URL).language == "de"


def test_a_json_feed() -> None:
    item = {
        "id": 7,
        "external_url": "https://h.example/7",
        "title": "AT&T <3",
        "content_text": "a < b",
        "date_published": "2026-09-21T10:00:00Z",
        "authors": [{"name": "Jane"}, {"name": "Joe"}],
        "tags": ["x", "x", 3],
    }
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "language": "en",
        "items": [item, [], "x", {}],
    }
    entry = only(json.dumps(document))
    assert (entry.id, entry.link, entry.title, entry.author) == ("7", "https://h.example/7", "AT&T <3", "Jane, Joe")
    assert (entry.content, entry.content_is_html, entry.categories) == ("a < b", False, ("x",))
    assert entry.published == 1789984800


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("[/b] [red]", "[/b] [red]"),
        ("AT&amp;T &lt;3", "AT&T <3"),
        ("AT&T and Q&A <3", "AT&T and Q&A <3"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("&lt;b&gt;bold&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt; <![CDATA[<i>x</i>]]>", "bold  x"),
        ("Generics: List&lt;T&gt; &amp;amp; more", "Generics: List<T> & more"),
        ("caf&eacute;&nbsp;&hellip;", "café\u00a0…"),
        ("&unknown; stays", "&unknown; stays"),
        ("x&#xD83D;&#xDE00;y&#xD800;z&#x110000;&#0;&#99999999999;", "x😀yz"),
        ("x&#27;[2J&#x1b;]0;title&#7;y\x1b[31mz\x00\x9b31m", "xyz"),
        ("&#8217;&#146;", "’’"),
    ],
)
def test_titles_are_plain_text(title: str, plain: str) -> None:
    assert only(rss(f"<title>{title}</title>")).title == plain


def test_atom_says_itself_whether_a_title_is_html() -> None:
    feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>e</id><title>{}</title></entry></feed>"
    assert only(feed.format("The &lt;b&gt;bold&lt;/b&gt; tag &amp;amp; you")).title == "The <b>bold</b> tag &amp; you"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("jane@paper.media (Jane Doe)", "Jane Doe"),
        ("Jane Doe &lt;jane@paper.media&gt;", "Jane Doe"),
        ("noreply@blogger.com (Jane)", "Jane"),
        ("jane@paper.media", "jane@paper.media"),
        ("", ""),
    ],
)
def test_an_author_is_a_name(author: str, name: str) -> None:
    assert only(rss(f"<title>A</title><author>{author}</author>")).author == name


ACCENTS = "Café “déjà” vu"


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "", ""),
        ("utf-8", "UTF-8", "text/xml"),
        ("utf-8", "UTF-16", ""),
        ("utf-8", "ISO-8859-1", ""),
        ("utf-8", "us-ascii", ""),
        ("utf-8", "x-klingon", ""),
        ("utf-8", "hex", "application/xml; charset=utf-16"),
        ("utf-8", "", "text/html; charset=iso-8859-1"),
        ("utf-8-sig", "UTF-8", ""),
        ("utf-16", "UTF-16", ""),
        ("utf-16-le", "UTF-16", ""),
        ("utf-16-be", "", ""),
        ("utf-32", "UTF-32", ""),
        ("cp1252", "", ""),
        ("cp1252", "UTF-8", "application/rss+xml; charset=utf-8"),
        ("cp1252", "ISO-8859-1", ""),
        ("cp1252", "windows-1252", ""),
    ],
)
def test_the_bytes_are_read_right_whatever_is_declared(encoding: str, declared: str, content_type: str) -> None:
    declaration = f"<?xml version='1.0' encoding='{declared}'?>" if declared else "<?xml version='1.0'?>"
    body = rss(f"<title>{ACCENTS}</title>", declaration=declaration).encode(encoding)
    assert only(body, content_type).title == ACCENTS


@pytest.mark.parametrize("encoding", ["gb2312", "big5", "shift_jis", "euc-kr", "iso-2022-jp", "koi8-r", "windows-1251"])
def test_declared_encodings_are_honoured(encoding: str) -> None:
    title = {"euc-kr": "한국어", "koi8-r": "Москва", "windows-1251": "Москва", "gb2312": "中文"}.get(encoding, "日本")
    declaration = f"<?xml version='1.0' encoding='{encoding}'?>"
    assert only(rss(f"<title>{title}</title>", declaration=declaration).encode(encoding)).title == title
    assert only(rss(f"<title>{title}</title>").encode(encoding), f"text/xml; charset={encoding}").title == title


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    assert (
        only(rss(f"<title>{ACCENTS} Zażółć\ufffd</title>").encode().replace("\ufffd".encode(), b"\xff")).title
        == f"{ACCENTS} Zażółć\ufffd"
    )


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        ("Mon, 21 Sep 2026 10:00:00 GMT", 1789984800),
        ("2026-09-21T12:00:00+02:00", 1789984800),
        ("1790000000", 1790000000),
        ("1790000000000", 1790000000),
        ("", None),
        ("-1", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00Z", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("Fri, 31 Dec 99999 23:59:59 GMT", None),
        ("Sat, 30 Feb 2026 10:00:00 GMT", None),
        ("9" * 5000, None),
        ("1600-01-01", None),
    ],
)
def test_dates_are_unix_seconds_or_nothing(date: str, seconds: int | None) -> None:
    assert only(rss(f"<title>A</title><pubDate>{date}</pubDate>")).published == seconds


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<!DOCTYPE html><html><body>Please log in</body></html>", "web page"),
        (b"<?xml version='1.0'?><!-- x --><HTML><p>hi", "web page"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "not a feed"),
        (bytes(range(256)) * 20, "not a feed"),
        (b"just words", "not a feed"),
        (b"<note><to>you</to></note>", "not a feed"),
        (b"{}", "not a JSON Feed"),
        (b"[1]", "not a feed"),
        (b'{"items": [', "cannot be read"),
        (b"[" * 100_000 + b"]" * 100_000, "cannot be read"),
    ],
)
def test_what_is_no_feed_is_refused_in_plain_words(body: bytes, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        parse(body, "", URL)


def test_a_page_names_its_feed() -> None:
    page = b"<html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'></head></html>"
    with pytest.raises(ParseError) as caught:
        parse(page, "text/html", "https://h.example/blog/")
    assert "https://h.example/feed.xml" in caught.value.remedy


def test_an_empty_feed_is_a_feed() -> None:
    assert parse(rss().encode(), "", URL).entries == ()


@pytest.mark.parametrize(
    "junk", ["\n\n  ", "\ufeff\ufeff", "<br />\n<b>Warning</b>: foo() in <b>/var/www</b><br />\n", "\x00"]
)
def test_what_stands_before_the_feed_is_skipped(junk: str) -> None:
    assert only(junk + rss("<title>A</title>", declaration="<?xml version='1.0'?>")).title == "A"


def test_a_half_entry_at_the_end_is_left_out() -> None:
    whole = rss(*(f"<title>T{number}</title>" for number in range(3)))
    for cut in range(whole.index("T2"), whole.rindex("</item>")):
        assert [entry.title for entry in parse(whole[:cut].encode(), "", URL).entries] == ["T0", "T1"]


def test_a_picture_in_the_content_is_no_text() -> None:
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>e</id><title>x</title>{}</entry></feed>"
    )
    assert only(feed.format("<content type='image/png'>iVBORw0KGgo=</content>")).content == ""
    assert only(feed.format("<content type='application/pdf' src='http://127.0.0.1:9/x.pdf'/>")).content == ""


def test_the_fuller_of_description_and_content_is_the_body() -> None:
    fields = "<description>{}</description><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{}</content:encoded>"
    entry = only(rss(fields.format("&lt;p&gt;" + "long " * 50, "short")))
    assert (entry.content.split()[0], entry.summary) == ("<p>long", "short")


def test_the_feeds_own_address_outlives_a_redirecting_one() -> None:
    item = "<link>https://feeds.example/~r/x</link><f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>https://h.example/x</f:origLink>"
    assert only(rss(item)).link == "https://h.example/x"


def test_a_document_has_only_so_many_entries() -> None:
    feed = parse(rss(*["<title>A</title>"] * (MAX_ENTRIES + 3)).encode(), "", URL)
    assert len(feed.entries) == MAX_ENTRIES


def test_a_local_file_is_never_opened() -> None:
    with pytest.raises(ParseError):
        parse(b"/etc/passwd", "", URL)
