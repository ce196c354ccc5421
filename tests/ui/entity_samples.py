"""Stories whose names make cards, followings and corrections: months of them, in every script, hostile ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader_samples import Story, recognise, store

from index import EntityType, Library
from tui.entity_messages import CardWanted
from tui.screens.entity_card import CardScreen

if TYPE_CHECKING:
    from driving import Driver

DAY = 1440
"""Minutes."""

PERSON, ORG, PLACE, GROUP = EntityType.PERSON, EntityType.ORG, EntityType.PLACE, EntityType.GROUP
MADURO = ("Nicolas Maduro", PERSON)
CARACAS = ("Caracas", PLACE)
HOSTILE_NAME = "[red]Bobby[/red] \\[Tables"
LONG_NAME = "Association of the Friends of Exceedingly and Unreasonably Long Names of Organisations in Every Language"
CJK_NAME = "東京電力ホールディングス株式会社"


def story(title: str, minutes: int, *names: tuple[str, EntityType], feed: int = 1) -> Story:
    """A story whose text is a sentence of its names."""
    text = "It is said of " + " and ".join(name for name, _ in names) + " that all is well."
    return Story(title, feed=feed, minutes=minutes, text=text, names=names)


ENTITY_STORIES = (
    story("Maduro speaks in Caracas", 60, MADURO, CARACAS),
    story("Maduro travels", 2 * DAY, MADURO, CARACAS, ("OPEC", ORG)),
    story("Maduro meets OPEC", 3 * DAY, MADURO, ("OPEC", ORG), feed=2),
    story("Venezuelans vote", 40 * DAY, ("Venezuelans", GROUP), CARACAS, MADURO),
    story("A long summer in Caracas", 70 * DAY, CARACAS),
    story("The president is misnamed", 5 * DAY, ("Nicolasito Guerra", PERSON), feed=2),
    story("Odd names", 6 * DAY, (HOSTILE_NAME, PERSON), (LONG_NAME, ORG), (CJK_NAME, ORG), feed=3),
    Story("Nobody is named", minutes=7 * DAY, text="Nothing happened to nobody."),
)


def fill(library: Library) -> Library:
    """Store the stories and find their names."""
    store(library, ENTITY_STORIES)
    recognise(library, ENTITY_STORIES)
    return library


def named(library: Library, name: str) -> int:
    """The id of the entity with this name."""
    (found,) = (one.id for one in library.find_entities(name) if one.name == name)
    return found


async def show_card(drive: Driver, entity: int) -> CardScreen:
    """Open an entity's card, and return it."""
    drive.app.post_message(CardWanted(entity))
    await drive.settle()
    assert isinstance(drive.app.screen, CardScreen)
    return drive.app.screen
