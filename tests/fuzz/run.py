"""Fuzzes one target, guided by coverage: ``python tests/fuzz/run.py feed -max_total_time=60``.

It needs atheris (https://github.com/google/atheris), which is installed by hand: ``pip install atheris``. It has wheels
for Linux only, so it is no dependency of the project. What it finds interesting is kept in ``.fuzz/TARGET``; an input
that breaks a target is written where it is run, belongs under ``tests/fuzz/seeds`` once the mistake is mended, and is
tried by every run of the tests from then on.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

with atheris.instrument_imports(include=["index", "feedparser"]):
    from fuzz_targets import SEEDS, TARGETS


def main() -> None:
    """Fuzz until something breaks or the time is up."""
    target, *options = sys.argv[1:]
    warnings.simplefilter("ignore")
    kept = ROOT / ".fuzz" / target
    kept.mkdir(parents=True, exist_ok=True)
    seeds = SEEDS / ("feed" if target == "chunks" else "html" if target in {"sanitiser", "blocks"} else target)
    atheris.Setup([sys.argv[0], *options, str(kept), str(seeds)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
