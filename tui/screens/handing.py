"""Handing an article to another program, which has the terminal meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.cli.render import plain
from tui.programs import ProgramError, editor, pager, piped, run_on, run_on_file, wait_for_enter
from tui.screens.asking import AskDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Article
    from tui.screens.article_screen import ArticleScreen


def pipe(screen: ArticleScreen, article: Article) -> None:
    """Ask for a command and give it the article's text; what it prints stays until Enter."""

    def run(line: str | None) -> None:
        if line is not None:
            screen.session.piped_to = line
            _hand_over(screen, lambda: _pipe_to(line, article))

    screen.app.push_screen(AskDialog("Pipe the article to", screen.session.piped_to, hint="wc -w"), run)


def _pipe_to(line: str, article: Article) -> None:
    command = piped(line)
    wait_for_enter(command, run_on(command, plain(article)))


def page(screen: ArticleScreen, article: Article) -> None:
    """Show the article's text in the user's pager."""
    _hand_over(screen, lambda: run_on(pager(screen.session.environ), plain(article)))


def edit(screen: ArticleScreen, article: Article) -> None:
    """Open a copy of the article's text in the user's editor; what is changed there changes nothing here."""
    _hand_over(screen, lambda: run_on_file(editor(screen.session.environ), plain(article), article.row.title))


def _hand_over(screen: ArticleScreen, run: Callable[[], object]) -> None:
    try:
        with screen.app.suspend():
            run()
    except SuspendNotSupported:
        screen.notify("Other programs need a terminal, and here is none.", severity="warning", markup=False)
    except ProgramError as error:
        screen.notify(str(error), severity="warning", markup=False)
