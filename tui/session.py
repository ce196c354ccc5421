"""What the screens share while the reader is open, and how they do work that must not hold up the keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from index import WirecopyError
from tui.marks import Marks
from tui.messages import WorkFailed
from tui.state import PLACES_KEPT, ReaderState

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from index import EntityType, Library
    from tui.refresh_client import Refreshing
    from tui.widgets.layout import Anchor

Clock = Callable[[], float]
Work: TypeAlias = Coroutine[None, None, None]


@dataclass(slots=True)
class Session:
    """The open library and what belongs to this run of the reader.

    Attributes:
        clock: Unix seconds, for relative times.
        refreshing: the refresh at work, None when there is none.
        piped_to: the command that an article was last piped to.
        keymap: the keys that differ from the default ones, by the bindings' ids.
        state: what the session before has left.
        places: how far articles have been read, by id, the one left last at the end.
        queries: what was searched for, the newest first.
        types_off: types of names that are not highlighted.
        measure: cells of a line of text at most; plain: articles are nothing but text.
    """

    library: Library
    clock: Clock
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    refreshing: Refreshing | None = None
    piped_to: str = ""
    keymap: Mapping[str, str] = field(default_factory=dict)
    state: ReaderState = field(default_factory=ReaderState)
    marks: Marks = field(init=False)
    places: dict[int, Anchor] = field(init=False)
    queries: tuple[str, ...] = field(init=False)
    types_off: frozenset[EntityType] = field(init=False)
    measure: int = field(init=False)
    plain: bool = field(init=False)

    def __post_init__(self) -> None:
        self.marks = Marks(self.library)
        self.places = dict(self.state.places)
        self.queries = self.state.queries
        self.types_off = self.state.types_off
        self.measure = self.state.measure or self.library.config.settings.measure
        self.plain = self.state.plain

    def keep_place(self, article: int, place: Anchor | None) -> None:
        """Remember how far an article has been read; None for its top, which need not be remembered."""
        self.places.pop(article, None)
        if place is not None:
            self.places[article] = place
        if len(self.places) > PLACES_KEPT:
            del self.places[next(iter(self.places))]


def in_background(node: DOMNode, work: Work, *, group: str, exclusive: bool = False) -> None:
    """Start work for a screen or the app; what fails becomes a :class:`WorkFailed` message.

    Args:
        node: whose work it is: it ends with the node and its messages go there.
        work: posts its result as one message and touches no widget.
        group: of the node's workers.
        exclusive: cancel what the group has under way.
    """
    guarded = _guarded(node, work)
    worker = node.run_worker(guarded, group=group, exclusive=exclusive, exit_on_error=False)

    def put_away(_: object) -> None:
        """Close what was cancelled before it had begun, which Python would complain of; else there is nothing to do."""
        guarded.close()
        work.close()

    task = worker._task  # noqa: SLF001 - nothing public tells the end of a worker that has never run
    if task is not None:
        task.add_done_callback(put_away)


async def _guarded(node: DOMNode, work: Work) -> None:
    try:
        await work
    except WirecopyError as error:
        node.post_message(WorkFailed(str(error)))
    except Exception as error:  # noqa: BLE001 - a bug in one worker must not take the reader down
        node.log(error)
        node.post_message(WorkFailed(f"That did not work: {type(error).__name__}: {error}"))
