"""Lists of feeds from other readers: OPML in all states, newsboat's urls, and what hostile ones try."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from index.errors import ConfigError
from index.opml import export_opml, parse_opml
from index.subscriptions import Subscriptions, plan_import, read_subscriptions
from index.types import Feed, FeedConfig

FILE = Path("list.opml")


def opml(body: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


LAUGHS = "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def nested(name: str, body: str) -> str:
    return f'<outline text="{name}">{body}</outline>'


def read(body: str) -> Subscriptions:
    return parse_opml(FILE, opml(body))


def outline(url: str, text: str = "", more: str = "") -> str:
    return f'<outline type="rss" text="{text}" xmlUrl="{url}" {more}/>'


@pytest.mark.parametrize(
    ("body", "feeds"),
    [
        (outline("https://a.example/feed", "A &amp; B"), [FeedConfig("https://a.example/feed", "A & B")]),
        (outline("https://a.example/", "A", 'title="Better"'), [FeedConfig("https://a.example/", "Better")]),
        ('<outline XMLURL="http://a.example/x"/>', [FeedConfig("http://a.example/x")]),
        (outline("https://a.example/", "https://a.example/"), [FeedConfig("https://a.example/")]),
        (outline("feed://a.example/x"), [FeedConfig("http://a.example/x")]),
        (
            nested("News", nested("World", outline("https://a.example/")) + outline("https://b.example/"))
            + outline("https://c.example/"),
            [
                FeedConfig("https://a.example/", "", "News / World"),
                FeedConfig("https://b.example/", "", "News"),
                FeedConfig("https://c.example/"),
            ],
        ),
        (
            outline("https://a.example/", "", 'category="/one,two words, ,one"'),
            [FeedConfig("https://a.example/", tags=("one", "two words"))],
        ),
        (
            nested("X", outline("https://a.example/")) + nested("Y", outline("https://A.example")),
            [FeedConfig("https://a.example/", "", "X", ("Y",))],
        ),
        ("", []),
    ],
)
def test_what_is_taken(body: str, feeds: list[FeedConfig]) -> None:
    found = read(body)
    assert list(found.feeds) == feeds
    assert found.skipped == ()


@pytest.mark.parametrize(
    ("body", "what", "why"),
    [
        (outline("exec:~/bin/script", "S"), "S", "exec: addresses are not imported"),
        (outline("file:///etc/passwd", "P"), "P", "file: addresses are not imported"),
        (outline("javascript:alert(1)"), "javascript:alert(1)", "javascript: addresses"),
        (outline("filter:x:https://a.example/", "F"), "F", "filter: addresses"),
        (outline("https://", "N"), "N", "cannot be fetched"),
        (outline("nonsense", "N"), "N", "has no address"),
        (outline("https://a.example/" + "x" * 5000, "L"), "L", "cannot be fetched"),
        ('<outline type="include" text="Other" url="http://a.example/x.opml"/>', "Other", "not a feed"),
        (outline("exec:x", "\u202eevil&#x9;name"), "evil name", "exec:"),
    ],
)
def test_what_is_skipped_and_why(body: str, what: str, why: str) -> None:
    found = read(body)
    assert found.feeds == ()
    assert [each.what for each in found.skipped] == [what]
    assert why in found.skipped[0].why


def test_passwords_are_left_out() -> None:
    found = read(outline("https://me:secret@a.example/feed", "A"))
    assert found.feeds == (FeedConfig("https://a.example/feed", "A"),)
    assert "left out" in found.skipped[0].why
    assert "secret" not in str(found)


def test_names_are_cleaned() -> None:
    found = read(
        f'<outline text="F&#x202e;older&#10;x">{outline("https://a.example/", "T&#x9b;31m" + "x" * 9000)}</outline>'
    )
    feed = found.feeds[0]
    assert feed.folder == "Folder x"
    assert len(feed.title) <= 200
    assert "\x9b" not in feed.title


@pytest.mark.parametrize(
    "content",
    [
        opml(outline("https://a.example/", "A & B")),
        opml(outline("https://a.example/?a=1&b=2", "A")),
        opml(outline("https://a.example/", "&nbsp;A &copy;")),
        opml(outline("https://a.example/", "A\x0bB")),
        b"\xef\xbb\xbf" + opml(outline("https://a.example/", "A")),
        opml(outline("https://a.example/", "Übung")).decode().encode("cp1252"),
        opml(outline("https://a.example/", "Ü")).decode().replace("?>", ' encoding="UTF-16"?>').encode("utf-16"),
        opml(outline("https://a.example/", "A"), '<!DOCTYPE opml SYSTEM "http://a.example/opml.dtd">'),
    ],
)
def test_slips_of_other_programs_are_forgiven(content: bytes) -> None:
    assert len(parse_opml(FILE, content).feeds) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html><body>Sign in</body></html>", "is not OPML"),
        (b"<rss/>", "is not OPML"),
        (opml(outline("https://a.example/"))[:-10], "cannot be read as OPML"),
        (b"<", "cannot be read"),
        (opml(outline("&a;"), "<!DOCTYPE x [<!ENTITY a 'https://a.example/'>]>"), "entities of its own"),
        (opml(outline("&a;"), "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"), "entities of its own"),
        (opml("", "<!DOCTYPE x [<!ENTITY % a 'x'>]>"), "entities of its own"),
        (
            opml(
                outline("&i;"),
                "<!DOCTYPE x [<!ENTITY a 'ha'>"
                + "".join(
                    f"<!ENTITY {name} '{f'&{before};' * 10}'>"
                    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
                )
                + "]>",
            ),
            "entities of its own",
        ),
    ],
)
def test_what_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parse_opml(FILE, content)


def test_depth_and_numbers_have_an_end() -> None:
    deep = read('<outline text="f">' * 5000 + outline("https://a.example/") + "</outline>" * 5000)
    assert deep.feeds[0].folder == " / ".join("f" * 8)
    many = read("".join(outline(f"https://a.example/{number}") for number in range(20_100)))
    assert len(many.feeds) == 20_000
    assert [each.what for each in many.skipped] == ["everything after 20,000 feeds"]


def test_what_other_readers_read(tmp_path: Path) -> None:
    feeds = [
        Feed(1, "https://a.example/?x=1&y", 'The "A" <b>', "News / World", ("one", "two"), "https://a.example/"),
        Feed(2, "https://b.example/", "B", ""),
        Feed(3, "https://c.example/", "C", "News"),
        Feed(4, "https://me:secret@d.example/", "D", "News"),
        Feed(5, "file:///home/me/feed.xml", "E"),
        Feed(6, "https://f.example/", "F\x1b"),
    ]
    exported = export_opml(feeds, ["https://f.example/"], 0)
    assert exported.feeds == 5
    assert [each.what for each in exported.skipped] == ["D", "E", "F\x1b"]
    assert "secret" not in exported.text
    root = ET.fromstring(exported.text)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/dateCreated") == "Thu, 01 Jan 1970 00:00:00 GMT"
    folder = root.find("body/outline")
    assert folder is not None
    assert [each.get("text") for each in root.findall("body/outline")] == ["News", "B", "F"]
    first = folder.find("outline/outline")
    assert first is not None
    assert first.attrib == {
        "type": "rss",
        "text": 'The "A" <b>',
        "title": 'The "A" <b>',
        "xmlUrl": "https://a.example/?x=1&y",
        "htmlUrl": "https://a.example/",
        "category": "one,two",
    }
    again = parse_opml(FILE, exported.text.encode())
    assert again.feeds[0] == FeedConfig(feeds[0].url, feeds[0].title, feeds[0].folder, feeds[0].tags)


NEWSBOAT = r"""# my feeds
https://a.example/feed
http://b.example/feed "tag one" two "~The \"B\"" !hidden   # a remark

"https://c.example/with space"
"query:Unread:unread = \"yes\""
exec:~/bin/feed.sh tag
"filter:~/bin/f:https://d.example/"
file:///home/me/x.xml
---
"""


def test_newsboats_urls(tmp_path: Path) -> None:
    path = tmp_path / "urls"
    path.write_text(NEWSBOAT)
    found = read_subscriptions(path)
    assert found.feeds == (
        FeedConfig("https://a.example/feed"),
        FeedConfig("http://b.example/feed", 'The "B"', tags=("tag one", "two", "hidden")),
    )
    assert [(each.what, each.why.split(";")[0]) for each in found.skipped] == [
        ("https://c.example/with space", "its address cannot be fetched"),
        ("Unread", "a query of newsboat"),
        ("exec:~/bin/feed.sh", "programs are not run"),
        ("filter:~/bin/f:https://d.example/", "programs are not run"),
        ("file:///home/me/x.xml", "file: addresses are not imported"),
        ("---", "has no address"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"\0\1\2", "neither OPML nor"),
        (b"x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_what_is_no_list(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        read_subscriptions(path)
    with pytest.raises(ConfigError, match="no such file"):
        read_subscriptions(tmp_path / "none")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_subscriptions(tmp_path)


def test_only_what_is_new_is_planned() -> None:
    found = Subscriptions((FeedConfig("https://a.example/", "A", "X"), FeedConfig("https://b.example/", "B", "Y")))
    plan = plan_import(found, [FeedConfig("https://A.example")])
    assert (plan.new, plan.present, plan.folders) == (found.feeds[1:], 1, ("Y",))
