"""What the parsers of all verbs have in common."""

from __future__ import annotations

import argparse

Verbs = argparse._SubParsersAction  # noqa: SLF001 - argparse gives the type no public name


def new_verb(
    verbs: Verbs[argparse.ArgumentParser] | None, name: str, text: str, examples: str
) -> argparse.ArgumentParser:
    """A verb's parser, or the whole command's where there are no verbs yet."""
    raw = argparse.RawDescriptionHelpFormatter
    if verbs is None:
        return argparse.ArgumentParser(prog=name, description=text, epilog=examples, formatter_class=raw)
    parser = verbs.add_parser(name, help=text, description=text, epilog=examples, formatter_class=raw)
    add_globals(parser, top=False)
    return parser


def add_globals(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Give a parser the options that every verb has."""
    default = None if top else argparse.SUPPRESS
    parser.add_argument("--archive", metavar="DIR", default=default, help="the archive's folder ($WIRECOPY_ARCHIVE)")
    parser.add_argument(
        "--feeds", metavar="FILE", default=default, dest="feeds_file", help="feeds.toml ($WIRECOPY_FEEDS)"
    )


def add_json(parser: argparse.ArgumentParser, text: str = "print one JSON document") -> None:
    """Give a verb ``--json``."""
    parser.add_argument("--json", action="store_true", help=text)


def count(text: str) -> int:
    """A number of things."""
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return value
