"""An article's versions side by side in one text: what was taken out is struck, what was put in underlined.

Every paragraph that has changed bears a sign at its left, so that nothing hangs on colours or on a terminal that can
strike text through.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from index import BLOCK_SEPARATOR, Change, Edit, text_diff
from tui.format import absolute_time, plural
from tui.widgets.masthead import SEPARATOR, UNTITLED
from tui.widgets.overlays import ADDED, REMOVED
from tui.widgets.parts import NOWHERE, Page, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index import Article
    from tui.widgets.overlays import Place

SIGNS = {frozenset({Change.ADDED}): "+ ", frozenset({Change.REMOVED}): "− ", frozenset({Change.SAME}): "  "}
"""What stands before a paragraph that is all of a kind; any other is changed within."""

CHANGED = "± "
CONTEXT = 1
"""Unchanged paragraphs that are shown beside a change."""

_STYLES = {Change.ADDED: ADDED, Change.REMOVED: REMOVED}


@dataclass(frozen=True, slots=True)
class Version:
    """A text that an article has had.

    Attributes:
        number: from 1, the oldest.
        seen: when it was first fetched; replaced: when a newer one took its place, None for the present one.
    """

    number: int
    title: str
    text: str
    seen: int
    replaced: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A version beside the one before it.

    Attributes:
        total: how many versions there are.
    """

    new: Version
    total: int
    title: tuple[Edit, ...]
    text: tuple[Edit, ...]


def versions_of(article: Article) -> tuple[Version, ...]:
    """Every text that an article has had, as far as the archive has seen them; the present one is the last."""
    found: list[Version] = []
    seen = article.fetched
    for number, revision in enumerate(article.revisions, 1):
        found.append(Version(number, revision.title, revision.text, seen, revision.replaced))
        seen = revision.replaced
    return (*found, Version(len(found) + 1, article.row.title, article.text, seen))


def compare(versions: Sequence[Version], index: int) -> Comparison:
    """A version, by its index from 1, beside the one before it."""
    old, new = versions[index - 1], versions[index]
    return Comparison(new, len(versions), text_diff(old.title, new.title), text_diff(old.text, new.text))


def versions_page(comparison: Comparison, *, unfolded: bool = False) -> Page:
    """Set a comparison into parts; long stretches without a change are folded away unless ``unfolded``.

    What counts as the text of the page is both texts together, so that a place in it outlives the unfolding.
    """
    titles = list(set_apart(comparison.title))
    title = "".join(edit.text for edit in titles)
    parts = [
        Part(Role.HEADLINE, title or UNTITLED, marks=tuple(_marks(titles))),
        Part(Role.ORIGIN, _which(comparison), gap=0),
        Part(Role.BYLINE, summary(comparison), gap=0),
        Part(Role.RULE, "", gap=0),
    ]
    paragraphs = list(split_paragraphs(comparison.text))
    bases = list(accumulate((sum(len(edit.text) + 1 for edit in paragraph) + 1 for paragraph in paragraphs), initial=0))
    for shown, group in groupby(range(len(paragraphs)), lambda index: unfolded or stands_near(paragraphs, index)):
        stretch = list(group)
        if shown or len(stretch) == 1:
            parts.extend(_part(paragraphs[index], bases[index]) for index in stretch)
        else:
            folded = f"{plural(len(stretch), 'paragraph')} unchanged — v to unfold"
            parts.append(Part(Role.FOLD, folded, first="⋯ ", rest="  "))
    body = tuple(index for index, part in enumerate(parts) if part.base != NOWHERE)
    return Page(tuple(parts), tuple(parts[index].base for index in body), body)


def changes(page: Page) -> tuple[Place, ...]:
    """Where the changes of a page begin: one place for each stretch of them."""
    return tuple(
        (index, start, end)
        for index, part in enumerate(page.parts)
        for place, (start, end, _) in enumerate(part.marks)
        if not place or start - part.marks[place - 1][1] > 1  # the blank between a word and the one that stands for it
    )


def summary(comparison: Comparison) -> str:
    """When the version was seen, and how much has changed."""
    new = comparison.new
    seen = f"seen {absolute_time(new.seen)}"
    until = f"replaced {absolute_time(new.replaced)}" if new.replaced is not None else "still so"
    counts = [
        plural(number, "word") + f" {verb}"
        for change, verb in ((Change.ADDED, "added"), (Change.REMOVED, "removed"))
        if (number := _words(comparison, change))
    ]
    return SEPARATOR.join([seen, until, *(counts or ["the same words"])])


def _which(comparison: Comparison) -> str:
    number = comparison.new.number
    return f"Version {number} of {comparison.total}, beside version {number - 1}"


def _words(comparison: Comparison, change: Change) -> int:
    edits = (*comparison.title, *comparison.text)
    return sum(len(edit.text.split()) for edit in edits if edit.change is change)


def split_paragraphs(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """The edits of each paragraph that either text has."""
    paragraph: list[Edit] = []
    for edit in edits:
        first, *others = edit.text.split(BLOCK_SEPARATOR)
        if first:
            paragraph.append(Edit(edit.change, first))
        for text in others:
            if paragraph:
                yield paragraph
            paragraph = [Edit(edit.change, text)] if text else []
    if paragraph:
        yield paragraph


def stands_near(paragraphs: Sequence[list[Edit]], index: int) -> bool:
    """Whether a paragraph has changed, or stands beside one that has."""
    around = paragraphs[max(0, index - CONTEXT) : index + CONTEXT + 1]
    return any(edit.change is not Change.SAME for paragraph in around for edit in paragraph)


def _part(paragraph: Sequence[Edit], base: int) -> Part:
    sign = SIGNS.get(frozenset(edit.change for edit in paragraph), CHANGED)
    paragraph = list(set_apart(paragraph))
    text = "".join(edit.text for edit in paragraph)
    return Part(Role.PARAGRAPH, text, base, first=sign, rest=sign, marks=tuple(_marks(paragraph)))


def set_apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits with a blank between a word taken out and the one that stands for it."""
    before = Edit(Change.SAME, "")
    for edit in edits:
        if before.change is Change.REMOVED and edit.change is Change.ADDED:
            touching = not (before.text[-1].isspace() or edit.text[0].isspace())
            yield from (Edit(Change.SAME, " "),) if touching else ()
        yield edit
        before = edit


def _marks(edits: Iterable[Edit]) -> Iterator[tuple[int, int, str]]:
    place = 0
    for edit in edits:
        end = place + len(edit.text)
        if edit.change in _STYLES:
            yield place, end, _STYLES[edit.change]
        place = end
