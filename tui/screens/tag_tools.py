"""Tagging the article that one is at."""

from __future__ import annotations

import asyncio

from tui.screens.counting import CountingScreen


class TaggingScreen(CountingScreen):
    """A screen whose article can be tagged."""

    async def action_tag(self) -> None:
        """Change the article's tags."""
        from tui.screens.tagging import TagDialog  # noqa: PLC0415 - not for the first screen
        from tui.tags import parse_tags  # noqa: PLC0415 - likewise

        row = self.current
        if row is None:
            return
        known = await asyncio.to_thread(self.library.tags)

        def keep(line: str | None) -> None:
            if line is not None:
                tags = parse_tags(line, [name for name, _ in known])
                self.mark(self.session.marks.tag(row.id, tags))

        self.app.push_screen(TagDialog(row.title, row.tags, known), keep)
