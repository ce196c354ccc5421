"""newsboat's list of feeds: an address a line, then its tags, "~Title" among them; "#" starts a comment."""

from __future__ import annotations

import re

from index.subscriptions import Collector, Subscriptions

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_ESCAPED = re.compile(r"\\(.)")
_OWN = {
    "query": "a query of newsboat; write it as a [[search]]",
    "exec": "programs are not run",
    "filter": "programs are not run",
}


def parse_urls(text: str) -> Subscriptions:
    """The feeds of newsboat's urls file. It knows no folders: tags stay tags."""
    found = Collector()
    for line in text.removeprefix("\ufeff").splitlines():
        words = _words(line)
        if not words:
            continue
        address, *labels = words
        kind = address.partition(":")[0].lower()
        if why := _OWN.get(kind):
            name = address.split(":")[1] if kind == "query" else address
            found.skip(name, why)
            continue
        titles = [label[1:] for label in labels if label.startswith("~")]
        tags = [label.lstrip("!") for label in labels if not label.startswith("~")]
        found.add(address, titles[0] if titles else "", "", tags)
    return found.done()


def _words(line: str) -> list[str]:
    """The words of a line up to a comment, what stands in quotes being one."""
    words: list[str] = []
    for match in _WORD.finditer(line):
        quoted, bare = match.groups()
        if bare is not None and bare.startswith("#"):
            break
        words.append(bare if quoted is None else _ESCAPED.sub(r"\1", quoted))
    return words
