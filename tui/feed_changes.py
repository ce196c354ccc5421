"""Changes of feeds.toml from within the reader: made in a thread, one after the other, each of them undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import guard
from tui.feed_messages import FeedsChanged
from tui.format import plural
from tui.marks import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Edited, Feed, FeedEdit, Library
    from tui.session import Session


async def change_feeds(
    session: Session, *edits: FeedEdit, done: str, tell: bool = True, renamed: tuple[str, str] | None = None
) -> FeedsChanged:
    """Change feeds.toml, and remember how to take it back.

    Args:
        session: with the library.
        edits: all of them are made, or none.
        done: what is done, as it follows "Undone: ".
        tell: whether the user is told; what is seen anyway need not be said.
        renamed: a folder's name before and after.

    Raises:
        WirecopyError: the file cannot be read, edited safely or written.
    """
    library = session.library
    edited = await session.marks.run(lambda: library.edit_feeds(*edits))
    if not edited.changed:
        return FeedsChanged()
    session.marks.remember(Change(done, lambda: _undone(library, edited, done, renamed)))
    return FeedsChanged(f"{done} — ^z undoes" if tell else "", renamed)


def _undone(library: Library, edited: Edited, done: str, renamed: tuple[str, str] | None) -> FeedsChanged:
    library.revert_feeds(edited)
    return FeedsChanged(f"Undone: {done}", (renamed[1], renamed[0]) if renamed else None)


def remove_feeds(feeds: Sequence[Feed], folder: str = "") -> tuple[str, tuple[FeedEdit, ...]]:
    """What removing these feeds, the whole of a folder perhaps, is called, and the edits that do it."""
    from index import removing  # noqa: PLC0415 - brings along what writes TOML

    edits = tuple(removing(feed.url) for feed in feeds)
    if not folder:
        name = ", ".join(guard(feed.title) for feed in feeds)
        return f"{name} removed, its articles stay", edits
    return f"{guard(folder)} removed with {plural(len(feeds), 'feed')}, their articles stay", edits
