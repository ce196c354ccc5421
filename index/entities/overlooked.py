"""Names that recognition has passed over but that are written as names of bodies and places are.

"College of Public Policy", "Hillview Memorial School" and "Rila Monastery" say what they are by their kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.entities.extend import in_headline
from index.entities.lexicon import FUNCTION_WORDS
from index.entities.shape import BUILDING_END, FACILITY_END, PLACE_END
from index.entities.spans import CAPITALISED, WEAK, Label, Span, SpanSet
from index.entities.titles import is_title

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL = r"(?:of the|for the|of|for|and|de|la|del|do|da|&)"
_RUN = re.compile(
    rf"(?<![\w@#./'’&-]){CAPITALISED}(?: (?:{_SMALL} )?{CAPITALISED}){{1,7}}(?![\w&]|[.-]\w)",
)
_BODY = re.compile(
    r"\b(?:Ministry|Department|Institute|School|College|Association|Federation|Council|Committee|Commission|"
    r"Agency|Society|Academy|Faculty|Bureau|Chamber|Authority|Organi[sz]ation|Directorate|Foundation|University) "
    r"(?:of|for) "
    r"|\s(?:School|Institute|Ministry|Department|University|College|Academy|Agency|Authority|Bureau|Federation|"
    r"Directorate|Foundation)$"
)
_FIRST = re.compile(r"\S+ ")


def add_overlooked(text: str, spans: SpanSet) -> SpanSet:
    """Mark the capitalised runs that are bodies or places by their kind, where nothing is marked; not in headlines."""
    for match in _RUN.finditer(text):
        start = _start_of_name(text, match.start(), match.end())
        form = text[start : match.end()]
        if " " not in form or any(span.label not in WEAK for span in spans.touching(start, match.end())):
            continue
        for label in _kinds(form):
            if not in_headline(text, start):
                spans.put(Span(start, match.end(), label))
    return spans


def _start_of_name(text: str, start: int, end: int) -> int:
    """Where a run starts without the words that only start a sentence, and without titles."""
    while (first := _FIRST.match(text, start, end)) and (
        first.group().strip().lower() in FUNCTION_WORDS or is_title(first.group().strip())
    ):
        start = first.end()
    return start


def _kinds(form: str) -> Iterator[Label]:
    if _BODY.search(form):
        yield Label.ORG
    elif any(shape.search(form) for shape in (PLACE_END, BUILDING_END, FACILITY_END)):
        yield Label.PLACE
