"""What feeds say of how often they want to be fetched."""

from __future__ import annotations

import pytest

from index.feed_types import FeedHints
from index.feeds.parse import parse


def rss(channel: str, after: str = "") -> bytes:
    entry = "<item><guid>1</guid><title>One</title><description>&lt;ttl&gt;9&lt;/ttl&gt;</description></item>"
    return (
        '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>T</title>'
        f"{channel}{entry}{after}</channel></rss>"
    ).encode()


@pytest.mark.parametrize(
    ("said", "hints"),
    [
        ("", FeedHints()),
        ("<ttl>60</ttl>", FeedHints(ttl=3600)),
        ("<ttl> 5 </ttl>", FeedHints(ttl=300)),
        ("<ttl>soon</ttl>", FeedHints()),
        ("<ttl>99999999999</ttl>", FeedHints()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", FeedHints(period=3600)),
        (
            "<sy:updatePeriod>\n daily </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            FeedHints(period=43_200),
        ),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            FeedHints(period=86_400),
        ),
        ("<sy:updatePeriod>often</sy:updatePeriod>", FeedHints()),
        ("<skipHours><hour>0</hour><hour>23</hour><hour>24</hour></skipHours>", FeedHints(skip_hours=(0, 23))),
        ("<skipHours><hour>99</hour></skipHours><hour>5</hour>", FeedHints()),
        ("<skipDays><day>Sunday</day><day>Saturday</day></skipDays>", FeedHints(skip_days=(5, 6))),
        ("<skipDays><day>Someday</day></skipDays>", FeedHints()),
        ("<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>", FeedHints()),
    ],
)
def test_what_a_channel_says_before_or_after_its_items(said: str, hints: FeedHints) -> None:
    assert parse(rss(said), "text/xml", "https://example.org/feed").hints == hints
    assert parse(rss("", said), "text/xml", "https://example.org/feed").hints == hints


def test_what_an_article_says_is_no_hint() -> None:
    inside = rss("").replace(b"&lt;ttl&gt;9&lt;/ttl&gt;", b"<![CDATA[<ttl>9</ttl>]]>")
    assert parse(inside, "text/xml", "https://example.org/feed").hints == FeedHints()
