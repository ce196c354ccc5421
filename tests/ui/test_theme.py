"""The themes can be read, by everybody, in every theme and without colours."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from sample_rows import NOW, FakeRows
from screen_dump import dump, segments
from textual.app import App
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from index import EntityType, Feed
from tui.contrast import AA, contrast, luminance, readable
from tui.theme import DARK, INKS, LIGHT, PLAIN, TINTS, install, variable_defaults, wants_no_colour
from tui.widgets.article_list import ArticleList
from tui.widgets.feed_branches import TreeContents
from tui.widgets.feed_tree import FeedTree
from tui.widgets.footer import KeyFooter
from tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from textual.app import ComposeResult

OURS = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)

# Colour vision with one cone type missing, after Machado, Oliveira and Fernandes (2009), on linear RGB.
VISIONS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def colors(theme: Theme) -> dict[str, Color]:
    generated = {**variable_defaults(theme), **theme.to_color_system().generate(), **theme.variables}
    names = (*INKS, *TINTS, "background", "surface", "panel", "foreground", "text-muted", "text-disabled", "accent")
    return {name: Color.parse(generated[name]) for name in names if not generated[name].startswith("auto")}


def seen(color: Color, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as somebody sees it."""
    shares = [channel / 255 for channel in color.rgb]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    r, g, b = (
        min(1.0, max(0.0, sum(factor * value for factor, value in zip(row, linear, strict=True))))
        for row in VISIONS[vision]
    )
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Color, other: Color, vision: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(seen(one, vision), seen(other, vision), strict=True)) ** 0.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(Color.parse("black"), Color.parse("white")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("white")) == pytest.approx(4.48, abs=0.01)
    assert luminance(Color.parse("#808080")) == pytest.approx(0.2158, abs=0.0005)


@OURS
@pytest.mark.parametrize("ground", ["background", "surface", "selection", "selection-focus"])
def test_every_text_can_be_read_on_every_ground(theme: Theme, ground: str) -> None:
    known = colors(theme)
    for ink in (*INKS, "foreground", "text-muted", "text-disabled", "accent"):
        assert contrast(known[ink], known[ground]) >= AA, f"{ink} on {ground}"


@OURS
def test_hits_can_be_read_on_their_own_ground(theme: Theme) -> None:
    known = colors(theme)
    assert contrast(known["hit"], known["hit-background"]) >= 7


@OURS
def test_body_text_has_the_contrast_of_print(theme: Theme) -> None:
    known = colors(theme)
    assert contrast(known["foreground"], known["background"]) >= 7


@OURS
@pytest.mark.parametrize("vision", VISIONS)
def test_hues_of_entities_differ_for_everybody(theme: Theme, vision: str) -> None:
    known = colors(theme)
    hues = {kind: known[f"entity-{kind.lower()}"] for kind in EntityType}
    people_and_places = {EntityType.PERSON, EntityType.ORG, EntityType.PLACE}
    for one, other in combinations(hues, 2):
        least = 18 if {one, other} <= people_and_places else 12
        assert difference(hues[one], hues[other], vision) >= least, f"{one} and {other}"


@pytest.mark.parametrize("name", sorted(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi))
def test_every_other_theme_gets_inks_that_can_be_read(name: str) -> None:
    known = colors(BUILTIN_THEMES[name])
    for ink in INKS:
        for ground in ("background", "surface", *TINTS):
            assert contrast(known[ink], known[ground]) >= AA, f"{ink} on {ground}"


def test_inks_move_no_further_than_they_must() -> None:
    grounds = (Color.parse("#14161a"),)
    assert readable(Color.parse("#80cbee"), grounds) == Color.parse("#80cbee")
    moved = readable(Color.parse("#204060"), grounds)
    assert AA <= contrast(moved, grounds[0]) < AA + 0.6
    assert moved.b > moved.r, "still blue"
    assert readable(Color.parse("#777777"), (Color.parse("white"),)).r < 0x77


@pytest.mark.parametrize(
    ("environ", "plain"), [({}, False), ({"NO_COLOR": ""}, False), ({"NO_COLOR": "1"}, True), ({"NO_COLOR": "0"}, True)]
)
def test_no_color_counts_unless_it_is_empty(environ: dict[str, str], plain: bool) -> None:
    assert wants_no_colour(environ) is plain


class Host(App[None]):
    """All our widgets."""

    def __init__(self, wanted: str, *, plain: bool = False) -> None:
        super().__init__(ansi_color=True if plain else None)
        self.wanted = wanted

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield StatusHeader()
        yield FeedTree()
        yield ArticleList(FakeRows((3, 2, 1)), clock=lambda: NOW)
        yield KeyFooter()

    def on_mount(self) -> None:
        install(self, self.wanted)
        feeds = [Feed(1, "u", "RFE/RL", unread=3, error="down"), Feed(2, "u", "AP", folder="World")]
        self.query_one(FeedTree).show(TreeContents(tuple(feeds), 3, 1))
        self.query_one(StatusHeader).progress(1, 2)
        self.query_one(ArticleList).snippets = {2: "a \ue000hit\ue001"}
        self.query_one(ArticleList).focus()


CSS = "FeedTree { height: 8; } ArticleList { height: 8; }"


async def test_no_color_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Host(LIGHT.name, plain=True)
    app.CSS = CSS
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        assert app.theme == PLAIN.name
        on_screen = segments(app)
        for segment in on_screen:
            style = segment.style
            for color in (style.color, style.bgcolor) if style else ():
                assert color is None or color.is_default, segment
        styles = {segment.text.strip(): segment.style for segment in on_screen if segment.style}
        assert styles["Article 3"].reverse, "the selected headline"
        assert styles["Article 2"].bold, "unread"
        assert not styles["Article 2"].reverse
        assert styles["hit"].underline
        assert styles["RFE/RL"].dim or styles["RFE/RL"].bold


@pytest.mark.parametrize(
    "name", ["ansi-dark", "ansi-light", "nord", "textual-light", "wirecopy-light", "no such theme"]
)
async def test_the_widgets_stand_in_any_theme(name: str) -> None:
    app = Host(name)
    app.CSS = CSS
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        assert app.theme == (name if name in app.available_themes else DARK.name)
        assert "Article 3" in dump(app)
        assert "⟳ 1/2 ▓▓▓▓░░░░" in dump(app)
