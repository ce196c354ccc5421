"""Small windows over the reader: an entity, the links of an article, what is known of an article.

They show foreign text, so it goes into ``Content`` as it is and is never read as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from index import Article, Entity, EntityType, Mention, SpanKind, guard
from tui.format import absolute_time, count
from tui.screens.panes import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

TYPE_NAMES = {
    EntityType.PERSON: "Person",
    EntityType.ORG: "Organisation",
    EntityType.PLACE: "Place",
    EntityType.GROUP: "Group",
    EntityType.EVENT: "Event",
    EntityType.DATE: "Date",
    EntityType.MONEY: "Money",
    EntityType.WORK: "Work",
}

_SEARCHED_BY_FIELD = {EntityType.PERSON, EntityType.ORG, EntityType.PLACE, EntityType.GROUP, EntityType.EVENT}


def mention_query(name: str, kind: EntityType) -> str:
    """The query that finds the articles that mention an entity: by its field where there is one, else its words."""
    phrase = '"' + name.replace('"', " ").strip() + '"'
    return f"{kind.value.lower()}:{phrase}" if kind in _SEARCHED_BY_FIELD else phrase


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an article.

    Attributes:
        text: the words that carry it.
    """

    text: str
    href: str


def article_links(article: Article) -> tuple[Link, ...]:
    """The article's own address, then every link in its text, each address once."""
    found = {article.row.link: Link("This article", article.row.link)} if article.row.link else {}
    for block in article.blocks:
        for span in block.spans:
            if span.kind is SpanKind.LINK and span.href:
                found.setdefault(span.href, Link(block.text[span.start : span.end], span.href))
    return tuple(found.values())


def facts(rows: Iterable[tuple[str, str]]) -> Content:
    """Names and values in two columns; rows without a value are left out."""
    shown = [(name, guard(value)) for name, value in rows if value]
    width = max((len(name) for name, _ in shown), default=0)
    lines = [Content.assemble((name.ljust(width + 2), "$text-muted"), value) for name, value in shown]
    return Content("\n").join(lines)


class Dialog(ModalScreen[str | None]):
    """A window that closes with q, Escape or a click beside it; it may give back an answer."""

    CSS_PATH = STYLES / "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "Close", id="dialog.close")]

    def answer(self, result: str | None) -> None:
        """Close and give back an answer; a key that comes after that does nothing more."""
        if self.is_current:
            self.dismiss(result)

    def action_close(self) -> None:
        """Close without an answer."""
        self.answer(None)

    def on_click(self, event: object) -> None:
        """Close when the click falls beside the window."""
        if getattr(event, "widget", None) is self:
            self.answer(None)


class EntityCard(Dialog):
    """Who or what a mention is, as far as the archive knows. Gives back the query that searches for it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,e,slash", "search", "Search", id="dialog.search")]

    def __init__(self, mention: Mention, entity: Entity | None) -> None:
        super().__init__()
        self._mention = mention
        self._entity = entity

    def compose(self) -> ComposeResult:
        """The card."""
        with Vertical(classes="dialog card") as card:
            card.border_title = Content(TYPE_NAMES[self._mention.type])
            card.border_subtitle = Content("⏎ its articles · esc close")
            yield Static(Content(guard(self._called)).stylize("bold"), classes="card-name")
            yield Static(self._facts())

    @property
    def _called(self) -> str:
        return self._entity.name if self._entity else self._mention.name or self._mention.text

    def _facts(self) -> Content:
        entity = self._entity
        if entity is None:
            return facts([("In the text", self._mention.text)])
        others = [alias for alias in entity.aliases if alias != entity.name]
        return facts(
            [
                ("Also", ", ".join(others[:8])),
                ("Articles", count(entity.articles)),
                ("Mentions", count(entity.mentions)),
                ("First seen", absolute_time(entity.first_seen)),
                ("Last seen", absolute_time(entity.last_seen)),
            ]
        )

    def action_search(self) -> None:
        """Give back the query for the entity."""
        self.answer(mention_query(self._called, self._mention.type))


class LinksDialog(Dialog):
    """The links of an article, text and address. Gives back the address to open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "list('down')", "Down", show=False, id="dialog.down"),
        Binding("k", "list('up')", "Up", show=False, id="dialog.up"),
        Binding("y", "copy", "Copy", id="dialog.copy"),
    ]

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._links = links

    def compose(self) -> ComposeResult:
        """The list."""
        options = [
            Option(
                Content.assemble(
                    (f"{number:>3}  ", "$text-muted"), guard(link.text) or "…", "\n     ", (guard(link.href), "dim")
                )
            )
            for number, link in enumerate(self._links, 1)
        ]
        with Vertical(classes="dialog wide") as box:
            box.border_title = Content("Links")
            box.border_subtitle = Content("⏎ open · y copy · esc close")
            yield OptionList(*options, markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give back the address that was chosen."""
        self.answer(self._links[event.option_index].href)

    def action_list(self, direction: str) -> None:
        """Move within the list."""
        options = self.query_one(OptionList)
        if direction == "down":
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_copy(self) -> None:
        """Copy the address under the cursor."""
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self.app.copy_to_clipboard(self._links[index].href)
            self.notify("Link copied", markup=False)


class InfoDialog(Dialog):
    """What is known of an article besides its text."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self._article = article

    def compose(self) -> ComposeResult:
        """The facts."""
        with VerticalScroll(classes="dialog wide") as box:
            box.border_title = Content("Article")
            box.border_subtitle = Content("esc close")
            yield Static(Content(guard(self._article.row.title)).stylize("bold"), classes="card-name")
            yield Static(self._facts())

    def _facts(self) -> Content:
        article, row = self._article, self._article.row
        words = sum(len(block.text.split()) for block in article.blocks)
        return facts(
            [
                ("Id", str(row.id)),
                ("Feed", row.feed_title),
                ("First published by", row.origin),
                ("Author", row.author),
                ("Published", absolute_time(row.published)),
                ("Updated", absolute_time(article.updated)),
                ("Fetched", absolute_time(article.fetched)),
                ("Language", article.language),
                ("Words", count(words)),
                ("Categories", ", ".join(article.categories)),
                ("Tags", ", ".join(row.tags)),
                ("Same text", f"in {count(row.copies)} other articles" if row.copies else ""),
                ("Earlier versions", count(len(article.revisions)) if article.revisions else ""),
                ("Link", row.link),
            ]
        )
