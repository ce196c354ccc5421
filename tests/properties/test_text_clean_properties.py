from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from index.text.clean import clean_line, clean_text, safe_url
from index.text.guard import guard

ANY = st.text(alphabet=st.characters())
PIECES = (
    *("\x1b", "[", "]", "2J", "52;c;", "\x07", "\\", "\x9b", "\x9d", "\x9c", "\r", "\n", "\t", " ", "\u202e", "\u2066"),
    *("\u0301", "\u0316", "\u0344", "\u200d", "\ufe0f", "e", "\u1100", "\u1161", "\ud83d", "\x85", "\u2028", "\x00"),
)
NASTY = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
SOUP = st.one_of(ANY, NASTY)


def is_forbidden(char: str) -> bool:
    return (
        (unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t")
        or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ue000\ue001"
        or ord(char) & 0xFFFE == 0xFFFE
    )


@given(SOUP)
@example("\x1b]0;\x9d")
@example("a\u0344" * 9)
def test_clean_text_is_idempotent_and_leaves_no_control(text: str) -> None:
    clean = clean_text(text)
    assert not any(map(is_forbidden, clean))
    assert clean_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode()


@given(SOUP, st.integers(min_value=2, max_value=50))
def test_clean_line_is_idempotent_one_line_and_clipped(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert clean_line(line, limit) == line
    assert line == " ".join(line.split())


@given(SOUP)
def test_guard_needs_no_second_look(text: str) -> None:
    cell = guard(text)
    assert guard(cell) == cell
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in cell)


@given(SOUP, SOUP)
def test_an_address_is_ascii_http_or_nothing(url: str, base: str) -> None:
    for found in (safe_url(url, base), safe_url("http://h.example/" + url), safe_url("http://" + url)):
        assert found == "" or found.startswith(("http://", "https://"))
        assert found.isascii()
        assert found.isprintable()
        assert " " not in found
        assert safe_url(found) == found
