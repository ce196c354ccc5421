"""How well and how fast names are recognised: ``python tests/bench/entities.py [SET ...]``.

Prints precision, recall and F1 of each type, exact and by overlap, for the bare model and for Wirecopy's whole
recognition, on every set of annotated texts in the development data; then load time, words a second of CPU and peak
memory. A gold GPE, LOC or FAC is a PLACE, a NORP a GROUP; types that a set does not mark are not counted on it, nor are
relative dates ("last week"), which no set marks; how many Wirecopy marks is said.

The last revision of the rules was written looking at the errors in every other article; F1 of both halves is printed.

At the end the articles of a set are recognised as a refresh does it, in a process of its own with an archive: the words
a second of its CPU, everything from loading the model to storing the links included, and its peak memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from archive_samples import NOW, STATE, draft, plan
from index.archive import Archive
from index.entities.amounts import is_specific_date
from index.entities.catch_up import catch_up
from index.entities.engines import RulesEngine, SpacyEngine
from index.entities.models import MODELS
from index.entities.recognizer import ArticleRecognizer, load_recognizer
from index.intake_types import Unrecognised
from index.types import EntityType, FeedConfig

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "entities"
CORE = ("PERSON", "ORG", "PLACE")
ALSO = ("GROUP", "DATE", "MONEY")
GOLD = {"PER": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP"}

Place = tuple[int, int, str]


@dataclass
class Count:
    """Right, found and wanted spans of a type."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.found += other.found
        self.wanted += other.wanted

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"{100 * precision:5.1f} {100 * recall:5.1f} {100 * f1:5.1f}"


@dataclass
class Score:
    """The counts of each type."""

    exact: dict[str, Count] = field(default_factory=dict)
    overlap: dict[str, Count] = field(default_factory=dict)


def texts_of(path: Path, types: Iterable[str]) -> list[tuple[str, list[Place]]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row["text"], _coarse(((s["start"], s["end"], s["label"]) for s in row["spans"]), types)) for row in rows]


def _coarse(spans: Iterable[Place], types: Iterable[str]) -> list[Place]:
    wanted = set(types)
    return sorted({(s, e, GOLD.get(label, label)) for s, e, label in spans if GOLD.get(label, label) in wanted})


def overlapping(gold: Sequence[Place], found: Sequence[Place]) -> list[str]:
    """The types of the gold spans that a found one of the same type overlaps, one to one, the largest overlap first."""
    pairs = []
    for i, (start, end, label) in enumerate(gold):
        for j, (other_start, other_end, other_label) in enumerate(found):
            shared = min(end, other_end) - max(start, other_start)
            if label == other_label and shared > 0:
                pairs.append((-shared, i, j))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
    return [gold[i][2] for i in taken_gold]


def score(texts: Sequence[tuple[str, list[Place]]], read: Sequence[list[Place]], types: Sequence[str]) -> Score:
    result = Score({t: Count() for t in types}, {t: Count() for t in types})
    for (_, gold), found in zip(texts, (_coarse(spans, types) for spans in read), strict=True):
        for counts, right in (
            (result.exact, Counter(label for *_, label in set(gold) & set(found))),
            (result.overlap, Counter(overlapping(gold, found))),
        ):
            for label in types:
                wanted = sum(place[2] == label for place in gold)
                marked = sum(place[2] == label for place in found)
                counts[label].add(Count(right[label], marked, wanted))
    for counts in (result.exact, result.overlap):
        total = Count()
        for label in CORE:
            total.add(counts[label])
        counts["core"] = total
    return result


def read_barely(engine: SpacyEngine | RulesEngine, texts: Sequence[str]) -> list[list[Place]]:
    """What the engine alone says."""
    return [[(s.start, s.end, s.label.value) for s in spans] for spans in engine.read(texts)]


def read_wholly(recognizer: ArticleRecognizer, texts: Sequence[str]) -> tuple[list[list[Place]], int]:
    """What Wirecopy says, of texts that are declared English; and how many relative dates, which are left out."""
    articles = [Unrecognised(number, 1, "", text, "en", None) for number, text in enumerate(texts)]
    read: list[list[Place]] = []
    relative = 0
    for found in recognizer.recognise(articles):
        kept = [m for m in found.mentions if m.type is not EntityType.DATE or is_specific_date(m.text)]
        relative += len(found.mentions) - len(kept)
        read.append([(m.start, m.end, m.type.value) for m in kept])
    return read, relative


def refresh_of(texts: Sequence[str]) -> None:
    """Recognise texts as a refresh does, in a process of its own, which says what that took."""
    with tempfile.TemporaryDirectory() as folder:
        with Archive.open(Path(folder)) as archive:
            (feed,) = archive.feeds.sync([FeedConfig("https://bench.example/")])
            drafts = [draft(str(n), text, published=NOW - n) for n, text in enumerate(texts)]
            archive.articles.store(feed.id, plan(*drafts), now=NOW, state=STATE)
        words = sum(len(text.split()) for text in texts)
        subprocess.run([sys.executable, __file__, "--catch-up", folder, str(words)], check=True)


def catch_up_in(folder: Path, words: int) -> None:
    with Archive.open(folder) as archive:
        done = catch_up(archive, load_recognizer())
    took = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\nas in a refresh: {done} articles, {words} words, {words / took:,.0f} words a CPU second, "
        f"peak memory {peak:,.0f} MB (allowed: 2,000 and more, 900 MB)"
    )


def report(name: str, texts: Sequence[tuple[str, list[Place]]], how: str, read: list[list[Place]], took: float) -> None:
    types = CORE + tuple(t for t in ALSO if any(place[2] == t for _, gold in texts for place in gold))
    result = score(texts, read, types)
    words = sum(len(text.split()) for text, _ in texts)
    print(f"\n{name}, {how}: {len(texts)} texts, {words} words, {words / max(took, 1e-9):,.0f} words a CPU second")
    print(f"  {'':8}{'exact: P, R, F1':>20}{'overlap: P, R, F1':>22}")
    for label in ("core", *types):
        print(f"  {label:8}  {result.exact[label]}     {result.overlap[label]}")
    halves = [score(texts[half::2], read[half::2], types).exact["core"] for half in (0, 1)]
    print(f"  exact F1 of the articles looked at{str(halves[0])[-5:]}, of the others{str(halves[1])[-5:]}")


def main() -> None:
    if sys.argv[1:2] == ["--catch-up"]:
        catch_up_in(Path(sys.argv[2]), int(sys.argv[3]))
        return
    if not DATA.is_dir():
        sys.exit(f"The development data is not in {DATA}.")
    sets = sys.argv[1:] or sorted(path.stem for path in DATA.glob("*.jsonl"))
    installed = [SpacyEngine(model) for model in MODELS if model.installed]
    engine = installed[0] if installed else RulesEngine()
    started = time.process_time()
    engine.load()
    print(f"{engine.name}: imported and loaded in {time.process_time() - started:.1f} CPU s")
    recognizer = ArticleRecognizer([engine])
    largest: list[str] = []
    for name in sets:
        texts = texts_of(DATA / f"{name}.jsonl", CORE + ALSO)
        plain = [text for text, _ in texts]
        started = time.process_time()
        bare = read_barely(engine, plain)
        report(name, texts, "the bare engine", bare, time.process_time() - started)
        started = time.process_time()
        whole, relative = read_wholly(recognizer, plain)
        report(name, texts, f"Wirecopy ({relative} relative dates left out)", whole, time.process_time() - started)
        largest = max(largest, plain, key=lambda one: sum(map(len, one)))
    refresh_of(largest)
    print(f"\npeak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
