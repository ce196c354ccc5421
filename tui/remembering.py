"""From the reader to what is remembered of it, and back."""

from __future__ import annotations

import os
import re
from array import array
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from index import NotFoundError, guard
from tui.screens.panes import Pane
from tui.sources import FIRST_PAGE
from tui.splash import frame_header, save_frame
from tui.state import WINDOW, ListState, ReaderState, load_state, save_state, state_path
from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from index import FollowedEntity, Library
    from tui.app import WirecopyApp
    from tui.screens.reader import ReaderScreen
    from tui.sources import Listing

_HYPERLINK = r"\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)"


class Memory:
    """Where the state of the reader and its last screen are kept; ``Memory()`` remembers nothing."""

    def __init__(self, state: Path | None = None, frames: Path | None = None) -> None:
        self._path = state
        self.first = state is not None and not state.exists()
        self._frames = frames
        self.state = load_state(state)
        self._saved = self.state
        self._drawn: list[str] = []

    @classmethod
    def of(cls, library: Library, environ: Mapping[str, str] = os.environ) -> Memory:
        """The memory that belongs to a library's archive; a browser's screen is none for the next start."""
        served = bool(environ.get("TEXTUAL_DRIVER"))
        return cls(state_path(library.archive.id, environ), None if served else library.paths.archive)

    def keep(self, app: WirecopyApp, reader: ReaderScreen) -> None:
        """Keep what the reader is at now. It never gets in the way: where nothing can be written, nothing is kept."""
        with suppress(OSError):
            self._keep_state(remembered(app, reader, self.state))
            if app.screen is reader and self._frames is not None:
                self._keep_frame(app, reader)

    def _keep_state(self, state: ReaderState) -> None:
        if self._path is not None and (self.first or state != self._saved):
            save_state(self._path, state)
            self._saved, self.first = state, False

    def _keep_frame(self, app: WirecopyApp, reader: ReaderScreen) -> None:
        lines = frame_lines(reader)
        if lines != self._drawn and self._frames is not None:
            save_frame(self._frames, frame_header(app.size.width, app.size.height, os.environ), lines)
            self._drawn = lines


def frame_lines(reader: ReaderScreen) -> list[str]:
    """What is on the screen, as lines of text with colours; links are left out."""
    console = reader.app.console
    strips = reader._compositor.render_strips()  # noqa: SLF001 - nothing public gives the cells of a screen
    return [_cleaned(re.sub(_HYPERLINK, "", strip.render(console))) for strip in strips]


def _cleaned(line: str) -> str:
    return "\x1b".join(guard(part) for part in line.split("\x1b"))


def remembered(app: WirecopyApp, reader: ReaderScreen, before: ReaderState) -> ReaderState:
    """What to remember of the reader; ``before`` says what has been remembered so far."""
    for screen in app.reading_screens:
        screen.keep_place()
    settings = app.session.library.config.settings
    setting = settings.theme
    chosen = before.theme if app.no_color else app.theme
    arrangement = reader.panes.arrangement
    measure = app.session.measure
    return ReaderState(
        listed=_list_state(reader),
        reading=reader.opened,
        pane=arrangement.active,
        feeds=arrangement.feeds,
        zen=arrangement.zen,
        closed=reader.feed_tree.closed_folders,
        compact=reader.articles.compact,
        widths=dict(reader.panes.widths),
        copies=max(0, sum(feed.unread for feed in reader.contents.feeds) - reader.contents.unread),
        scroll_marks=None if (passes := reader.articles.tells_passed) == settings.mark_read_on_scroll else passes,
        measure=0 if measure == settings.measure else measure,
        plain=app.session.plain,
        theme="" if chosen == setting else chosen,
        theme_setting="" if chosen == setting else setting,
        types_off=app.session.types_off,
        followed=tuple(
            (one.entity.id, str(one.entity.type), one.entity.name, one.unread) for one in reader.contents.followed
        ),
        places=dict(app.session.places),
        queries=app.session.queries,
    )


def followed_before(state: ReaderState) -> tuple[FollowedEntity, ...]:
    """What was followed when the session before ended, as far as the tree shows it."""
    if not state.followed:
        return ()
    from index import Entity, EntityType, FollowedEntity  # noqa: PLC0415 - few follow anything

    return tuple(
        FollowedEntity(Entity(number, name, EntityType(kind), (), 0, 0, 0, 0), unread, 0)
        for number, kind, name, unread in state.followed
    )


def _page_key(listing: Listing) -> tuple[str, int] | None:
    """What the page of an entity is remembered by that isn't followed."""
    return None if listing.place.entity is None else ("entity", listing.place.entity)


def _list_state(reader: ReaderScreen) -> ListState:
    listing, articles = reader.left or reader.listing, reader.articles
    kind, name = reader.feed_tree.key_of(listing.place) or _page_key(listing) or ("all", "")
    state = ListState(kind, name, listing.filter, listing.order, grouped=listing.grouped, folded=listing.folded)
    row, cursor = articles.current, articles.cursor
    if row is None or reader.left is not None or (cursor == 0 and reader.opened != row.id):
        return state
    start = max(0, cursor - WINDOW // 2)
    stop = min(start + WINDOW, len(articles.source))
    window = tuple(articles.source.id_at(index) for index in range(start, stop))
    return replace(state, article=row.id, above=articles.rows_above, window=window)


def _restore_page(reader: ReaderScreen, listed: ListState) -> bool:
    """List the page of an entity that isn't followed; whether there is one."""
    if listed.kind != "entity" or not isinstance(listed.name, int):
        return False
    from tui.screens.entity_listing import entity_listing  # noqa: PLC0415 - seldom the last place

    try:
        entity = reader.library.entity(listed.name)
    except NotFoundError:
        return False
    reader.listing = replace(entity_listing(entity, reader.listing), filter=listed.filter, order=listed.order)
    return True


def restore(reader: ReaderScreen, state: ReaderState) -> None:
    """Show in the reader what is remembered, as far as it is there still.

    Raises:
        WirecopyError: the archive cannot be read.
    """
    listed = state.listed
    reader.feed_tree.close_folders(state.closed)
    node = reader.feed_tree.go_to((listed.kind, listed.name))
    reader.listing = replace(
        reader.listing, filter=listed.filter, order=listed.order, grouped=listed.grouped, folded=listed.folded
    )
    if node is not None and node.selection is not None:
        reader.listing = replace(reader.listing, title=node.title, place=node.selection)
    found = node is not None or _restore_page(reader, listed)
    listing = reader.listing
    ids = reader.library.article_ids(listing.selection, listing.order, FIRST_PAGE)
    article = listed.article if found else None
    if article is not None and article not in ids and article in listed.window:
        ids = array("q", listed.window)
    with reader.articles.prevent(ArticleList.Highlighted):  # the cursor is not at the top: it is about to be placed
        reader.show_list(reader.listed(listing, ids))
    if article is not None and article in ids:
        reader.articles.place_cursor(ids.index(article), listed.above)
    row = reader.articles.current
    if row is None:
        return
    if reader.panes.shows(Pane.ARTICLE):
        reader.show_at_once(row.id, opened=state.reading == row.id)
