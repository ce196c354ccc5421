"""The `wirecopy` command: finds the verb, runs it, and turns what goes wrong into a message and an exit code."""

from __future__ import annotations

import gc

gc.disable()  # while everything is imported there is nothing to collect; main() and the reader turn it on again

import os  # noqa: E402
import sys  # noqa: E402
from importlib import import_module  # noqa: E402
from types import SimpleNamespace  # noqa: E402
from typing import TYPE_CHECKING  # noqa: E402

from index import ConfigError, QueryError, RefreshRunningError, WirecopyError  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Verb = Callable[[object], int]

DONE, FAILED, WRONG, PARTLY, BUSY, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes; the last is what a shell reports for SIGINT."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    verb, arguments = _asked(sys.argv[1:] if argv is None else argv)
    try:
        code = verb(arguments)
        sys.stdout.flush()
    except WirecopyError as error:
        pointed = error.pointed().split("\n") if isinstance(error, QueryError) else []
        _say(f"wirecopy: {error}", *(f"  {line}" for line in pointed))
        return _code(error)
    except BrokenPipeError:
        # The reader of our output has left; Python would complain once more while flushing at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        _say("wirecopy: stopped; what was stored is safe.")
        return INTERRUPTED
    finally:
        gc.enable()
    return code


def _asked(words: Sequence[str]) -> tuple[Verb, object]:
    """The verb that is asked for, and its arguments. The reader does without the parser, which takes 8 ms."""
    where = places_only(words)
    if where is not None:
        return _find("tui.cli.reader:read_verb"), SimpleNamespace(archive=where[0], feeds_file=where[1])
    from tui.cli.parser import READER_VERBS, VERBS, build_parser  # noqa: PLC0415 - see above

    arguments = build_parser().parse_args(words)
    name = arguments.verb or "read"
    if name not in READER_VERBS:
        gc.enable()
    return _find(VERBS[name]), arguments


def places_only(words: Sequence[str]) -> tuple[str | None, str | None] | None:
    """The archive and the feeds.toml of a command line that names nothing else; None for every other one."""
    found: dict[str, str] = {}
    for option, value in zip(words[::2], words[1::2], strict=False):
        if option not in {"--archive", "--feeds"} or not value or value.startswith("-"):
            return None
        found[option] = value
    return None if len(words) % 2 else (found.get("--archive"), found.get("--feeds"))


def _find(place: str) -> Verb:
    module, function = place.split(":")
    verb: Verb = getattr(import_module(module), function)
    return verb


def _code(error: WirecopyError) -> int:
    if isinstance(error, QueryError | ConfigError):
        return WRONG
    return BUSY if isinstance(error, RefreshRunningError) else FAILED


def _say(*lines: str) -> None:
    from index import guard  # noqa: PLC0415 - only where there is something to say

    sys.stderr.write("".join(f"{guard(line)}\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
