"""The search: a query on top, what it finds as you type, the article beside it."""

from __future__ import annotations

import asyncio
from array import array
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from index import QueryError, SearchResult, Sort, guard
from tui.format import plural
from tui.keys import SEARCH_KEYS, bindings
from tui.messages import ArticleLoaded, Searched, SearchFailed
from tui.screens.panes import STYLES, Arrangement, Pane, Panes
from tui.screens.reading import ReadingScreen
from tui.session import Session, in_background
from tui.sources import LibraryRows
from tui.widgets.article_list import ArticleList
from tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult

_DEBOUNCE = 0.08
_PAGE = 50
_NEAR_END = 15
"""Rows before the end of the list at which the next page of hits is fetched."""

_SORTS = {Sort.RELEVANCE: Sort.NEWEST, Sort.NEWEST: Sort.OLDEST, Sort.OLDEST: Sort.RELEVANCE}
_SORT_NAMES = {Sort.RELEVANCE: "most relevant first", Sort.NEWEST: "newest first", Sort.OLDEST: "oldest first"}

_NOTHING_FOUND = """Nothing found
Fewer words find more: every word must stand in the article, unless OR stands between two.
`esc` goes back."""

EXAMPLES = (
    ("ceasefire talks", "both words, in any form"),
    ('"interest rates"', "these words, one after the other"),
    ("flood OR storm", "either word"),
    ("election -poll", "the first word without the second"),
    ("maduro person:putin", "a word, and a person who is named"),
    ("place:moscow org:opec", "a place and an organisation"),
    ("title:budget feed:reuters", "in the headline, from one feed"),
    ("date:2019-09 is:unread", "that month, not yet read"),
    ("after:7d is:starred", "starred, of the last seven days"),
    ("wild*  fuzzy~", "a beginning, a near miss"),
)


class QueryInput(Input):
    """Where the query is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.results", "Results", show=False, id="search.results"),
        Binding("tab", "screen.sort", "Sort", show=False, id="search.tab", tooltip="Sort the results another way"),
        Binding("escape", "screen.leave", "Back", id="search.leave"),
    ]


class SearchScreen(ReadingScreen):
    """Search the archive."""

    CSS_PATH = STYLES / "search.tcss"
    BINDINGS = bindings(SEARCH_KEYS)

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session)
        self.input = QueryInput(query, placeholder="Search the archive", id="query", select_on_focus=False)
        self.input.border_title = Content("Search")
        self.caret = Static("", id="caret", markup=False)
        self.summary = Static("", id="summary", markup=False)
        self.help = Static(_examples(), id="examples", markup=False)
        self.sort = Sort.RELEVANCE
        self._result: SearchResult | None = None
        self._to_results = bool(query)
        self._ids: array[int] = array("q")
        self._snippets: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """Query, summary, panes, footer."""
        self.panes = Panes(
            [(Pane.LIST, self.articles), (Pane.ARTICLE, self.reading)], Arrangement(width=self.app.size.width)
        )
        yield self.input
        yield self.caret
        yield self.summary
        yield self.help
        yield self.panes
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start with the given query, or with examples."""
        self.feeds = {feed.id: feed for feed in self.library.feeds()}
        self.input.focus()
        self._show_summary()
        if not self.input.value:
            in_background(self, self._warm_up(), group="search")

    async def _warm_up(self) -> None:
        """Open the index while the first word is typed."""
        await asyncio.to_thread(self.library.search_index)

    # -- asking

    @on(Input.Changed)
    def _ask(self, event: Input.Changed) -> None:
        event.stop()
        self._start(event.value, live=True)

    @on(Input.Submitted)
    def _ask_now(self, event: Input.Submitted) -> None:
        event.stop()
        answered = self._result is not None and self._result.query == event.value
        if answered and self._ids:
            self.panes.go(Pane.LIST)  # what is on the screen is what was asked for
            return
        self._to_results = True
        self._start(event.value, live=False)

    def _start(self, query: str, *, live: bool) -> None:
        if not query.strip():
            self.workers.cancel_group(self, "search")
            self._show_trouble(None)
            self._show_summary()
            return
        in_background(self, self._search(query, self.sort, live=live), group="search", exclusive=True)

    async def _search(self, query: str, sort: Sort, *, live: bool, offset: int = 0) -> None:
        if live:
            await asyncio.sleep(_DEBOUNCE)
        try:
            result = await asyncio.to_thread(
                self.library.search, query, sort=sort, limit=_PAGE, offset=offset, live=live
            )
        except QueryError as error:
            self.post_message(SearchFailed(query, str(error), error.position, error.length))
        else:
            self.post_message(Searched(query, result, sort, offset))

    def action_sort(self) -> None:
        """Sort by relevance, newest first, oldest first."""
        self.sort = _SORTS[self.sort]
        self._show_summary()
        if self.input.value.strip():
            self._start(self.input.value, live=True)

    # -- answers

    @on(Searched)
    def _show_hits(self, event: Searched) -> None:
        if event.sort is not self.sort or event.query != self.input.value:
            return
        hits = event.result.hits
        if event.offset:
            self._ids.extend(hit.row.id for hit in hits)
        else:
            self._ids = array("q", (hit.row.id for hit in hits))
            self._snippets = {}
        self._result = event.result
        self._snippets.update((hit.row.id, hit.snippet) for hit in hits if hit.snippet)
        row = self.articles.current
        self.articles.snippets = self._snippets
        self.articles.set_source(LibraryRows(self._ids, self.read_rows), keep=row.id if row and event.offset else None)
        if not self._ids:
            self.articles.set_empty(_nothing_found(event.result.suggestion))
            self.show_nothing()
        self._show_trouble(None)
        self._show_summary()
        if self._to_results and self._ids:
            self.panes.go(Pane.LIST)
        self._to_results = False

    @on(SearchFailed)
    def _show_failure(self, event: SearchFailed) -> None:
        if event.query == self.input.value:
            self._to_results = False
            self._show_trouble(event)
            self.input.focus()

    @on(ArticleList.Highlighted)
    def _fetch_more(self, event: ArticleList.Highlighted) -> None:
        """Ask for the next page of hits when the cursor comes near the end of this one."""
        result, known = self._result, len(self._ids)
        if result is not None and known < result.total and event.index >= known - _NEAR_END:
            work = self._search(self.input.value, self.sort, live=True, offset=known)
            in_background(self, work, group="more", exclusive=True)

    def _show_trouble(self, trouble: SearchFailed | None) -> None:
        self.caret.display = trouble is not None
        if trouble is not None:
            before = cell_len(trouble.query[: trouble.position])
            marked = trouble.query[trouble.position : trouble.position + trouble.length]
            caret = "^" * max(1, cell_len(marked))
            self.caret.update(Content.assemble(" " * before, (caret, "$error"), "\n", guard(trouble.reason)))

    def _show_summary(self) -> None:
        typed, result = bool(self.input.value.strip()), self._result
        self.help.display = not typed
        self.panes.display = typed
        parts: list[str] = []
        if typed and result is not None:
            parts = [plural(result.total, "article") if result.total else "No articles"]
            parts.append(f"{result.took_ms:.0f} ms")
            if result.behind:
                parts.append(f"{plural(result.behind, 'article')} not indexed yet")
            if result.damaged:
                parts.append("the index is damaged: the next refresh mends it")
        parts.append(_SORT_NAMES[self.sort])
        self.summary.update(Content(" · ".join(parts)))

    def read_article(self, article: int) -> ArticleLoaded:
        """Read an article, with the places where the query's words stand in it."""
        loaded = self.library.article(article)
        query, title = self.input.value, loaded.row.title
        terms = dict.fromkeys(title[start:end] for start, end in self.library.highlights(query, title))
        return ArticleLoaded(loaded, hits=tuple(self.library.highlights(query, loaded.text)), terms=tuple(terms))

    # -- moving about

    def action_results(self) -> None:
        """From the query down to the results."""
        if self._ids:
            self.panes.go(Pane.LIST)

    def action_edit_query(self) -> None:
        """From the results back up to the query."""
        self.input.focus()

    def action_leave(self) -> None:
        """Back to where the search was started from."""
        self.leave()

    def search_for(self, query: str) -> None:
        """Search for something else."""
        self.input.value = query
        self.input.cursor_position = len(query)


def _nothing_found(suggestion: str) -> str:
    """What the empty list says, with the query that would have found something, if one is known."""
    if not suggestion:
        return _NOTHING_FOUND
    headline, _, rest = _NOTHING_FOUND.partition("\n")
    return f"{headline}\nDid you mean {guard(suggestion).replace('`', '')}?\n{rest}"


def _examples() -> Content:
    width = max(len(example) for example, _ in EXAMPLES)
    lines = [
        Content.assemble((example.ljust(width + 4), "$accent"), (meaning, "$text-muted"))
        for example, meaning in EXAMPLES
    ]
    return Content("\n").join(lines)
