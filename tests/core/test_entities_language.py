"""Which language an article is in, and which articles the English model reads."""

from __future__ import annotations

import subprocess

import pytest

from index.entities.language import declared_language, language_of

ENGLISH = (
    "The harbour master said on Monday that the storm had closed both ports and that ships were waiting outside, "
    "while the coast guard asked fishermen to stay at home until the wind drops, which it may do by the weekend."
)
GERMAN = (
    "Der Hafenmeister sagte am Montag, der Sturm habe beide Häfen geschlossen, und die Schiffe warteten draußen, "
    "während die Küstenwache die Fischer bat, zu Hause zu bleiben, bis der Wind nachlässt."
)
RUSSIAN = "Президент заявил в понедельник, что шторм закрыл оба порта и что суда ждут на рейде."
JAPANESE = "港長は月曜日、嵐のため二つの港が閉鎖されたと述べた。"


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("en", ENGLISH, "en"),
        ("en-GB", ENGLISH, "en"),
        ("", ENGLISH, "en"),
        ("de", ENGLISH, "en"),
        ("de", GERMAN, "de"),
        ("en", GERMAN, "de"),
        ("", GERMAN, "de"),
        ("en", RUSSIAN, "ru"),
        ("ru", RUSSIAN, "ru"),
        ("uk", RUSSIAN, "uk"),
        ("ja", JAPANESE, "ja"),
        ("en-us", JAPANESE, "ja"),
        ("en", "Storm closes ports", "en"),
        ("fr", "Tempête au port", "fr"),
        ("", "The storm closes the ports", "en"),
        ("ru", "The storm closes the ports", "en"),
        ("en", "", "en"),
        ("", "123 — 456", "und"),
        ("", "", "und"),
    ],
)
def test_the_language_of_a_text(declared: str, text: str, language: str) -> None:
    assert language_of(declared, text) == language


@pytest.mark.parametrize(
    ("declared", "language"),
    [("en", "en"), ("EN_us", "en"), ("eng", "en"), ("pt-BR", "pt"), ("", ""), ("und", ""), ("?", ""), (" fr ", "fr")],
)
def test_declared_tags_are_reduced_to_their_language(declared: str, language: str) -> None:
    assert declared_language(declared) == language


def test_plain_english_needs_no_classifier(python: str) -> None:
    code = (
        "import sys; from index.entities.language import language_of\n"
        f"assert language_of('', {ENGLISH!r}) == 'en' and language_of('de', {GERMAN!r}) == 'de'\n"
        "sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([python, "-c", code], check=False).returncode == 0
