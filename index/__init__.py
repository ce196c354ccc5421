"""The headless core of Wirecopy: feeds, archive, search and entities, without a screen.

These are the public names. What is heavy is imported when it is first asked for, so that the reader starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from index.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveReadOnlyError,
    ArchiveTooNewError,
    ConfigError,
    CorrectionError,
    DiskFullError,
    FeedError,
    FetchError,
    NotFoundError,
    ParseError,
    QueryError,
    RecognizerError,
    RefreshRunningError,
    SearchIndexError,
    WirecopyError,
)
from index.types import (
    BLOCK_SEPARATOR,
    HIT_END,
    HIT_START,
    Article,
    ArticleRow,
    Block,
    BlockKind,
    Entity,
    EntityType,
    Feed,
    FeedConfig,
    MarkState,
    Mention,
    Name,
    Order,
    Revision,
    SavedSearch,
    Selection,
    Sort,
    Span,
    SpanKind,
)

if TYPE_CHECKING:
    from index.config import Config, Paths, Settings, ensure_config, load_config, resolve_paths
    from index.config_edit import add_feed, remove_feed
    from index.config_keys import OwnKey
    from index.demo import prepare_demo, publish_edits
    from index.entity_types import (
        CoMention,
        Correction,
        CorrectionKind,
        EntityCard,
        FollowedEntity,
        Month,
        Riser,
    )
    from index.events import FeedRefreshed, FeedStatus, Occasion, Progress, RefreshDone, RefreshEvent, Stage
    from index.library import Library
    from index.refresh import run_refresh
    from index.report_types import CheckReport, FeedHealth, Stats
    from index.search_types import Completion, Facet, Facets, Hit, SavedSearchCount, SearchResult
    from index.text.clean import clean_line, guard
    from index.text.diff import Change, Edit, text_diff

_LAZY = {
    "Change": "index.text.diff",
    "CheckReport": "index.report_types",
    "Edit": "index.text.diff",
    "FeedHealth": "index.report_types",
    "Stats": "index.report_types",
    "Completion": "index.search_types",
    "Facet": "index.search_types",
    "Facets": "index.search_types",
    "Hit": "index.search_types",
    "SavedSearchCount": "index.search_types",
    "SearchResult": "index.search_types",
    "CoMention": "index.entity_types",
    "Correction": "index.entity_types",
    "CorrectionKind": "index.entity_types",
    "EntityCard": "index.entity_types",
    "FollowedEntity": "index.entity_types",
    "Month": "index.entity_types",
    "Riser": "index.entity_types",
    "Config": "index.config",
    "FeedRefreshed": "index.events",
    "FeedStatus": "index.events",
    "Library": "index.library",
    "Occasion": "index.events",
    "OwnKey": "index.config_keys",
    "Paths": "index.config",
    "Progress": "index.events",
    "RefreshDone": "index.events",
    "RefreshEvent": "index.events",
    "Settings": "index.config",
    "Stage": "index.events",
    "add_feed": "index.config_edit",
    "clean_line": "index.text.clean",
    "ensure_config": "index.config",
    "guard": "index.text.clean",
    "load_config": "index.config",
    "prepare_demo": "index.demo",
    "publish_edits": "index.demo",
    "run_refresh": "index.refresh",
    "remove_feed": "index.config_edit",
    "resolve_paths": "index.config",
    "text_diff": "index.text.diff",
}

__all__ = [
    "BLOCK_SEPARATOR",
    "HIT_END",
    "HIT_START",
    "ArchiveBusyError",
    "ArchiveDamagedError",
    "ArchiveError",
    "ArchiveReadOnlyError",
    "ArchiveTooNewError",
    "Article",
    "ArticleRow",
    "Block",
    "BlockKind",
    "Change",
    "CheckReport",
    "CoMention",
    "Completion",
    "Config",
    "ConfigError",
    "Correction",
    "CorrectionError",
    "CorrectionKind",
    "DiskFullError",
    "Edit",
    "Entity",
    "EntityCard",
    "EntityType",
    "Facet",
    "Facets",
    "Feed",
    "FeedConfig",
    "FeedError",
    "FeedHealth",
    "FeedRefreshed",
    "FeedStatus",
    "FetchError",
    "FollowedEntity",
    "Hit",
    "Library",
    "MarkState",
    "Mention",
    "Month",
    "Name",
    "NotFoundError",
    "Occasion",
    "Order",
    "OwnKey",
    "ParseError",
    "Paths",
    "Progress",
    "QueryError",
    "RecognizerError",
    "RefreshDone",
    "RefreshEvent",
    "RefreshRunningError",
    "Revision",
    "Riser",
    "SavedSearch",
    "SavedSearchCount",
    "SearchIndexError",
    "SearchResult",
    "Selection",
    "Settings",
    "Sort",
    "Span",
    "SpanKind",
    "Stage",
    "Stats",
    "WirecopyError",
    "add_feed",
    "clean_line",
    "ensure_config",
    "guard",
    "load_config",
    "prepare_demo",
    "publish_edits",
    "remove_feed",
    "resolve_paths",
    "run_refresh",
    "text_diff",
]


def __getattr__(name: str) -> object:
    """Import a heavy name at its first use (PEP 562)."""
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module 'index' has no attribute {name!r}")
    value: object = getattr(import_module(module), name)
    globals()[name] = value
    return value
