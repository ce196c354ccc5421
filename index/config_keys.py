"""The ``[keys]`` table of feeds.toml: keys of the user's own for the reader's actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.config_table import Table


@dataclass(frozen=True, slots=True)
class OwnKey:
    """What a line of the table says; whether there is such an action and such a key only the reader knows.

    Attributes:
        action: what the reader's help calls it by, such as "mark.star".
        keys: one or more, separated by commas.
        line: of the file, from 1.
    """

    action: str
    keys: str
    line: int | None


def read_keys(table: Table) -> tuple[OwnKey, ...]:
    """Read the table; ``mark.star = "x"`` and ``"mark.star" = "x"`` say the same.

    Raises:
        ConfigError: a key is no text, or is empty.
    """
    found: list[OwnKey] = []
    for action, keys in table.leaves():
        if not isinstance(keys, str) or not keys.strip():
            raise table.fault(action, f"{action} needs a key.", f'Write for example {action} = "x" or "ctrl+x,f5".')
        found.append(OwnKey(action, keys, table.line(action)))
    return tuple(found)
