"""The part of the search that asks the archive while one types, one question at a time, the newest one next."""

from __future__ import annotations

import asyncio
from array import array
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from index import QueryError, SearchIndexError, SearchResult, Sort
from tui.messages import ArticleLoaded
from tui.queries import asked_order
from tui.screens.reading import ReadingScreen
from tui.search_messages import IndexLooked, Question, Searched, SearchFailed
from tui.session import Session, in_background
from tui.sources import LibraryRows, merge_listed
from tui.widgets.article_list import ArticleList
from tui.widgets.completion_list import CompletionList
from tui.widgets.query_box import QueryBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    P = ParamSpec("P")
    Found = TypeVar("Found")

PAGE = 50
_LEAST_PAGE = 20
_MOST_AGAIN = 1000
"""Hits that are asked for again when the archive has changed."""

_NEAR_END = 15
"""Rows before the end of the list at which the next page of hits is fetched."""


class AskingScreen(ReadingScreen):
    """A query and what it finds.

    A question is asked at once. What is typed while it is being answered waits, and only the newest of it: so the
    answers keep up with any typing, and none is waited for longer than the one before it takes. All of it is done in
    one thread, which keeps one connection to the archive.

    Attributes:
        sort: what is wanted as long as the query doesn't say it itself.
        result: the newest answer; ``asked``: to what.
    """

    HINTS = (
        ("Enter", "read the result under the cursor"),
        ("n", "go to the next match in it"),
        ("^f", "narrow the query by what the results share"),
        ("^s", "save the query among the feeds"),
    )

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session)
        self.completions = CompletionList()
        self.input = QueryBox(query, self.completions, lambda: session.queries)
        self.sort = Sort.RELEVANCE
        self.result: SearchResult | None = None
        self.suggestion = ""
        self._thread = ThreadPoolExecutor(1, "search")
        self._question: Question | None = None
        self._asking = False
        self.asked: Question | None = None
        self._ids: array[int] = array("q")
        self._fetched = 0
        self._snippets: dict[int, str] = {}

    @property
    def query_text(self) -> str:
        """What is in the box."""
        return self.input.value

    @property
    def order(self) -> Sort:
        """The order that counts: the query's own, else what was chosen."""
        return asked_order(self.query_text) or self.sort

    @property
    def hits(self) -> int:
        """How many hits are listed."""
        return len(self._ids)

    @property
    def is_asking(self) -> bool:
        """Whether a question is being answered."""
        return self._asking

    def on_unmount(self) -> None:
        """What nobody waits for any more need not be done."""
        super().on_unmount()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def in_thread(self, call: Callable[P, Found], *args: P.args, **kwargs: P.kwargs) -> Found:
        """Run something in the search's thread, after what it is at."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(call, *args, **kwargs))

    # -- asking

    def ask(self, *, live: bool) -> None:
        """Search for what is in the box: for as many as the screen shows while one types, for a page else."""
        limit = max(_LEAST_PAGE, self.app.size.height // 2 + 2) if live else PAGE
        self._put(Question(self.query_text, self.sort, live, limit=limit))

    def ask_again(self) -> None:
        """Search for the same once more, for what may have come since."""
        before = self.asked
        if before is not None and before.query == self.query_text:
            limit = max(PAGE, min(self._fetched, _MOST_AGAIN))
            self._put(Question(before.query, self.sort, before.live, limit=limit, again=True))

    def _put(self, question: Question) -> None:
        self._question = question
        if not self._asking:
            self._asking = True
            in_background(self, self._answer(), group="search")

    async def _answer(self) -> None:
        try:
            while self._question is not None:
                question, self._question = self._question, None
                await self._answer_one(question)
        finally:
            self._asking = False

    async def _answer_one(self, question: Question) -> None:
        try:
            result = await self.in_thread(
                self.library.search,
                question.query,
                sort=question.sort,
                limit=question.limit,
                offset=question.offset,
                live=question.live,
            )
        except QueryError as error:
            self.post_message(SearchFailed(question.query, str(error), error.position, error.length))
        except SearchIndexError:
            self.post_message(IndexLooked(damaged=True, behind=0))
        else:
            self.post_message(Searched(question, result))

    def ask_nothing(self) -> None:
        """Forget the question: there is none."""
        self._question = self.asked = self.result = None
        self.suggestion = ""
        self._ids, self._snippets, self._fetched = array("q"), {}, 0

    # -- answers

    @on(Searched)
    def _take_answer(self, event: Searched) -> None:
        question = event.question
        if question.query != self.query_text or question.sort is not self.sort:
            return
        if question.offset and question.offset != self._fetched:
            return
        self.asked, before = question, self.result
        self.result = event.result
        if question.again and before is not None:
            self.result = replace(event.result, took_ms=before.took_ms)  # nobody has waited for it
        self._list_hits(event)
        self.suggestion = event.result.suggestion
        if not self._ids:
            self.show_nothing()
        self.answered(question)

    def _list_hits(self, event: Searched) -> None:
        question, found = event.question, array("q", (hit.row.id for hit in event.result.hits))
        self._fetched = question.offset + len(found)
        if question.offset:
            known = set(self._ids)
            listed = self._ids + array("q", (article for article in found if article not in known))
        elif question.again:
            listed = merge_listed(self._ids, found)
        else:
            listed, self._snippets = found, {}
        self._snippets.update((hit.row.id, hit.snippet) for hit in event.result.hits if hit.snippet)
        self.articles.snippets = self._snippets
        if question.again and listed == self._ids:
            return
        self._ids = listed
        row = self.articles.current
        stays = row is not None and (question.offset or question.again)
        source = LibraryRows(listed, self.read_rows)
        self.articles.set_source(source, keep=row.id if row is not None and stays else None)

    def answered(self, question: Question) -> None:
        """An answer is on the screen; for what else depends on it."""

    @on(ArticleList.Highlighted)
    def _fetch_more(self, event: ArticleList.Highlighted) -> None:
        """Ask for the next page of hits when the cursor comes near the end of this one."""
        result, known, before = self.result, self._fetched, self.asked
        if result is None or before is None or known >= result.total or event.index < self.hits - _NEAR_END:
            return
        if before.query == self.query_text and self._question is None:
            self._put(Question(before.query, self.sort, before.live, offset=known, limit=PAGE))

    # -- articles

    def read_article(self, article: int) -> ArticleLoaded:
        """Read an article, with the places where the query's words stand in it."""
        loaded = self.library.article(article)
        query, title = self.query_text, loaded.row.title
        terms = dict.fromkeys(title[start:end] for start, end in self.library.highlights(query, title))
        return ArticleLoaded(loaded, hits=tuple(self.library.highlights(query, loaded.text)), terms=tuple(terms))
