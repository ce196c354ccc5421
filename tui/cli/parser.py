"""The command line's grammar, and help that teaches with examples."""

from __future__ import annotations

import argparse
import sys

from tui.cli.parser_feeds import feed_verbs
from tui.cli.parser_parts import Verbs, add_globals, add_json, count, new_verb

VERBS = {
    "refresh": "tui.cli.refreshing:refresh_verb",
    "search": "tui.cli.reading:search_verb",
    "show": "tui.cli.reading:show_verb",
    "entities": "tui.cli.entities:entities_verb",
    "feeds": "tui.cli.subscribing:feeds_verb",
    "add": "tui.cli.adding:add_verb",
    "remove": "tui.cli.subscribing:remove_verb",
    "import": "tui.cli.importing:import_verb",
    "mark": "tui.cli.marking:mark_verb",
    "stats": "tui.cli.upkeep:stats_verb",
    "reindex": "tui.cli.upkeep:reindex_verb",
    "check": "tui.cli.upkeep:check_verb",
    "demo": "tui.cli.reader:demo_verb",
    "serve": "tui.cli.serving:serve_verb",
    "read": "tui.cli.reader:read_verb",
}
"""Where each verb lives; a verb's module is imported only when it is called."""

READER_VERBS = frozenset({"read", "demo"})
"""The verbs that open the reader, which sees to the collection of garbage itself."""

_MOST_DAYS = 3_650

_LAST_PORT = 65_535

_QUERY_HELP = """\
the query language:
  putin venezuela              both words (English words match their other forms)
  "talks in Moscow"            the exact phrase, unstemmed
  "putin maduro"~10            both words, at most ten words apart, in any order
  oil OR gas, NOT coal, -coal  either; without; parentheses group: (oil gas) OR coal
  sanct* organi?ation fuzzy~   any letters, one letter; a word spelled nearly so
  title: author: feed: folder: tag: person: org: place: group: event: origin: link:
  date:2019-09  date:2019-09-01..2019-09-30  after:2019-09  before:2020  date:7d  date:yesterday
  is:unread  is:read  is:starred  is:unstarred  is:copy  is:original  has:image  has:fulltext
  query:NAME                   a saved search of feeds.toml;  sort:newest  sort:oldest  sort:relevance

examples:
  wirecopy search 'person:maduro place:moscow'
  wirecopy search --sort newest --limit 20 'title:"bank rate" OR org:ecb'
  wirecopy search --json is:starred | jq '.hits[].link'
"""

_ENTITIES_HELP = """\
examples:
  wirecopy entities                        the most mentioned
  wirecopy entities 42 --json              one article's, with offsets
  wirecopy entities --query 'place:moscow date:2019-09' --type person
  wirecopy entities --rising               who rises this week; --rising 1: since yesterday
  wirecopy entities --with "Vladimir Putin" --type org

  wirecopy entities --merge "Annie Fell" --into "Ann Fell"
  wirecopy entities --split "Ann Fell" --form Fell      a Fell alone is somebody else
  wirecopy entities --rename "Ann Fell" --name "Dame Ann Fell"
  wirecopy entities --retype Kremlin --type org         not a person
  wirecopy entities --hide "Read More"
  wirecopy entities --corrections
  wirecopy entities --undo 3
"""

_MAIN_HELP = """\
examples:
  wirecopy                           open the reader
  wirecopy demo                      look around on a bundled sample wire, offline
  wirecopy add rferl.org             find and subscribe to the feed of a site
  wirecopy refresh                   fetch, store, index and recognise
  wirecopy search 'person:maduro place:moscow'
  wirecopy show 42 --markdown > article.md

exit codes: 0 done, 1 failed, 2 wrong usage, query or configuration, 3 done but some feeds failed,
4 another refresh is at work.
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line. Global options may stand before or after the verb."""
    parser = new_verb(None, "wirecopy", "A terminal news reader with a permanent, searchable archive.", _MAIN_HELP)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    add_globals(parser, top=True)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs")
    _reading_verbs(verbs)
    _entities_verb(verbs)
    feed_verbs(verbs)
    _upkeep_verbs(verbs)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: that takes 20 ms of every start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        sys.stdout.write(f"wirecopy {version('wirecopy')}\n")
        parser.exit()


def _days(text: str) -> int:
    value = int(text)
    if not 1 <= value <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"must be 1 to {_MOST_DAYS} days")
    return value


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"must be from 0 to {_LAST_PORT}")
    return value


def _reading_verbs(verbs: Verbs[argparse.ArgumentParser]) -> None:
    search = new_verb(verbs, "search", "find articles in the whole archive", _QUERY_HELP)
    search.add_argument("query", nargs="+", metavar="QUERY")
    search.add_argument("--sort", choices=("relevance", "newest", "oldest"), default="relevance")
    search.add_argument("--limit", type=count, default=20, metavar="N", help="how many hits (20)")
    search.add_argument("--offset", type=count, default=0, metavar="N", help="how many to pass over (0)")
    add_json(search)

    show = new_verb(
        verbs, "show", "print an article", "examples:\n  wirecopy show 42\n  wirecopy show 42 --json | jq .entities\n"
    )
    show.add_argument("id", type=int, metavar="ID")
    form = show.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="text, blocks, entities with offsets, revisions")
    form.add_argument("--markdown", action="store_true", help="Markdown")
    form.add_argument("--html", action="store_true", help="a page of sanitised HTML")
    form.add_argument("--versions", action="store_true", help="what has been edited: [-taken out-] {+put in+}")


def _entities_verb(verbs: Verbs[argparse.ArgumentParser]) -> None:
    entities = new_verb(verbs, "entities", "who is in the news; put right what was taken wrongly", _ENTITIES_HELP)
    which = entities.add_mutually_exclusive_group()
    which.add_argument("id", type=int, nargs="?", metavar="ID", help="an article: who is in it")
    which.add_argument("--query", metavar="QUERY", help="entities of the articles that answer this query")
    which.add_argument(
        "--rising", type=_days, nargs="?", const=7, metavar="DAYS", help="who rises against their own past, in days (7)"
    )
    which.add_argument("--with", metavar="NAME", dest="company", help="who is mentioned together with an entity")
    which.add_argument("--followed", action="store_true", help="the entities that you follow")
    entities.add_argument("--type", metavar="TYPE", help="PERSON, ORG, PLACE, GROUP, EVENT or WORK", type=str.upper)
    entities.add_argument("--limit", type=count, default=50, metavar="N")
    add_json(entities)
    right = entities.add_argument_group("putting right", "NAME is an entity's id, or a name that only one has")
    act = right.add_mutually_exclusive_group()
    act.add_argument("--merge", metavar="NAME", help="it is the same as the entity --into names")
    act.add_argument("--split", metavar="NAME", help="the --form of it is somebody else")
    act.add_argument("--rename", metavar="NAME", help="display it as --name says")
    act.add_argument("--retype", metavar="NAME", help="it is of the type that --type says")
    act.add_argument("--hide", metavar="NAME", help="it is no entity at all")
    act.add_argument("--undo", type=int, metavar="N", help="take a correction back")
    act.add_argument("--corrections", action="store_true", help="list the corrections that hold")
    act.add_argument("--follow", metavar="NAME", help="follow an entity")
    act.add_argument("--unfollow", metavar="NAME", help="follow it no longer")
    right.add_argument("--into", metavar="NAME")
    right.add_argument("--form", metavar="FORM")
    right.add_argument("--name", metavar="NAME", dest="new_name")


def _upkeep_verbs(verbs: Verbs[argparse.ArgumentParser]) -> None:
    stats = new_verb(verbs, "stats", "the archive in figures", "")
    add_json(stats)
    reindex = new_verb(
        verbs,
        "reindex",
        "build the search index anew from the archive",
        "The present index answers until the new one is done. Ctrl-C stops; the next `wirecopy reindex` goes on.\n",
    )
    reindex.add_argument("--mend", action="store_true", help="only what is damaged, missing or not indexed yet")
    add_json(reindex, "print an event a line, as a refresh does")
    check = new_verb(
        verbs,
        "check",
        "compare the archive, the search index and the entities",
        "Exits with 0 where all is whole, with 1 where something is wrong.\n\n"
        "examples:\n  wirecopy check\n  wirecopy check --repair\n  wirecopy check --json | jq .index\n",
    )
    check.add_argument("--repair", action="store_true", help="mend what can be mended; no article is touched")
    add_json(check)
    demo = new_verb(verbs, "demo", "open the reader on a bundled sample wire in a throw-away archive, offline", "")
    demo.add_argument("--prepare", metavar="DIR", help="only fill DIR with the sample archive and its feeds, and leave")
    new_verb(verbs, "read", "open the reader (as `wirecopy` alone does)", "")
    serve = new_verb(
        verbs,
        "serve",
        "the reader in a browser of this machine (needs wirecopy[serve])",
        "Prints an address with a token in it; nothing is served without it, and nothing beyond this machine.\n\n"
        "examples:\n  wirecopy serve\n  wirecopy serve --port 0        any port that is free\n",
    )
    serve.add_argument("--port", type=_port, default=8765, metavar="N", help="where to listen on 127.0.0.1 (8765)")
