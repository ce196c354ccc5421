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

from index import Article, Mention, SpanKind, guard
from tui.entity_words import TYPE_NAMES, date_in_words, mention_query
from tui.format import absolute_time, count
from tui.screens.panes import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult


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

    def on_click(self, event: events.Click) -> None:
        """Close when the click falls beside the window."""
        if not any(box.region.contains_point(event.screen_offset) for box in self.query(".dialog")):
            self.answer(None)


class MentionDialog(Dialog):
    """A mention that is nothing across the archive: a date, and which one, or an amount. Gives back a query for it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,slash", "search", "Search", id="dialog.search")]

    def __init__(self, mention: Mention) -> None:
        super().__init__()
        self._mention = mention

    def compose(self) -> ComposeResult:
        """What is known of it."""
        mention = self._mention
        resolved = date_in_words(mention.date) if mention.date else ""
        with Vertical(classes="dialog card") as card:
            kind = f"$entity-{mention.type.lower()}"
            card.border_title = Content.assemble(("● ", kind), TYPE_NAMES[mention.type].capitalize())
            card.border_subtitle = Content("⏎ search · esc close")
            yield Static(Content(guard(mention.name or mention.text)).stylize("bold"), classes="card-name")
            yield Static(facts([("In the text", mention.text), ("Meaning", resolved)]))

    def action_search(self) -> None:
        """Give back the query for its words."""
        self.answer(mention_query(self._mention.text, self._mention.type))


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
