"""What is found in an article, whatever case and accents."""

from __future__ import annotations

import pytest

from tui.widgets.finding import find_all, find_terms, located
from tui.widgets.parts import Page, Part, Role


def page(*texts: str) -> Page:
    parts, base = [], 0
    for text in texts:
        parts.append(Part(Role.PARAGRAPH, text, base))
        base += len(text) + 2
    return Page(tuple(parts), tuple(part.base for part in parts), tuple(range(len(parts))))


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("Juan Guaidó spoke", "guaido", ["Guaidó"]),
        ("Juan Guaido spoke", "GUAIDÓ", ["Guaido"]),
        ("Guaido\u0301 spoke", "guaidó", ["Guaido\u0301"]),
        ("Straße und Strasse", "strasse", ["Straße", "Strasse"]),
        ("the country’s debt", "country's", ["country’s"]),
        ("a step — back", "step - b", ["step — b"]),
        ("oil oil OIL", "oil", ["oil", "oil", "OIL"]),
        ("10\u00a0km away", "10 km", ["10\u00a0km"]),
        ("oﬃce hours", "office", ["oﬃce"]),
        ("普京访问莫斯科", "莫斯科", ["莫斯科"]),
        ("İstanbul", "istanbul", ["İstanbul"]),
        ("a.b axb", "a.b", ["a.b"]),
        ("nothing here", "else", []),
        ("nothing here", "  ", []),
        ("nothing here", "\u0301", []),
    ],
)
def test_finding(text: str, wanted: str, expected: list[str]) -> None:
    assert [text[start:end] for _, start, end in find_all(page(text), wanted)] == expected


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("talks about talking; a talk, he talked", ["talks"], ["talks", "talking", "talk", "talked"]),
        ("Maduro's visit", ["maduro"], ["Maduro's"]),
        ("important port", ["port"], ["port"]),
        ("important port", ["port*"], ["port"]),
        ("importer imports", ["import*"], ["importer", "imports"]),
        ("the European Union said", ["european union"], ["European Union"]),
        ("as in bus", ["as"], ["as"]),
        ("nothing", ["", "*", "'"], []),
    ],
)
def test_terms_of_a_search(text: str, terms: list[str], expected: list[str]) -> None:
    assert [text[start:end] for _, start, end in find_terms(page(text), terms)] == expected


def test_ranges_of_the_text_are_located_in_its_parts() -> None:
    assert located(page("one", "two", "three"), [(5, 8), (1, 2), (9, 12), (2, 6)]) == (
        (0, 1, 2),
        (0, 2, 3),
        (1, 0, 1),
        (1, 0, 3),
        (2, 0, 2),
    )
