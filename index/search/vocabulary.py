"""The unstemmed words of a segment: what wildcards and misspelt words are held against."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from index.search.distance import near_words
from index.search.mapped import mapped

if TYPE_CHECKING:
    from pathlib import Path


class Vocabulary:
    """The sorted words of a segment, inflated when they are first asked for."""

    __slots__ = ("_content", "_deflated")

    def __init__(self, path: Path) -> None:
        self._deflated = mapped(path)
        self._content: bytes | None = None

    @property
    def content(self) -> bytes:
        """All words in UTF-8, each between line feeds.

        Raises:
            zlib.error: the file is damaged.
        """
        if self._content is None:
            self._content = zlib.decompress(self._deflated)
        return self._content

    def words(self, prefix: str) -> list[bytes]:
        """The words that begin with ``prefix``."""
        block = self._block(prefix)
        return block[1:-1].split(b"\n") if block else []

    def near(self, prefix: str, word: str, distance: int) -> list[str]:
        """The words that begin with ``prefix`` and are at most so many edits from ``word``."""
        return near_words(self._block(prefix), word, distance)

    def _block(self, prefix: str) -> bytes:
        """The words that begin with ``prefix``, each between line feeds."""
        if not prefix:
            return self.content
        start = b"\n" + prefix.encode()
        position = self.content.find(start)
        if position < 0:
            return b""
        block = re.compile(b"(?:" + re.escape(start) + b"[^\n]*)+").match(self.content, position)
        return block.group() + b"\n" if block is not None else b""
