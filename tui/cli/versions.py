"""An article's edits as plain text, marked as wdiff marks them: what went in [- -], what came in {+ +}."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from index import Change, Edit
from tui.cli.render import MEASURE
from tui.format import plural
from tui.widgets.versions_page import compare, split_paragraphs, stands_near, summary, versions_of
from tui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index import Article
    from tui.widgets.versions_page import Comparison

MARKS = {Change.SAME: ("", ""), Change.REMOVED: ("[-", "-]"), Change.ADDED: ("{+", "+}")}


def edits_text(article: Article) -> str:
    """Every edit of an article, the oldest first; one line that says so where there is none."""
    versions = versions_of(article)
    if len(versions) == 1:
        return "This article has not been edited since it was fetched.\n"
    return "\n".join(_edit_text(compare(versions, index)) for index in range(1, len(versions)))


def _edit_text(comparison: Comparison) -> str:
    number = comparison.new.number
    head = [
        f"Version {number} of {comparison.total}, beside version {number - 1}",
        _wrapped(summary(comparison)),
        "-" * 12,
        _marked(comparison.title),
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join(_paragraphs(comparison)) + "\n"


def _paragraphs(comparison: Comparison) -> Iterator[str]:
    paragraphs = list(split_paragraphs(comparison.text))
    for near, group in groupby(range(len(paragraphs)), lambda index: stands_near(paragraphs, index)):
        stretch = list(group)
        if near or len(stretch) == 1:
            yield from (_marked(paragraphs[index]) for index in stretch)
        else:
            yield f"[{plural(len(stretch), 'paragraph')} unchanged]"


def _marked(edits: Iterable[Edit]) -> str:
    return _wrapped("".join(MARKS[edit.change][0] + edit.text + MARKS[edit.change][1] for edit in edits))


def _wrapped(text: str) -> str:
    return "\n".join(text[start:end] for start, end in wrap(text, MEASURE))
