"""The table of the user's corrections, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entities.corrections import Rules
from index.entity_types import Correction, CorrectionKind
from index.types import EntityType

if TYPE_CHECKING:
    import sqlite3


def read_corrections(connection: sqlite3.Connection) -> tuple[Correction, ...]:
    """Every correction, the latest first."""
    rows = connection.execute(
        """
        SELECT id, kind, type, key, name, other_type, other_key, other_name, made FROM correction ORDER BY id DESC
        """
    ).fetchall()
    return tuple(
        Correction(
            number, CorrectionKind(kind), EntityType(type_), key, name, EntityType(other), other_key, other_name, made
        )
        for number, kind, type_, key, name, other, other_key, other_name, made in rows
    )


def load_rules(connection: sqlite3.Connection) -> Rules:
    """The corrections as linking asks them."""
    return Rules(read_corrections(connection))
