"""One feed's plan becomes articles: what is new, what has truly changed, and what is only said differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.archive.bodies import pack_body
from index.archive.codec import encode_text, encode_words, has_image
from index.archive.fetches import record_stored
from index.archive.linking import forget, refresh_seen
from index.archive.meta import current_revision, set_revision
from index.intake_types import StoreResult

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from index.feed_types import FetchState
    from index.intake_types import Draft, FeedPlan, PackedBody

EARLIEST = 631_152_000
"""1990-01-01: what claims to be older than the web is sorted by when it was fetched."""

_DAY = 86_400
_LARGEST = 2**62


def sort_time(published: int | None, fetched: int) -> int:
    """What a list sorts an article by: when it was published, or fetched where that is missing or absurd.

    Absurd is before 1990 and more than a day after it was fetched; what the feed said is stored all the same.
    """
    if published is not None and EARLIEST <= published <= fetched + _DAY:
        return published
    return fetched


def store_plan(
    connection: sqlite3.Connection, feed: int, plan: FeedPlan, *, now: int, state: FetchState
) -> StoreResult:
    """Do what ``plan`` asks for, within the caller's transaction.

    Raises:
        NotFoundError: there is no such feed.
    """
    record_stored(connection, feed, plan, now=now, state=state)
    connection.executemany(
        "UPDATE OR IGNORE article SET key = ? WHERE id = ? AND feed = ?",
        [(key, article, feed) for article, key in plan.rekeyed],
    )
    if not plan.new and not plan.edited:
        return StoreResult((), ())
    revision = current_revision(connection) + 1
    new = _insert(connection, feed, plan.new, now, revision)
    stamped, edited = bool(new), []
    for article, draft in plan.edited:
        edit = _Edit(connection, feed, article, now, revision)
        if edit.apply(draft):
            edited.append(article)
        stamped = stamped or edit.stamped
    if stamped:
        set_revision(connection, revision)
    return StoreResult(new, tuple(edited))


def _insert(
    connection: sqlite3.Connection, feed: int, drafts: Sequence[Draft], now: int, revision: int
) -> tuple[int, ...]:
    """Insert the drafts whose keys are new, the last first, so that undated ones sort as their feed had them."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        first.setdefault(draft.key, draft)
    ids: list[int] = []
    for draft in reversed(first.values()):
        body = pack_body(draft)
        cursor = connection.execute(_INSERT_ARTICLE, _article_row(feed, draft, now, revision, len(body.text)))
        if cursor.rowcount != 1 or cursor.lastrowid is None:
            continue
        ids.append(cursor.lastrowid)
        connection.execute(
            "INSERT INTO body (article, text, blocks, html, summary, categories) VALUES (?, ?, ?, ?, ?, ?)",
            (cursor.lastrowid, body.text, body.blocks, body.html, draft.summary, encode_words(draft.categories)),
        )
    return tuple(reversed(ids))


_INSERT_ARTICLE = """
    INSERT INTO article (feed, time, fingerprint, revision, text_revision, text_length, published, updated, fetched,
        title, author, link, origin, language, key, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (feed, key) DO NOTHING
"""


def _article_row(feed: int, draft: Draft, now: int, revision: int, length: int) -> tuple[int | str | bytes | None, ...]:
    return (
        feed,
        sort_time(draft.published, now),
        draft.fingerprint,
        revision,
        revision,
        length,
        _bounded(draft.published),
        _bounded(draft.updated),
        now,
        draft.title,
        draft.author,
        draft.link,
        draft.origin,
        draft.language,
        draft.key,
        draft.digest,
    )


class _Edit:
    """One archived article that its feed now tells differently.

    An archive forgets nothing: what the draft leaves empty stays as it was, an earlier text or headline is kept as a
    revision, and the first plausible date of publication stands (feeds that date every entry anew would otherwise
    move it to the top at each refresh; ``updated`` follows the feed).
    """

    def __init__(self, connection: sqlite3.Connection, feed: int, article: int, now: int, revision: int) -> None:
        self._connection = connection
        self._feed = feed
        self._article = article
        self._now = now
        self._revision = revision
        self.stamped = False

    def apply(self, draft: Draft) -> bool:
        """Store ``draft`` in the article's place; whether its text or headline has truly changed."""
        row = self._connection.execute(
            """
            SELECT title, text, blocks FROM article JOIN body ON body.article = article.id WHERE id = ? AND feed = ?
            """,
            (self._article, self._feed),
        ).fetchone()
        if row is None:
            return False
        self._connection.execute("UPDATE article SET digest = ? WHERE id = ?", (draft.digest, self._article))
        title, text, blocks = row
        if text.strip() and not draft.text.strip():
            return False
        self._update_row(draft)
        retitled = bool(draft.title) and not _same(draft.title, title)
        rewritten = not _same(draft.text, text)
        body = pack_body(draft)
        pictured = not rewritten and has_image(body.blocks) != has_image(blocks)
        if retitled or rewritten:
            self._keep_earlier(title, text, blocks)
        if retitled or rewritten or (pictured and draft.text != text):  # a picture without words moves those behind it
            self._set_text(draft.title if retitled else title, len(draft.text if rewritten or pictured else text))
        elif pictured:
            self._stamp()
        if rewritten or pictured or draft.text == text:
            self._set_body(draft, body)
        return retitled or rewritten

    def _update_row(self, draft: Draft) -> None:
        """Author, dates and the like; stamped where the search index would notice."""
        author, link, origin, language, published, fetched, time = self._connection.execute(
            "SELECT author, link, origin, language, published, fetched, time FROM article WHERE id = ?",
            (self._article,),
        ).fetchone()
        if published is None or sort_time(published, fetched) != published:
            published = draft.published if draft.published is not None else published
        new_time = sort_time(published, fetched)
        old = (author, link, origin, language, time)
        new = (draft.author or author, draft.link or link, draft.origin or origin, draft.language or language, new_time)
        self._connection.execute(
            """
            UPDATE article SET author = ?, link = ?, origin = ?, language = ?, time = ?, published = ?,
                updated = coalesce(?, updated), fingerprint = ? WHERE id = ?
            """,
            (*new, _bounded(published), _bounded(draft.updated), draft.fingerprint, self._article),
        )
        if new != old:
            self._stamp()
        if new_time != time:
            refresh_seen(self._connection, self._article)

    def _keep_earlier(self, title: str, text: str, blocks: bytes) -> None:
        self._connection.execute(
            """
            INSERT INTO revision (article, number, title, text, blocks, replaced)
            SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM revision WHERE article = ?
            """,
            (self._article, title, encode_text(text), blocks, self._now, self._article),
        )

    def _set_text(self, title: str, length: int) -> None:
        """A new text: its entities must be found again, and those of the old one no longer fit."""
        forget(self._connection, [self._article], self._revision)
        self._connection.execute(
            """
            UPDATE article SET title = ?, text_length = ?, text_revision = ?, recogniser = '', names = '' WHERE id = ?
            """,
            (title, length, self._revision, self._article),
        )
        self._stamp()

    def _set_body(self, draft: Draft, body: PackedBody) -> None:
        self._connection.execute(
            """
            UPDATE body SET text = ?, blocks = ?, html = coalesce(nullif(?, x''), html),
                summary = coalesce(nullif(?, ''), summary), categories = coalesce(nullif(?, ''), categories)
            WHERE article = ?
            """,
            (body.text, body.blocks, body.html, draft.summary, encode_words(draft.categories), self._article),
        )

    def _stamp(self) -> None:
        self._connection.execute("UPDATE article SET revision = ? WHERE id = ?", (self._revision, self._article))
        self.stamped = True


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but blanks."""
    return one == other or one.split() == other.split()


def _bounded(time: int | None) -> int | None:
    """A time that SQLite can hold; nobody means one that it cannot."""
    return time if time is not None and abs(time) < _LARGEST else None
