"""Any keys in any order over an edited article with links and copies, at any size: reading goes on."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from driving import driving
from reader_samples import NOW, Story, by_title

from index.feed_types import FetchState
from index.intake_types import FeedPlan
from tui.app import WirecopyApp
from tui.keys import ARTICLE_KEYS, PICTURE_KEYS, VERSION_KEYS

if TYPE_CHECKING:
    from index import Library

TEXT = "\n\n".join(f"Paragraph {n} of it names Moscow and a page." for n in range(25))
STORY = Story("Edited", minutes=1, text=TEXT, links=(("a page", "https://example.org/page"),))
KEYS = [name for key in (*ARTICLE_KEYS, *PICTURE_KEYS, *VERSION_KEYS) for name in key.keys.split(",") if name != "q"]
KEYS += [*"dddfffPPjkgGbvJK", "left_square_bracket", "right_square_bracket", "enter", "tab", "shift+tab", "escape"]
SIZES = [(120, 36), (80, 24), (40, 10), (12, 4), (1, 1)]


def prepare(library: Library) -> None:
    """An article that two feeds have, and that one has edited twice."""
    draft = replace(STORY.draft(), fingerprint=5)
    for feed in library.feeds()[:2]:
        plan = FeedPlan("", "", new=(replace(draft, key=f"k{feed.id}"),))
        library.archive.articles.store(feed.id, plan, now=NOW, state=FetchState())
    article = by_title(library, STORY.title).row
    for hour in (1, 2):
        text = TEXT.replace("names Moscow", f"named Kyiv {hour}").replace("Paragraph 3", "Section 3" * hour)
        edited = replace(draft, key=f"k{article.feed}", blocks=replace(STORY, text=text).draft().blocks)
        plan = FeedPlan("", "", edited=((article.id, edited),))
        library.archive.articles.store(article.feed, plan, now=NOW + 3600 * hour, state=FetchState())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 7))
async def test_any_keys_while_reading(library: Library, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "/bin/true")
    for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    prepare(library)
    chance = random.Random(seed)
    app = WirecopyApp(library, clock=lambda: NOW)
    async with driving(app, chance.choice(SIZES)) as drive:
        await drive.press("enter")
        for _ in range(120):
            if chance.random() < 0.05:
                await drive.pilot.resize_terminal(*chance.choice(SIZES))
            await drive.pilot.press(chance.choice(KEYS))
        await drive.settle()
        assert app.is_running
        assert not [toast for toast in drive.toasts if "did not work" in toast]
