"""Figures beside what they were meant to be."""

from __future__ import annotations


class Goals:
    """Takes figures as they are measured, and prints them all, each with its goal and whether it is met."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str, str]] = []

    def most(self, what: str, figure: float, goal: float, unit: str) -> None:
        """A figure that should be no larger than its goal."""
        self._add(what, figure, f"at most {goal:,g} {unit}", met=figure <= goal)

    def least(self, what: str, figure: float, goal: float, unit: str) -> None:
        """A figure that should be no smaller than its goal."""
        self._add(what, figure, f"at least {goal:,g} {unit}", met=figure >= goal)

    def _add(self, what: str, figure: float, goal: str, *, met: bool) -> None:
        digits = 3 if abs(figure) < 1 else 1 if abs(figure) < 100 else 0
        self._rows.append((what, f"{figure:,.{digits}f}", goal, "met" if met else "MISSED"))

    def print(self, *, markdown: bool) -> None:
        """Print them."""
        if markdown:
            print("\n| | measured | goal | |\n|---|---|---|---|")
            for row in self._rows:
                print("| " + " | ".join(row) + " |")
            return
        print()
        for what, figure, goal, met in self._rows:
            print(f"{what:66}{figure:>10}   {goal:40}{met}")
