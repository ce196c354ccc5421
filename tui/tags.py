"""Tags as one types them: a line with commas to tags, and how the last of them might go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.suggester import Suggester

from index import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse_tags(line: str, known: Sequence[str]) -> tuple[str, ...]:
    """The tags of a line, each once, without the ``#`` that some write; as they are known already where they are.

    Args:
        line: tags with commas between them.
        known: every tag that there is.
    """
    spelled = {tag.casefold(): tag for tag in known}
    found: dict[str, str] = {}
    for piece in line.split(","):
        tag = " ".join(clean_line(piece).strip().lstrip("#").split())
        if tag:
            found.setdefault(tag.casefold(), spelled.get(tag.casefold(), tag))
    return tuple(found.values())


def completed(line: str, known: Sequence[str]) -> str | None:
    """The line with its last tag complete; None where no tag goes on like that.

    Args:
        line: what has been typed.
        known: tags, the likeliest first.
    """
    before, comma, piece = line.rpartition(",")
    typed = piece.lstrip().lstrip("#")
    if not typed:
        return None
    given = {tag.strip().casefold() for tag in before.split(",")}
    for tag in known:
        if tag.casefold().startswith(typed.casefold()) and tag.casefold() not in given and len(tag) > len(typed):
            return before + comma + piece[: len(piece) - len(typed)] + typed + tag[len(typed) :]
    return None


class TagSuggester(Suggester):
    """Completes the tag that is being typed."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line, complete."""
        return completed(value, self._known)
