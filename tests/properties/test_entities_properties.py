"""What holds of recognition whatever the text and whatever a model says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.entities.document import refine
from index.entities.engines import RulesEngine
from index.entities.language import language_of
from index.entities.recognizer import ArticleRecognizer, pieces_of
from index.entities.resolve import resolve
from index.entities.spans import Label, Span, SpanSet
from index.intake_types import Unrecognised
from index.types import EntityType

if TYPE_CHECKING:
    import random

WORDS = [
    "Nicolas", "Maduro", "Maduro’s", "President", "the", "The", "of", "in", "said", "van", "der", "Leyen", "U.S.",
    "United", "States", "RFE/RL", "(OAS)", "Organization", "American", "REUTERS/Ann", "KYIV", "-", "—", "\n", "\n\n",
    '"', "“", "”", "’s", "'", "$", "40", "million", "Monday,", "May", "2018", "Ltd.", "Cup", "River", "@x", "#y", ".",
    "Iran's", "Mr.", "J.", "(", ")", "/", "İstanbul", "é", "𝕏", "東京", "anti-Russian", "Turkey", "turkey",
]  # fmt: skip
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))


@st.composite
def read_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text with spans of any label anywhere, overlapping or not."""
    text = draw(texts)
    if not text:
        return text, []
    bounds = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 30), st.sampled_from(Label))
    drawn = draw(st.lists(bounds, max_size=12))
    return text, [Span(start, min(len(text), start + length), label) for start, length, label in drawn]


@settings(max_examples=500, deadline=None)
@given(read_texts())
def test_mentions_are_sorted_apart_and_inside_their_text(read: tuple[str, list[Span]]) -> None:
    text, spans = read
    done = 0
    for span in refine(text, spans):
        assert done <= span.start < span.end <= len(text)
        assert "\n" not in span.of(text)
        assert span.label in set(EntityType)
        done = span.end


@settings(max_examples=300, deadline=None)
@given(read_texts())
@example((":Ab::::::Ab#", [Span(0, 11, Label.PERSON), Span(0, 12, Label.WORK)]))
def test_refining_does_not_depend_on_the_order_of_the_spans(read: tuple[str, list[Span]]) -> None:
    text, spans = read
    distinct = list({(span.start, span.end): span for span in spans}.values())
    assert refine(text, distinct) == refine(text, distinct[::-1])


@settings(max_examples=300, deadline=None)
@given(read_texts(), st.randoms(use_true_random=False))
def test_names_do_not_depend_on_the_order_of_the_mentions(read: tuple[str, list[Span]], chance: random.Random) -> None:
    text, spans = read
    found = list(refine(text, spans))
    shuffled = chance.sample(found, len(found))
    assert dict(zip(shuffled, resolve(text, shuffled), strict=True)) == dict(
        zip(found, resolve(text, found), strict=True)
    )


@settings(max_examples=300, deadline=None)
@given(texts, texts, st.sampled_from(["", "en", "de", "ru", "en-GB", "\x00"]))
def test_every_mention_equals_its_surface_form(title: str, text: str, language: str) -> None:
    title = " ".join(title.split())
    (found,) = ArticleRecognizer([RulesEngine()]).recognise([Unrecognised(7, 2, title, text, language, None)])
    assert (found.article, found.text_revision) == (7, 2)
    for mentions, source in ((found.title_mentions, title), (found.mentions, text)):
        done = 0
        for mention in mentions:
            assert done <= mention.start < mention.end <= len(source)
            assert mention.text == source[mention.start : mention.end]
            assert mention.name
            done = mention.end


@given(st.text(alphabet="ab \n", max_size=120), st.integers(1, 40))
def test_pieces_make_up_the_whole(document: str, longest: int) -> None:
    pieces = pieces_of(document, longest)
    assert "".join(document[start:end] for start, end in pieces) == document
    assert all(end - start <= longest for start, end in pieces)


@given(read_texts())
def test_a_set_of_spans_is_what_a_scan_finds(read: tuple[str, list[Span]]) -> None:
    text, spans = read
    kept = list(SpanSet(spans))
    for start in range(0, len(text), 5):
        scanned = [span for span in kept if span.start < start + 7 and start < span.end]
        assert SpanSet(spans).touching(start, start + 7) == scanned


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=6))
def test_every_text_has_a_language(text: str, declared: str) -> None:
    assert language_of(declared, text)
