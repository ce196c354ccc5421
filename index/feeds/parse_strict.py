"""feedparser's strict parser, driven straight by expat, for documents that are well-formed XML.

:func:`feedparser.parse` spends most of its time on what does not change the result: expat reports text a line at a time
and wraps every tag's attributes twice, base addresses are resolved against themselves at every tag, every text is
looked through for windows-1252's characters, small records are copied deeply. This subclass of feedparser's own parser
leaves all that out and overrides nothing of what decides on the content; over the real feeds it finds the very same.

It also watches whether an entry could have been read differently without the entries before it, which feedparser's
state may cause: only where it could not may entries be read apart from their document (:mod:`index.feeds.chunks`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.parsers import expat

from feedparser import api, mixin
from feedparser.namespaces import _base
from feedparser.urls import make_safe_absolute_uri
from feedparser.util import FeedParserDict

if TYPE_CHECKING:
    from collections.abc import Mapping

mixin.make_safe_absolute_uri = lru_cache(256)(make_safe_absolute_uri)  # called at every tag, with the same two

_BUFFER = 1 << 16  # bytes
_WINDOWS_1252 = re.compile(b"\xc2[\x80-\x9f]")  # in UTF-8: a search for one byte is the quickest there is
_ENTRIES = frozenset({"item", "entry"})
_USERLAND = "backend.userland.com/rss"
_XMLNS = {"math": "http://www.w3.org/1998/Math/MathML", "svg": "http://www.w3.org/2000/svg"}


class NotStrictError(Exception):
    """The document is no well-formed XML, or has a document type: it is for feedparser's own door."""


class _Text(str):
    """A text that is looked through for windows-1252's characters only if it has any."""

    __slots__ = ()

    def translate(self, table: Mapping[int, str], /) -> str:  # type: ignore[override]
        """The text as the table has it, which is all about U+0080 to U+009F."""
        text = str(self)
        return text.translate(table) if _WINDOWS_1252.search(text.encode("utf-8", "replace")) else text


_SYNONYMS = frozenset({*FeedParserDict.keymap, "category", "enclosures", "license", "updated", "updated_parsed"})
"""The names that feedparser's records answer for in a way of their own; the others they look up like any dictionary."""


class _Record(FeedParserDict):  # type: ignore[misc]
    """feedparser's record, which asks itself what a name may stand for only where it may stand for anything else."""

    def __getitem__(self, key: str) -> object:
        return super().__getitem__(key) if key in _SYNONYMS else dict.__getitem__(self, key)

    def __contains__(self, key: object) -> bool:
        return bool(super().__contains__(key)) if key in _SYNONYMS else dict.__contains__(self, key)

    def __setitem__(self, key: str, value: object) -> None:
        if key in _SYNONYMS:
            super().__setitem__(key, value)
        else:
            dict.__setitem__(self, key, value)

    def get(self, key: str, default: object = None) -> object:
        """The value under a name or its synonyms."""
        return super().get(key, default) if key in _SYNONYMS else dict.get(self, key, default)


class _Params(FeedParserDict):  # type: ignore[misc]
    """What holds for one element's text: a few strings, under names that have no synonyms."""

    __getitem__ = dict.__getitem__
    __contains__ = dict.__contains__
    get = dict.get

    def __deepcopy__(self, memo: object) -> FeedParserDict:
        return FeedParserDict(self)


_base.FeedParserDict = _Record  # what entries are made of


class StrictParser(api.StrictFeedParser):  # type: ignore[misc]
    """Reads one well-formed document.

    Attributes:
        independent: whether the parser came out of every entry as it went into the first.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url, None, "utf-8")
        self.resolve_relative_uris = False
        self.sanitize_html = False
        self.independent = True
        self.contentparams = _Params()
        self.decls: dict[str, str] = {}
        self._before: tuple[object, ...] | None = None
        self._ended = 0
        self._tags: dict[str, tuple[str, str]] = {}
        self._attributes: dict[str, tuple[str, str]] = {}

    def read(self, document: bytes) -> None:
        """Parse the document, which is in UTF-8 whatever it declares.

        Raises:
            NotStrictError: it is not well-formed.
        """
        parser = expat.ParserCreate("utf-8", " ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.buffer_size = _BUFFER
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.handle_data
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(document, True)
        except expat.ExpatError as error:
            raise NotStrictError from error
        self.independent = self.independent and self._ended == len(self.entries)

    def push_content(self, tag: str, attrs_d: dict[str, str], default_content_type: str, expecting_text: int) -> None:
        """Begin an element with text in it."""
        super().push_content(tag, attrs_d, default_content_type, expecting_text)
        self.contentparams = _Params(self.contentparams)

    @staticmethod
    def decode_entities(element: str, data: str) -> str:  # noqa: ARG004
        """The text as it is: expat has decoded it already."""
        return _Text(data)

    def _declare(self, prefix: str | None, uri: str) -> None:
        self._tags.clear()
        self.startPrefixMapping(prefix, uri)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag, namespace = self._tags.get(name) or self._resolve(name)
        found: dict[str, str] = self.decls
        self.decls = {}
        local = tag.rpartition(":")[2]
        if local in _XMLNS and namespace == _XMLNS[local]:
            found["xmlns"] = namespace
        if attributes:
            names = [self._attributes.get(each) or self._attribute(each) for each in attributes]
            for (key, _), value in zip(names, attributes.values(), strict=True):
                found[key] = value
            for (_, key), value in zip(names, attributes.values(), strict=True):
                found[key] = value
        if tag in _ENTRIES and self._before is None:
            self._before = self._state()
        self.unknown_starttag(tag, list(found.items()))

    def _end(self, name: str) -> None:
        tag, _ = self._tags.get(name) or self._resolve(name)
        self.unknown_endtag(tag)
        if tag in _ENTRIES:
            self._ended += 1
            self.independent = self.independent and self._state() == self._before

    def _resolve(self, name: str) -> tuple[str, str]:
        """A tag as feedparser calls it, and its namespace; expat gives "namespace local prefix" or less."""
        parts = name.split()
        namespace, local = (parts[0], parts[1]) if len(parts) > 1 else ("", name)
        if _USERLAND in namespace.lower():
            namespace = f"http://{_USERLAND}"
        prefix = self._matchnamespaces.get(namespace.lower())
        if not prefix and namespace:
            prefix = next((key for key, uri in self.namespaces_in_use.items() if key and uri == namespace), "")
        tag = f"{prefix}:{local}".lower() if prefix else local.lower()
        self._tags[name] = tag, namespace
        return tag, namespace

    def _attribute(self, name: str) -> tuple[str, str]:
        """The two names that feedparser gives an attribute: by the namespace and by the prefix."""
        parts = name.split()
        if len(parts) == 1:
            names = name.lower(), name.lower()
        else:
            prefix = self._matchnamespaces.get(parts[0].lower(), "")
            local = f"{prefix}:{parts[1]}" if prefix else parts[1]
            names = local.lower(), ":".join(reversed(parts[1:])).lower()
        self._attributes[name] = names
        return names

    def _state(self) -> tuple[object, ...]:
        """All that decides on how the next entry is read, but for the prefixes of namespaces and what is reset."""
        flags = (self.infeed, self.inentry, self.incontent, self.intextinput, self.inimage, self.inauthor)
        more = (self.incontributor, self.inpublisher, self.insource, self.hasContent, self.svgOK, self._summaryKey)
        where = (self.version, self.baseuri, self.lang, self.depth, *self.basestack, *self.langstack)
        return (*flags, *more, *where, dict(self.contentparams), dict(self.sourcedata), dict(self.decls))


def _refuse(*_: object) -> None:
    raise NotStrictError
