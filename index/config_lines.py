"""Where things stand in a TOML text that is known to be valid: tomllib tells values but not their lines.

A small scanner walks over the top-level statements (table headers and key/value pairs) and steps over comments, all
four kinds of strings, arrays and inline tables, so that nothing inside a value is taken for a statement.
Grammar: TOML 1.0.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADER = re.compile(r"\[\[?")
_KEY_PART = re.compile(r"""[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*""")
_VALUE_MARK = re.compile(
    r'"""(?:[^\\]|\\[\s\S])*?"{3,5}'
    r"|'''[\s\S]*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[\[\]{}\n]"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A table header or a key/value pair.

    Attributes:
        table: the dotted name of the table that it opens or stands in; empty above the first header.
        number: which table of that name, from 0.
        key: the pair's own key, dotted; empty for a header.
        start: offset of the start of its line.
        end: offset after the line break that ends it (or of the end of the text).
        line: from 1.
    """

    table: str
    number: int
    key: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All statements of a text, in their order."""

    statements: tuple[Statement, ...]

    def headers(self, table: str) -> list[Statement]:
        """The headers of the tables of that name."""
        return [each for each in self.statements if each.table == table and not each.key]

    def pairs(self, table: str, number: int) -> list[Statement]:
        """The key/value pairs right in one table."""
        return [each for each in self.statements if each.table == table and each.number == number and each.key]

    def line(self, table: str, number: int = 0, key: str = "") -> int | None:
        """The line of a key in a table; else of the table's header; else of what else writes that table."""
        for pair in self.pairs(table, number):
            if key and (pair.key == key or pair.key.startswith(f"{key}.")):
                return pair.line
        headers = self.headers(table)
        if table and number < len(headers):
            return headers[number].line
        for wanted in (f"{table}.{key}".strip("."), table):
            for each in self.statements:
                name = f"{each.table}.{each.key}".strip(".")
                if wanted and f"{name}.".startswith(f"{wanted}."):
                    return each.line
        return None


def outline(text: str) -> Outline:
    """Find the statements of a text that tomllib has read without complaint."""
    found: list[Statement] = []
    seen: dict[str, int] = {}
    table, number, position, line = "", 0, 0, 1
    while position < len(text):
        start = position
        position = _skip_blanks(text, position)
        if position >= len(text):
            break
        if text[position] in "#\r\n":
            end = _line_end(text, position)
        elif text[position] == "[":
            opening = _HEADER.match(text, position)
            name, after = _key(text, opening.end() if opening else position)
            table, number = name, seen.get(name, 0)
            seen[name] = number + 1
            end = _line_end(text, after)
            found.append(Statement(table, number, "", start, end, line))
        else:
            name, after = _key(text, position)
            end = _value_end(text, after)
            found.append(Statement(table, number, name, start, end, line))
        line += text.count("\n", start, end)
        position = end
    return Outline(tuple(found))


def _skip_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t":
        position += 1
    return position


def _line_end(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def _key(text: str, position: int) -> tuple[str, int]:
    """A dotted key, unquoted, and the offset after it."""
    parts: list[str] = []
    while match := _KEY_PART.match(text, position):
        parts.append(next(group for group in match.groups() if group is not None))
        position = match.end()
        if not text.startswith(".", position):
            break
        position += 1
    return ".".join(parts), position


def _value_end(text: str, position: int) -> int:
    """The offset after the line break that ends a value, which may span lines inside brackets or strings."""
    depth = 0
    for match in _VALUE_MARK.finditer(text, position):
        mark = match.group()
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        elif mark == "\n" and depth <= 0:
            return match.end()
    return len(text)
