"""The grammar of the verbs that deal with feeds, and of `mark`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.parser_parts import Verbs, add_json, new_verb

if TYPE_CHECKING:
    import argparse


def feed_verbs(verbs: Verbs[argparse.ArgumentParser]) -> None:
    """The verbs that deal with feeds and with articles' marks."""
    refresh = new_verb(
        verbs,
        "refresh",
        "fetch feeds, store, index and recognise what is new",
        "examples:\n  wirecopy refresh\n  wirecopy refresh 'Radio Free Europe'\n"
        "  wirecopy refresh --due                 for timers: only feeds whose time has come\n"
        "  wirecopy refresh --json | jq -c .status\n",
    )
    refresh.add_argument("feed", nargs="*", metavar="FEED", help="addresses or titles; all feeds where none is named")
    add_json(refresh, "print one event a line")
    refresh.add_argument(
        "--due", action="store_true", help="only feeds whose time has come, by their own, their server's or your wish"
    )
    refresh.add_argument("--no-entities", action="store_true", help="leave names for a later refresh to recognise")
    refresh.add_argument("--progress", action="store_true", help="with --json: events of progress too")

    _subscribing_verbs(verbs)

    remove = new_verb(verbs, "remove", "unsubscribe from a feed; its articles stay", "")
    remove.add_argument("feed", metavar="FEED", help="its address or title")

    mark = new_verb(
        verbs,
        "mark",
        "mark articles as read, starred or tagged",
        "examples:\n  wirecopy mark 41 42 --read\n  wirecopy mark 42 --star --tag 'to quote'\n",
    )
    mark.add_argument("id", type=int, nargs="+", metavar="ID")
    read = mark.add_mutually_exclusive_group()
    read.add_argument("--read", action="store_const", const=True, dest="read", default=None)
    read.add_argument("--unread", action="store_const", const=False, dest="read")
    star = mark.add_mutually_exclusive_group()
    star.add_argument("--star", action="store_const", const=True, dest="starred", default=None)
    star.add_argument("--unstar", action="store_const", const=False, dest="starred")
    mark.add_argument("--tag", action="append", default=[], metavar="T")
    mark.add_argument("--untag", action="append", default=[], metavar="T")


def _subscribing_verbs(verbs: Verbs[argparse.ArgumentParser]) -> None:
    feeds = new_verb(
        verbs,
        "feeds",
        "list the feeds and how each is doing; import and export them",
        "examples:\n  wirecopy feeds\n  wirecopy feeds import feeds.opml      OPML, or newsboat's urls\n"
        "  wirecopy feeds export > feeds.opml\n",
    )
    add_json(feeds)
    parts = feeds.add_subparsers(dest="part", metavar="import | export")
    for group in (parts, verbs):
        importing = new_verb(group, "import", "subscribe to the feeds of an OPML file, or of newsboat's urls", "")
        importing.add_argument("file", metavar="FILE")
        importing.add_argument("--dry-run", action="store_true", help="only say what it would do")
    exporting = new_verb(parts, "export", "write the feeds as OPML, without names, passwords and headers", "")
    exporting.add_argument("file", metavar="FILE", nargs="?", default="-", help="where to; else standard output")

    add = new_verb(
        verbs,
        "add",
        "subscribe to a feed, by its address or by that of a page that names it",
        "examples:\n  wirecopy add https://example.org/feed.xml --folder World\n"
        "  wirecopy add example.org              finds the feed of a site\n"
        "  wirecopy add example.org --preview    only looks, subscribes to nothing\n",
    )
    add.add_argument("url", metavar="ADDRESS", help="- reads it from standard input")
    add.add_argument("--title", default="", help="your name for it, instead of its own")
    add.add_argument("--folder", default="", help="the folder that it is listed in")
    add.add_argument("--tag", action="append", default=[], help="a tag of the feed; may be given more than once")
    how = add.add_mutually_exclusive_group()
    how.add_argument("--preview", action="store_true", help="only show what would be subscribed to")
    how.add_argument("--as-is", action="store_true", help="write the address into feeds.toml without looking at it")
    add_json(add, "with --preview: print one JSON document")
