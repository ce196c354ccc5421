"""Comparing the archive with what is derived from it, and mending what differs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.report_types import CheckReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.archive import Archive
    from index.search.index import SearchIndex


def check(
    archive: Archive, index: SearchIndex, *, repair: bool = False, progress: Callable[[int, int], None]
) -> CheckReport:
    """Look at all of it.

    Args:
        archive: what everything is compared with.
        index: its search index.
        repair: mend what can be mended, and look again.
        progress: of building the index anew, where that is needed.

    Raises:
        ArchiveError: the archive cannot be read at all.
        SearchIndexError: the index cannot be written.
    """
    report = _look(archive, index)
    if not repair or report.whole:
        return report
    if report.archive or report.entities:
        archive.checks.repair()
    if report.index:
        index.rebuild(progress)
    else:
        index.catch_up(progress)
    left = _look(archive, index)
    return CheckReport(left.archive, left.index, left.entities, repaired=True)


def _look(archive: Archive, index: SearchIndex) -> CheckReport:
    checks = archive.checks
    return CheckReport((*checks.file(), *checks.counts()), tuple(_index(archive, index)), checks.entities())


def _index(archive: Archive, index: SearchIndex) -> list[str]:
    """What is wrong with the index; articles that it has yet to catch up with are not."""
    wanted = dict(archive.checks.article_revisions())
    contents = index.contents()
    if not contents.exists:
        return ["there is no index of this archive"] if wanted else []
    problems = [f"{name} is missing or damaged" for name in index.damaged_files()]
    if not contents.readable and not problems:
        problems.append("part of the index cannot be read")
    if contents.revision > archive.revision():
        problems.append("the index is ahead of the archive")
    versions = Counter(article for article, _ in contents.articles)
    indexed = dict(contents.articles)
    due = {article for article, revision in wanted.items() if revision <= contents.revision}
    found = {
        "articles are missing from the index": len(due - indexed.keys()),
        "articles are in the index but not in the archive": len(indexed.keys() - wanted.keys()),
        "articles are in the index more than once": sum(count > 1 for count in versions.values()),
        "articles are in the index as they were before a change": sum(
            article in indexed and indexed[article] != wanted[article] for article in due
        ),
    }
    return problems + [f"{count} {what}" for what, count in found.items() if count]
