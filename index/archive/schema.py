"""The tables of the archive, as SQL: those of its first version, and what later ones added.

``article`` is what lists scan and stays narrow, ``body`` holds what is read one article at a time. Each list has an
index in its own order that answers without touching the table; the rowid ends every index, so that articles of one
second are still ordered. ``feed.articles`` and ``feed.unread`` are counted by triggers, so that the feeds pane costs
the same however long the archive is kept.
"""

from __future__ import annotations

VERSION_1 = (
    """
    CREATE TABLE meta (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        archive TEXT NOT NULL,
        revision INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE feed (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        position INTEGER NOT NULL,
        subscribed INTEGER NOT NULL,
        title TEXT NOT NULL,
        own_title TEXT NOT NULL DEFAULT '',
        folder TEXT NOT NULL,
        tags TEXT NOT NULL,
        link TEXT NOT NULL DEFAULT '',
        checked INTEGER,
        fetched INTEGER,
        error TEXT NOT NULL DEFAULT '',
        etag TEXT NOT NULL DEFAULT '',
        last_modified TEXT NOT NULL DEFAULT '',
        body_digest BLOB NOT NULL DEFAULT x'',
        articles INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE article (
        id INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL REFERENCES feed (id),
        time INTEGER NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        fingerprint INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        text_revision INTEGER NOT NULL,
        text_length INTEGER NOT NULL,
        published INTEGER,
        updated INTEGER,
        fetched INTEGER NOT NULL,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        link TEXT NOT NULL,
        origin TEXT NOT NULL,
        language TEXT NOT NULL,
        names TEXT NOT NULL DEFAULT '',
        recogniser TEXT NOT NULL DEFAULT '',
        key TEXT NOT NULL,
        digest BLOB NOT NULL,
        UNIQUE (feed, key)
    )
    """,
    "CREATE INDEX article_by_time ON article (time, id, feed)",
    "CREATE INDEX article_by_feed ON article (feed, time)",
    "CREATE INDEX article_unread ON article (time, id, feed) WHERE read = 0",
    "CREATE INDEX article_unread_by_feed ON article (feed, time) WHERE read = 0",
    "CREATE INDEX article_starred ON article (time, id, feed) WHERE starred = 1",
    "CREATE INDEX article_by_revision ON article (revision)",
    "CREATE INDEX article_by_recogniser ON article (recogniser, time)",
    "CREATE INDEX article_by_fingerprint ON article (fingerprint) WHERE fingerprint <> 0",
    """
    CREATE TRIGGER article_counted AFTER INSERT ON article BEGIN
        UPDATE feed SET articles = articles + 1, unread = unread + (new.read = 0) WHERE id = new.feed;
    END
    """,
    """
    CREATE TRIGGER article_marked AFTER UPDATE OF read ON article WHEN old.read <> new.read BEGIN
        UPDATE feed SET unread = unread + old.read - new.read WHERE id = new.feed;
    END
    """,
    """
    CREATE TABLE body (
        article INTEGER PRIMARY KEY REFERENCES article (id),
        text TEXT NOT NULL,
        blocks BLOB NOT NULL,
        html BLOB NOT NULL,
        summary TEXT NOT NULL,
        categories TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE revision (
        article INTEGER NOT NULL REFERENCES article (id),
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        text BLOB NOT NULL,
        blocks BLOB NOT NULL,
        replaced INTEGER NOT NULL,
        PRIMARY KEY (article, number)
    )
    """,
    """
    CREATE TABLE tag (
        article INTEGER NOT NULL REFERENCES article (id),
        name TEXT NOT NULL,
        PRIMARY KEY (article, name)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX tag_by_name ON tag (name)",
    """
    CREATE TABLE entity (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        type TEXT NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        articles INTEGER NOT NULL DEFAULT 0,
        mentions INTEGER NOT NULL DEFAULT 0,
        first_seen INTEGER NOT NULL,
        last_seen INTEGER NOT NULL,
        UNIQUE (type, key)
    )
    """,
    "CREATE INDEX entity_by_articles ON entity (articles)",
    "CREATE INDEX entity_by_type ON entity (type, articles)",
    # A form is what articles write ("mentions" times) or what they resolve it to ("named" times), or both.
    """
    CREATE TABLE alias (
        entity INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
        form TEXT NOT NULL,
        mentions INTEGER NOT NULL,
        named INTEGER NOT NULL,
        PRIMARY KEY (entity, form)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE entity_word (
        word TEXT NOT NULL,
        entity INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
        PRIMARY KEY (word, entity)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX entity_word_by_entity ON entity_word (entity)",
    """
    CREATE TABLE article_entity (
        entity INTEGER NOT NULL REFERENCES entity (id),
        article INTEGER NOT NULL REFERENCES article (id),
        mentions INTEGER NOT NULL,
        PRIMARY KEY (entity, article)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX article_entity_by_article ON article_entity (article)",
    # The way from an entity to its mentions leads over article_entity: an index here would cost more than it gives.
    """
    CREATE TABLE mention (
        article INTEGER NOT NULL REFERENCES article (id),
        part INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        type TEXT NOT NULL,
        entity INTEGER,
        text TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (article, part, start, stop)
    ) WITHOUT ROWID
    """,
)
"""Statements that make a version 1 archive out of an empty file."""

SCHEDULE = (
    *(
        f"ALTER TABLE feed ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0"
        for name in ("fresh", "size", "moves", "failures", "gone", "ttl", "period", "skip_hours", "skip_days")
    ),
    "ALTER TABLE feed ADD COLUMN moved_to TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feed ADD COLUMN moving_to TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE host_wait (
        host TEXT PRIMARY KEY,
        since INTEGER NOT NULL,
        until INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
)
"""Statements that make room for when a feed may be asked for again. Hours and days to skip are sets of bits."""

NOTE = "ALTER TABLE feed ADD COLUMN note TEXT NOT NULL DEFAULT ''"
"""What makes room for what a person should know of a feed's stored body, though it is no failure."""
