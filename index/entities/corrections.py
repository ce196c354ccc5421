"""The user's rules about entities, as the linking of the archive asks them: pure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from index.entity_types import Correction, CorrectionKind
from index.types import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable

Node = tuple[EntityType, str]
"""A name of the archive: its type and its key."""

_LINKING = frozenset({CorrectionKind.SAME, CorrectionKind.RETYPE})


class Rules:
    """All corrections of an archive, by what they are about; of two about one thing the later holds.

    Attributes:
        overruled: names that stood for another until a later correction led back to them.
    """

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._parents: dict[Node, Node] = {}
        self._names: dict[Node, str] = {}
        self._called: dict[Node, str] = {}
        self._hidden: set[Node] = set()
        self._touched: set[Node] = set()
        self.overruled: set[Node] = set()
        self._apart: defaultdict[Node, set[Node]] = defaultdict(set)
        for correction in sorted(corrections, key=lambda correction: correction.id):
            self._take(correction)

    def _take(self, correction: Correction) -> None:
        node, other = (correction.type, correction.key), (correction.other_type, correction.other_key)
        if correction.kind in _LINKING:
            self._open(node, other)
            self._parents[node] = other
            self._touched.add(other)
            self._called[other] = correction.other_name
            self._apart[node].discard(other)
        elif correction.kind is CorrectionKind.APART:
            self._apart[node].add(other)
            if self._parents.get(node) == other:
                del self._parents[node]
        elif correction.kind is CorrectionKind.RENAME:
            self._names[node] = correction.other_name
            self._touched.add(node)
        else:
            self._hidden.add(node)
            self._touched.add(node)

    def _open(self, node: Node, other: Node) -> None:
        """Before a name is made to stand for another that stands for it: have that one stand for itself."""
        end = other
        while end in self._parents:
            end = self._parents[end]
            if end == node:
                del self._parents[other]
                self.overruled.add(other)
                return

    def __bool__(self) -> bool:
        return bool(self._parents or self._touched or self._apart)

    def parent(self, node: Node) -> Node | None:
        """What the user says that a name stands for."""
        return self._parents.get(node)

    def pinned(self, node: Node) -> bool:
        """Whether the user has dealt with a name as an entity: it then follows no other by itself."""
        return node in self._touched

    def apart(self, node: Node, other: Node) -> bool:
        """Whether the user says that a name does not stand for another."""
        return node in self._apart and other in self._apart[node]

    def called(self, node: Node) -> str:
        """How an entity was displayed, or was to be, when the user made another name part of it."""
        return self._called.get(node, node[1])

    def name(self, node: Node) -> str:
        """How the user wants an entity displayed, else empty."""
        return self._names.get(node, "")

    def hidden(self, node: Node) -> bool:
        """Whether the user says that this is no entity."""
        return node in self._hidden
