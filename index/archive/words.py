"""The words by which an entity is found: accents, case and punctuation aside."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, in its order: "Nicolás Maduro" has "nicolas" and "maduro"."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return tuple(_WORD.findall(plain))
