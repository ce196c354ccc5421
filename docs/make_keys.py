"""Write docs/keys.md from the keys as they are bound: `make keys`.

usage: python docs/make_keys.py
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

from textual.binding import Binding

import tui
from tui.keymap import shown_key
from tui.keys import GROUPS, KEYLESS, PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """# Keys

`?` shows the keys of where you are, `:` every command. This page lists them all with their names, which are what
`[keys]` in feeds.toml calls them by:

```toml
[settings]
keys = "vim"              # or "newsboat"

[keys]
mark.star = "x"           # one key
list.down = "j,down,^n"   # or several; "^n" is the same as "ctrl+n"
```

What is not listed there keeps its key. A name that does not exist, a key that no terminal sends and a key that does
two things in one place are told when the reader opens; the rest holds. A number before a key repeats it (`5j`), with
the `vim` keys.

Entries of the same name are the same key in another place. `newsboat` stands where that profile has another one.
"""

_FIRST = ("tui.widgets.row_scroll", "tui.widgets.article_list", "tui.widgets.article_view")
"""Modules whose words are taken for keys that several places share."""


def bindings() -> Iterator[Binding]:
    """Every binding that the reader's own classes declare, class by class."""
    names = {module.name for module in pkgutil.walk_packages(tui.__path__, "tui.")} - {"tui.__main__"}
    for name in sorted(names, key=lambda name: (name not in _FIRST, name)):
        for _, one in sorted(inspect.getmembers(importlib.import_module(name), inspect.isclass)):
            if one.__module__ == name:
                yield from Binding.make_bindings(one.__dict__.get("BINDINGS", ()))


def page() -> str:
    """The whole page."""
    found: dict[str, dict[str, list[str]]] = {}
    titles: dict[str, str] = {}
    for binding in bindings():
        if binding.id:
            keys = found.setdefault(binding.id.partition(".")[0], {}).setdefault(binding.id, [])
            titles.setdefault(binding.id, binding.tooltip or binding.description)
            if (key := shown_key(binding.key)) not in keys:
                keys.append(key)
    lines = [HEAD]
    headings = list(GROUPS) + sorted(found.keys() - GROUPS.keys())
    newsboat = PROFILES["newsboat"]
    for group in (name for name in headings if name in found):
        lines += [
            f"## {GROUPS.get(group, group.capitalize())}: `{group}`",
            "",
            "| key | what it does | name | newsboat |",
        ]
        lines.append("|---|---|---|---|")
        for name, keys in sorted(found[group].items()):
            other = " ".join(f"`{shown_key(key)}`" for key in newsboat[name].split(",")) if name in newsboat else ""
            shown = " ".join("`|`".replace("|", "\\|") if key == "|" else f"`{key}`" for key in keys)
            lines.append(f"| {shown} | {titles[name]} | `{name}` | {other} |")
        lines.append("")
    lines += ["## Without a key", "", "These are among the commands (`:`) only.", ""]
    lines += [f"- {key.title}" for key in KEYLESS]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    (Path(__file__).parent / "keys.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
