"""The part of the search that finds out more about a query: facets, ways to go on, what was perhaps meant."""

from __future__ import annotations

import asyncio

from textual import on

from index import QueryError, SearchIndexError
from tui.screens.panes import Pane
from tui.screens.search_asking import AskingScreen
from tui.search_messages import Completed, FacetsCounted, Question, Suggested
from tui.session import Session, in_background
from tui.widgets.completion_list import CompletionList
from tui.widgets.facet_pane import FacetPane

_FACETS_PAUSE = 0.25
_SUGGESTION_PAUSE = 0.3
_TYPING_PAUSE = 0.2
"""Seconds without a key after which facets are counted, another query is looked for, the first hit is shown."""

_COMPLETION_PAUSE = 0.03
_COMPLETIONS = 10

_NOTHING_FOUND = "Nothing found"
_FEWER_WORDS = "Fewer words find more: every word must stand in the article, unless OR stands between two."


class KnowingScreen(AskingScreen):
    """What is found out behind the hits, and never holds them up: the next key comes first."""

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session, query)
        self.facets = FacetPane()
        self._counted: tuple[str, bool, int] | None = None

    def answered(self, question: Question) -> None:
        """Find out more about the query."""
        super().answered(question)
        if not self.hits:
            self.explain_nothing()
            if not self.suggestion:
                in_background(self, self._suggest(question.query), group="suggestion", exclusive=True)
        if not question.offset:
            self.count_facets()
            if not question.again:
                self._mark_article()

    def ask_nothing(self) -> None:
        """Nothing is to be found out either."""
        super().ask_nothing()
        self._counted = None
        self.workers.cancel_group(self, "facets")
        self.workers.cancel_group(self, "suggestion")

    def explain_nothing(self) -> None:
        """Say in the empty list that nothing was found, and what would be."""
        meant = self.suggestion.replace("`", "'")
        if meant:
            self.articles.set_empty(f"{_NOTHING_FOUND}\nDid you mean `{meant}`?\n`⏎` searches for it.")
        else:
            self.articles.set_empty(f"{_NOTHING_FOUND}\n{_FEWER_WORDS}")

    async def _suggest(self, query: str) -> None:
        await asyncio.sleep(_SUGGESTION_PAUSE)
        try:
            result = await self.in_thread(self.library.search, query, limit=1)
        except (QueryError, SearchIndexError):
            return  # half typed, or said already
        self.post_message(Suggested(query, result.suggestion))

    @on(Suggested)
    def _show_suggestion(self, event: Suggested) -> None:
        if event.query == self.query_text and not self.hits:
            self.suggestion = event.suggestion
            self.explain_nothing()

    def count_facets(self) -> None:
        """Count what the hits have in common, if that is to be seen, once nobody types."""
        question, result = self.asked, self.result
        if question is None or result is None or not self.panes.shows(Pane.FEEDS):
            return
        wanted = (question.query, question.live, result.total)
        if wanted != self._counted:
            self._counted = wanted
            in_background(self, self._count_facets(question.query, live=question.live), group="facets", exclusive=True)

    async def _count_facets(self, query: str, *, live: bool) -> None:
        await asyncio.sleep(_FACETS_PAUSE)
        limit = self.facets.most + query.count(":")  # those in the query are listed apart
        try:
            facets = await self.in_thread(self.library.facets, query, limit=limit, live=live)
        except (QueryError, SearchIndexError):
            return  # as for suggestions
        self.post_message(FacetsCounted(query, facets))

    @on(FacetsCounted)
    def _show_facets(self, event: FacetsCounted) -> None:
        if event.query == self.query_text:
            self.facets.show(event.facets, event.query)

    def look_for_completions(self) -> None:
        """Find out how the word at the cursor may go on."""
        query = self.query_text[: self.input.cursor_position]
        in_background(self, self._complete(query), group="completions", exclusive=True)

    async def _complete(self, query: str) -> None:
        await asyncio.sleep(_COMPLETION_PAUSE)
        found = await self.in_thread(self.library.complete, query, limit=_COMPLETIONS)
        self.post_message(Completed(query, found))

    @on(Completed)
    def _offer_completions(self, event: Completed) -> None:
        self.input.offer(event.query, event.completions)

    @on(CompletionList.Chosen)
    def _take_completion(self, event: CompletionList.Chosen) -> None:
        event.stop()
        self.input.take(event.completion)

    # -- the article on the screen

    @property
    def preview_pause(self) -> float:
        """Seconds that a hit must stay the first before it is shown: while one types, hits come and go."""
        return _TYPING_PAUSE if self.input.has_focus else super().preview_pause

    def _mark_article(self) -> None:
        """Mark the words of another query in the article on the screen, if that stays there."""
        row = self.articles.current
        if self.article is not None and row is not None and row.id == self.article.row.id:
            in_background(self, self._load_marked(row.id), group="again", exclusive=True)

    async def _load_marked(self, article: int) -> None:
        await asyncio.sleep(self.preview_pause)
        self.post_message(await asyncio.to_thread(self.read_article, article))
