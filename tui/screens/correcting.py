"""Putting an entity right: what is wrong is chosen from a menu, and what is right is asked for where it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import CorrectionKind, EntityType, guard
from tui.entity_changes import correct, patiently
from tui.entity_words import KEPT_TYPES, TYPE_NAMES
from tui.format import plural
from tui.screens.asking import AskDialog
from tui.screens.choosing import ChooseDialog, FindEntityDialog, with_id
from tui.session import in_background
from tui.widgets.entity_rows import MenuRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App

    from index import Entity
    from tui.session import Session
    from tui.widgets.row_list import Row


class Correcting:
    """The way through the windows, from what is wrong to the correction made."""

    def __init__(self, app: App[None], session: Session, entity: Entity, hidden: Callable[[], None]) -> None:
        """Prepare it.

        Args:
            app: the reader's.
            session: with the library.
            entity: to be put right.
            hidden: called when it is said to be none.
        """
        self._app = app
        self._session = session
        self._entity = entity
        self._hidden = hidden

    @property
    def _name(self) -> str:
        return guard(self._entity.name)

    @property
    def _forms(self) -> list[str]:
        """The other forms, each of which can be split off."""
        return [alias for alias in self._entity.aliases if alias != self._entity.name]

    def start(self) -> None:
        """Ask what is wrong."""
        forms = self._forms
        kind = TYPE_NAMES[self._entity.type]
        rows: Sequence[Row] = (
            MenuRow("1", "It is the same as …", "two entries become one"),
            MenuRow("2", "A short form is somebody else", ", ".join(forms) or "it has no other form", bool(forms)),
            MenuRow("3", "It is called otherwise", "in every article"),
            MenuRow("4", f"It is not a{'n' if kind[0] in 'aeiou' else ''} {kind}"),
            MenuRow("5", "It is no name at all", "hide it everywhere"),
            MenuRow("6", "Corrections made so far", "and taking them back"),
        )
        self._app.push_screen(ChooseDialog(f"What is wrong with {self._name}?", rows), self._ask)

    def _ask(self, answer: str | None) -> None:
        """Ask what is right."""
        match answer:
            case "0":
                likely = self._entity.name.split()[-1] if self._entity.name.split() else ""
                title = f"{self._name} is the same as …"
                find = FindEntityDialog(self._session, title, likely=likely, without=self._entity.id)
                self._app.push_screen(find, with_id(self._same))
            case "1":
                rows = [MenuRow(_digit(number), form) for number, form in enumerate(self._forms)]
                title = f"Which of these is not {self._name}?"
                self._app.push_screen(ChooseDialog(title, rows), with_id(self._apart))
            case "2":
                self._app.push_screen(AskDialog("What it is called", self._entity.name), self._rename)
            case "3":
                rows = [MenuRow(_digit(number), TYPE_NAMES[kind]) for number, kind in enumerate(self._types)]
                self._app.push_screen(ChooseDialog(f"{self._name} is a …", rows), with_id(self._retype))
            case "4":
                self._correct(CorrectionKind.HIDE)
                self._hidden()
            case "5":
                from tui.screens.corrections import CorrectionsScreen  # noqa: PLC0415 - seldom asked for

                self._app.push_screen(CorrectionsScreen(self._session))

    @property
    def _types(self) -> list[EntityType]:
        return [kind for kind in KEPT_TYPES if kind is not self._entity.type]

    def _same(self, other: int) -> None:
        self._correct(CorrectionKind.SAME, into=other)

    def _apart(self, number: int) -> None:
        self._correct(CorrectionKind.APART, name=self._forms[number])

    def _rename(self, name: str | None) -> None:
        if name is not None and name.strip() != self._entity.name:
            self._correct(CorrectionKind.RENAME, name=name)

    def _retype(self, number: int) -> None:
        self._correct(CorrectionKind.RETYPE, type=self._types[number])

    def _correct(
        self,
        kind: CorrectionKind,
        *,
        into: int | None = None,
        name: str = "",
        type: EntityType | None = None,  # noqa: A002 - named as the library's is
    ) -> None:
        async def work() -> None:
            change = correct(self._session, self._entity, kind, into=into, name=name, type=type)
            notice = f"Putting {self._name} right in {plural(self._entity.articles, 'article')} …"
            self._app.post_message(await patiently(self._app, change, notice))

        in_background(self._app, work(), group="changes")


def _digit(number: int) -> str:
    """The key of a line; from the tenth on there is none."""
    return str(number + 1) if number < len("123456789") else " "
