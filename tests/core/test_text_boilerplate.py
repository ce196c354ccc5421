from __future__ import annotations

import time

import pytest

from index.text.blocks import build_blocks
from index.text.boilerplate import fold, is_promo, is_reprint_notice

PROMO = [
    "Join our brand new verified AMN Telegram channel and get important news uncensored!",
    "Subscribe to our newsletter",
    "Subscribe",
    "SUBSCRIBE NOW",
    "📮 Subscribe to read issue #15",
    "Sign up for our free daily newsletter.",
    "Sign up to the newsletter to get it first.",
    "Please subscribe to our YouTube channel and hit the bell.",
    "Click here to subscribe",
    "Click here to read the full article.",
    "The post Venezuela’s Maduro to meet Putin in Moscow appeared first on American Military News.",
    "The post “Sold out” first appeared on Loud And Quiet.",
    (
        "Wild Flavors was originally published in Invironment on Medium, where people are "
        "continuing the conversation by highlighting and responding to this story."
    ),
    "Read more",
    "Read More »",
    "[read more]",
    "Read the full story here.",
    "Read More: How the Epstein Files Broke Britain",
    "Related: Five things to know about the vote",
    "RELATED ARTICLES",
    "Continue reading",
    "Continue reading Maduro in Moscow →",
    "Follow us on Twitter and Facebook.",
    "Follow @wirecopy on Mastodon",
    "Share this article",
    "Share on Facebook",
    "Like this story? Sign up for our newsletter.",
    "If you enjoyed this post, please consider supporting us: subscribe today.",
    "Support our journalism today.",
    "Get the day’s top stories straight to your inbox.",
    "To get this story in your inbox, subscribe to the TIME CO2 Leadership Report newsletter here.",
    "Advertisement",
    "Story continues below advertisement",
    "12 comments",
    "Leave a comment",
    "This post may contain affiliate links.",
    "Copyright © 2017 Varthabharathi. All rights reserved.",
]

NOTICES = [
    "This article was originally published by Radio Free Europe/Radio Liberty and is reprinted with permission.",
    "Reprinted with the permission of Radio Free Europe/Radio Liberty, 1201 Connecticut Ave NW, Washington DC.",
    "Copyright (c)2019 RFE/RL, Inc. Used with the permission of Radio Free Europe/Radio Liberty.",
    "This story was originally published by Grist.",
    "This story was originally published by ProPublica and is republished under a Creative Commons license.",
    "This article is republished from The Conversation under a Creative Commons license. Read the original article.",
    (
        "(c)2024 The Philadelphia Inquirer. Visit The Philadelphia Inquirer at www.inquirer.com. "
        "Distributed by Tribune Content Agency, LLC."
    ),
    "©2024 Los Angeles Times. Distributed by Tribune Content Agency, LLC.",
    "Originally published on Live Science.",
    "Editor's note: This piece first appeared in The Nation on May 3.",
    "A version of this article originally ran in the Anchorage Daily News.",
    "Republished with permission from the Kyiv Independent.",
]

NEWS = [
    "Venezuela’s Maduro to meet Putin in Moscow",
    (
        "Russian President Vladimir Putin will hold talks in Moscow with Venezuelan President "
        "Nicolas Maduro on September 25, the Kremlin has said."
    ),
    "The Telegram channel Baza reported that two officers were detained.",
    "Join our ranks, the rebels urged in a Telegram channel with 40,000 followers.",
    "“Subscribe to our newsletter,” the spam message read.",
    "Subscribers to the newsletter rose by 40 percent, the company said.",
    "Sign up for the Disney+ bundle using the same email as your Hulu account",
    (
        "Disney’s tech teams isolated the problem as the company continued to sign up additional "
        "subscribers throughout the week."
    ),
    "The post office appeared first on the list of buildings to be sold.",
    "The post of defence minister has been vacant since May.",
    "Share prices fell sharply on Tuesday.",
    "Share this burden, Berlin tells its partners",
    "Read more books but choose carefully.",
    "Read my lips: no new taxes.",
    "Donate blood now, doctors plead",
    "Donate to the Red Cross, the mayor asked residents.",
    "Follow the money, investigators were told.",
    "Follow that cab on Facebook Live led police to the thief.",
    "Get out the vote efforts in Georgia intensify",
    "Like father, like son: the younger Marcos wins",
    "Comments by the minister caused an uproar.",
    "Advertisement spending fell by a fifth in the third quarter.",
    "Sponsored by Iran, the militia has grown.",
    "Related violence killed three people in the north.",
    "More from the summit is expected on Thursday.",
    "Support our troops, the banner said.",
    "Become a member of NATO, Finland was told, and everything changes.",
    "Click here to kill everybody: the book on the security of things",
    "Continue reading the tea leaves at your peril, analysts warned investors.",
    "Copyright law is being rewritten in Brussels.",
    "The novel was originally published by Knopf in 1984.",
    "Download our data and check it yourself, the scientists said.",
    "Journalists were told to subscribe to the state newsletter by the ministry.",
    "Subscribe or leave: how gyms keep their members",
    "Register to vote before October 5, officials reminded residents.",
    (
        "Join our discussion of the newsletter economy, on page 4, and the long decline of local "
        "papers, which has left more than half of all counties without a daily."
    ),
]


@pytest.mark.parametrize("line", PROMO)
def test_promotion_and_housekeeping_is_boilerplate(line: str) -> None:
    assert is_promo(line)


@pytest.mark.parametrize("line", NOTICES)
def test_a_reprint_notice_is_never_boilerplate(line: str) -> None:
    assert is_reprint_notice(line)
    assert not is_promo(line)


@pytest.mark.parametrize("line", NEWS)
def test_news_is_neither(line: str) -> None:
    assert not is_promo(line)
    assert not is_reprint_notice(line)


def test_only_the_promo_lines_of_an_article_are_folded() -> None:
    blocks = fold(build_blocks("<p>Subscribe now</p><p>The Kremlin has said so.</p><p>Read more</p><hr>x"))
    assert [block.text for block in blocks if block.boilerplate] == ["Subscribe now", "Read more"]


def test_an_article_of_nothing_but_promotion_stays_open() -> None:
    blocks = build_blocks("<p>Subscribe now</p><img src='http://h.example/i.png'>")
    assert fold(blocks) == blocks


@pytest.mark.parametrize(
    "piece", ["subscribe our ", "this article ", "read more ", "the post A appeared ", "© ", "join "]
)
def test_a_long_line_is_judged_quickly(piece: str) -> None:
    begin = time.process_time()
    for length in (10, 200, 320, 600, 100_000):
        is_promo((piece * length)[:length])
        is_reprint_notice((piece * length)[:length])
    assert time.process_time() - begin < 0.5
