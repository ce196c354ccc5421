"""Each step of the document stage, as texts before and after it."""

from __future__ import annotations

import pytest
from entity_markup import mark, unmark

from index.entities.acronyms import (
    initials_of,
    label_defined_names,
    label_short_forms,
    stands_for,
    unlabel_common_short_forms,
)
from index.entities.amounts import is_priced, is_specific_date
from index.entities.boundaries import repair_boundaries
from index.entities.document import refine
from index.entities.extend import extend_organisations, extend_persons
from index.entities.fill import fill_capitals, fill_forms, lower_case_words
from index.entities.forms import apply_labels, decide, surnames, tally
from index.entities.gazetteer import gazetteer, read_gazetteer
from index.entities.patterns import add_patterned_names
from index.entities.shape import label_by_shape
from index.entities.spans import FormIndex, Label, Span, SpanSet, starts_sentence
from index.entities.wellknown import fill_listed, relabel_listed, well_known_names
from index.types import EntityType


def _after(step: object, source: str) -> str:
    text, spans = unmark(source)
    assert callable(step)
    return mark(text, step(text, SpanSet(spans)))


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("near {PLACE the United States}", "near the {PLACE United States}"),
        ("{PLACE The Hague} court", "{PLACE The Hague} court"),
        ("{PERSON Maduro’s} government", "{PERSON Maduro}’s government"),
        ("{PERSON President Ana Lopes} said", "President {PERSON Ana Lopes} said"),
        ("{PERSON Russian Sergei Ivanov} won", "Russian {PERSON Sergei Ivanov} won"),
        ("“{ORG Valdai Club,”} he said", "“{ORG Valdai Club},” he said"),
        ("{PERSON Ann Lee\nBERLIN} —", "{PERSON Ann Lee}\n{PERSON BERLIN} —"),
        ("{ORG Acme Inc.} fell", "{ORG Acme Inc.} fell"),
        ("at {ORG Acme Inc.} Then", "at {ORG Acme Inc}. Then"),
        ("{ORG Acme Capital and Citigroup} fell", "{ORG Acme Capital} and {ORG Citigroup} fell"),
        ("{ORG Acme and Sons} fell", "{ORG Acme and Sons} fell"),
        ("{PLACE U.S.} troops", "{PLACE U.S.} troops"),
        ("{ORG Iran’s Press TV} reported", "{PLACE Iran}’s {ORG Press TV} reported"),
        ("{ORG McDonald’s Corp} grew", "{ORG McDonald’s Corp} grew"),
        ("{ORG REUTERS/Ann Lee}", "{ORG REUTERS}/{PERSON Ann Lee}"),
        ("{ORG Radio Free Europe/Radio Liberty} said", "{ORG Radio Free Europe/Radio Liberty} said"),
        ("our {ORG BBC Telegram} channel", "our {ORG BBC} {ORG Telegram} channel"),
        ("{GROUP anti-Russian} mood", "anti-{GROUP Russian} mood"),
        ("{ORG Football Union (FU} met", "{ORG Football Union} (FU met"),
        ("{PERSON Kim Jong}-un spoke", "{PERSON Kim Jong-un} spoke"),
        ("{PERSON Moon Jae}-in spoke", "{PERSON Moon Jae-in} spoke"),
        ("{PERSON Ann Lee-led} talks", "{PERSON Ann Lee}-led talks"),
        ("{ORG Zemia Post newspaper} wrote", "{ORG Zemia Post} newspaper wrote"),
        ("the {ORG Bureau of} the", "the {ORG Bureau} of the"),
        ("{PLACE Two United States} soldiers", "Two {PLACE United States} soldiers"),
        ("{EVENT Three Rivers Festival} opened", "{EVENT Three Rivers Festival} opened"),
        ("after {EVENT September 11, 2001}", "after {DATE September 11, 2001}"),
        ("{PERSON © Ann Lee}", "© {PERSON Ann Lee}"),
        ("{PERSON @someone} wrote", "@someone wrote"),
        ("some {ORG the} thing", "some the thing"),
        ("paid {MONEY about $3} million for it", "paid about {MONEY $3 million} for it"),
        ("a ${MONEY 20} million deal", "a {MONEY $20 million} deal"),
        ("{MONEY nearly 5 million} dollars", "nearly {MONEY 5 million dollars}"),
        ("{DATE Monday\nBy Ann} Lee", "{DATE Monday}\nBy Ann Lee"),
    ],
)
def test_boundaries_are_repaired(read: str, repaired: str) -> None:
    text, spans = unmark(read)
    assert mark(text, repair_boundaries(text, spans)) == repaired


@pytest.mark.parametrize(
    ("form", "specific"),
    [
        ("July 2, 2013", True),
        ("Sept. 24", True),
        ("Tuesday", True),
        ("2013", True),
        ("the 1990s", True),
        ("24/9", True),
        ("the 24th", True),
        ("last week", False),
        ("today", False),
        ("two years", False),
        ("annual", False),
    ],
)
def test_a_date_is_shown_when_it_is_specific(form: str, *, specific: bool) -> None:
    assert is_specific_date(form) is specific


def test_a_number_behind_a_currency_sign_is_money() -> None:
    assert is_priced("€40", 1)
    assert not is_priced("40", 0)


@pytest.mark.parametrize(
    ("read", "relabelled"),
    [
        ("on {PERSON Twitter} today", "on {ORG Twitter} today"),
        ("the {ORG Russian} side", "the {GROUP Russian} side"),
        ("{PERSON Jordan} scored", "{PERSON Jordan} scored"),
        ("{ORG Jordan} agreed", "{PLACE Jordan} agreed"),
        ("{DATE May} came", "{DATE May} came"),
    ],
)
def test_listed_names_get_their_type(read: str, relabelled: str) -> None:
    assert _after(relabel_listed, read) == relabelled


@pytest.mark.parametrize(
    ("read", "filled"),
    [
        ("Talks in Moscow went on.", "Talks in {PLACE Moscow} went on."),
        ("President Biden and NATO agreed.", "President Biden and {ORG NATO} agreed."),
        ("They ate turkey, not Turkey.", "They ate turkey, not Turkey."),
        ("The Moscow Times wrote.", "The Moscow Times wrote."),
        ("the {ORG Bank of Moscow} said", "the {ORG Bank of Moscow} said"),
        ("the {HINT Moscow} Treaty", "the {HINT Moscow} Treaty"),
        ("a {HINT Brussels} rule", "a {PLACE Brussels} rule"),
        ("a Venezuelan General", "a {GROUP Venezuelan} General"),
        ("follow @Moscow now", "follow @Moscow now"),
    ],
)
def test_listed_names_that_were_missed_are_filled_in(read: str, filled: str) -> None:
    assert _after(fill_listed, read) == filled


@pytest.mark.parametrize(
    ("read", "shaped"),
    [
        ("{PERSON Hollow Pine Ltd} fell", "{ORG Hollow Pine Ltd} fell"),
        ("the {PERSON Orange River} rose", "the {PLACE Orange River} rose"),
        ("at {PERSON Elm Street}", "at {PLACE Elm Street}"),
        ("the {ORG Nations Cup}", "the {EVENT Nations Cup}"),
        ("the {PERSON QZX} said", "the {ORG QZX} said"),
        ("{PERSON QZX} WINS", "{PERSON QZX} WINS"),
        ("{PERSON Ann Lee} said", "{PERSON Ann Lee} said"),
    ],
)
def test_the_shape_of_a_name_gives_its_type(read: str, shaped: str) -> None:
    assert _after(label_by_shape, read) == shaped


@pytest.mark.parametrize(
    ("read", "patterned"),
    [
        ("{PERSON Ursula} von der {PERSON Leyen} spoke", "{PERSON Ursula von der Leyen} spoke"),
        ("Prince {PERSON Omar} bin {PERSON Khalid}’s visit", "Prince {PERSON Omar bin Khalid}’s visit"),
        ('{PERSON Ann} "Annie" {PERSON Lee} won', '{PERSON Ann "Annie" Lee} won'),
        ("Mrs. Okonkwo-Bright agreed", "Mrs. {PERSON Okonkwo-Bright} agreed"),
        ("Senator {ORG Marbury} agreed", "Senator {PERSON Marbury} agreed"),
        ("President Minister said", "President Minister said"),
        ("GDANSK/TURKU, Sept 24 (Reuters) - Ships", "{PLACE GDANSK}/{PLACE TURKU}, Sept 24 ({ORG Reuters}) - Ships"),
        ("NEW TOWN — Rain", "{PLACE NEW TOWN} — Rain"),
    ],
)
def test_patterns_give_names_away(read: str, patterned: str) -> None:
    assert _after(add_patterned_names, read) == patterned


@pytest.mark.parametrize(
    ("read", "labelled"),
    [
        ("the {ORG Union of Lake Towns} (ULT) met", "the {ORG Union of Lake Towns} ({ORG ULT}) met"),
        ("the {PERSON Lake Towns Union} (LTU) met", "the {ORG Lake Towns Union} ({ORG LTU}) met"),
        ("the {EVENT Lake Towns Fair} (LTF)", "the {EVENT Lake Towns Fair} ({EVENT LTF})"),
        ("{PERSON Ann Lee} (Labour)", "{PERSON Ann Lee} (Labour)"),
        ("{PERSON Ann Lee} (D-Ohio)", "{PERSON Ann Lee} (D-Ohio)"),
    ],
)
def test_a_short_form_in_brackets_is_a_name_too(read: str, labelled: str) -> None:
    assert _after(label_short_forms, read) == labelled


@pytest.mark.parametrize(
    ("read", "labelled"),
    [
        (
            "non-fungible tokens ({ORG NFT}) fell; {ORG NFTs} are old",
            "non-fungible tokens ({HINT NFT}) fell; {HINT NFTs} are old",
        ),
        ("the Late Rain Act ({ORG LRA}) and the {ORG LRA}", "the Late Rain Act ({HINT LRA}) and the {HINT LRA}"),
        ("the Lake Rain Union ({ORG LRU}) and the {ORG LRU}", "the Lake Rain Union ({ORG LRU}) and the {ORG LRU}"),
        ("many new things ({ORG XYZ}) came", "many new things ({ORG XYZ}) came"),
        ("under nations ({ORG UN}) and {ORG UN}", "under nations ({ORG UN}) and {ORG UN}"),
    ],
)
def test_short_forms_of_common_words_are_no_names(read: str, labelled: str) -> None:
    assert _after(unlabel_common_short_forms, read) == labelled


@pytest.mark.parametrize(
    ("read", "extended"),
    [
        (
            "{PERSON Ram Nath} {PERSON Marbury} spoke in the long rain",
            "{PERSON Ram Nath Marbury} spoke in the long rain",
        ),
        ("then Jolanda {PERSON Marbury} spoke in the rain", "then {PERSON Jolanda Marbury} spoke in the rain"),
        ("then {PERSON Jolanda} Marbury spoke in the rain", "then {PERSON Jolanda Marbury} spoke in the rain"),
        ("then President {PERSON Marbury} spoke", "then President {PERSON Marbury} spoke"),
        ("then Russia {PERSON Marbury} spoke", "then Russia {PERSON Marbury} spoke"),
        ("Yesterday {PERSON Marbury} spoke; it was yesterday", "Yesterday {PERSON Marbury} spoke; it was yesterday"),
        ("Rain Stops Play While {PERSON Marbury} Speaks", "Rain Stops Play While {PERSON Marbury} Speaks"),
        ("then {PERSON Marbury} University opened", "then {PERSON Marbury} University opened"),
        ("with {PERSON Ann Fell}, {PERSON Bob Fell} spoke", "with {PERSON Ann Fell}, {PERSON Bob Fell} spoke"),
    ],
)
def test_parts_of_a_persons_name_are_joined(read: str, extended: str) -> None:
    text, spans = unmark(read)
    assert mark(text, extend_persons(text, SpanSet(spans), lower_case_words(text))) == extended


@pytest.mark.parametrize(
    ("read", "extended"),
    [
        ("the {ORG Lake College} of Nursing said", "the {ORG Lake College of Nursing} said"),
        ("the {ORG University} of {PLACE Zemia} said", "the {ORG University of Zemia} said"),
        ("the {ORG Ministry of Labour} and Transport said", "the {ORG Ministry of Labour and Transport} said"),
        ("the {ORG Ministry of Labour} and {ORG Oxfam} said", "the {ORG Ministry of Labour} and {ORG Oxfam} said"),
        ("the {ORG Ministry of Labour} and Oxfam said", "the {ORG Ministry of Labour} and Oxfam said"),
        ("the {ORG Office} of {PERSON Ann Lee} said", "the {ORG Office} of {PERSON Ann Lee} said"),
        ("{ORG Hollow Pine} of Zemia said", "{ORG Hollow Pine} of Zemia said"),
    ],
)
def test_the_rest_of_an_offices_name_is_taken_in(read: str, extended: str) -> None:
    assert _after(extend_organisations, read) == extended


@pytest.mark.parametrize(
    ("read", "labelled"),
    [
        ("the Lake Rain Union (LRU) met", "the {ORG Lake Rain Union} ({ORG LRU}) met"),
        ("the {ORG Rain Union} (RU) met", "the {ORG Rain Union} ({ORG RU}) met"),
        ("the Gross Rain Product (GRP) rose", "the Gross Rain Product (GRP) rose"),
        ("the {PERSON Lake Rain Union} (LRU) met", "the {PERSON Lake Rain Union} (LRU) met"),
        ("rain by lake union (RLU)", "rain by lake union (RLU)"),
    ],
)
def test_names_that_the_text_defines_are_marked(read: str, labelled: str) -> None:
    assert _after(label_defined_names, read) == labelled


def test_short_forms_are_initials() -> None:
    assert stands_for("OAS", "Organization of American States")
    assert not stands_for("XYZ", "Organization of American States")
    assert initials_of("Union of Lake Towns") == {"ULT", "UOLT"}
    assert initials_of("Rain") == set()


@pytest.mark.parametrize(
    ("read", "labelled"),
    [
        (
            "{PERSON Ann Marbury} won. {ORG Marbury} wept. {PLACE Marbury} left.",
            "{PERSON Ann Marbury} won. {PERSON Marbury} wept. {PERSON Marbury} left.",
        ),
        (
            "{PERSON Omar bin Khalid} won. {ORG bin Khalid} wept.",
            "{PERSON Omar bin Khalid} won. {PERSON bin Khalid} wept.",
        ),
        ("{ORG Zemia} fell; in {PERSON Zemia}, Russia, rain", "{PLACE Zemia} fell; in {PLACE Zemia}, Russia, rain"),
        ("shares in {PERSON Zemia} rose", "shares in {ORG Zemia} rose"),
        ("{PERSON Zemia}, {PERSON Zemia}; the brand {PERSON Zemia}", "{ORG Zemia}, {ORG Zemia}; the brand {ORG Zemia}"),
        ("{ORG Zemia}, 43, wept", "{PERSON Zemia}, 43, wept"),
        ("{ORG Jo Marbury} won. {PLACE Marbury} said so.", "{PERSON Jo Marbury} won. {PERSON Marbury} said so."),
        ("{ORG Quill Marbury} rose. {PLACE Marbury} is far.", "{ORG Quill Marbury} rose. {PLACE Marbury} is far."),
        ("the firm {PERSON Zemia} said; {PERSON Zemia} said", "the firm {ORG Zemia} said; {ORG Zemia} said"),
        (
            "{ORG Zemia} is old. {ORG Zemia} said. {PERSON Zemia} is.",
            "{ORG Zemia} is old. {ORG Zemia} said. {ORG Zemia} is.",
        ),
        ("{OPEN Zemia}’s team", "Zemia’s team"),
        ("{OPEN Zemia}’s team; {ORG Zemia} won", "{ORG Zemia}’s team; {ORG Zemia} won"),
        ("the {HINT Zemia} and {ORG Zemia}", "the {ORG Zemia} and {ORG Zemia}"),
    ],
)
def test_a_form_has_one_label_in_a_document(read: str, labelled: str) -> None:
    text, spans = unmark(read)
    found = SpanSet(spans)
    assert mark(text, apply_labels(text, found, decide(text, tally(text, found)))) == labelled


def test_what_full_names_are_shortened_to() -> None:
    text, spans = unmark("{PERSON Ana Sofia de la Cruz}, {PERSON Li Wei}, {PERSON Li} and {PERSON Robert Fell Jr.}")
    assert surnames(tally(text, SpanSet(spans))) == {"Cruz", "de la Cruz", "la Cruz", "Wei", "Li", "Fell"}


@pytest.mark.parametrize(
    ("read", "filled"),
    [
        ("{PERSON Ann Marbury} and Ann Marbury", "{PERSON Ann Marbury} and {PERSON Ann Marbury}"),
        ("{PERSON Ann Bell} rang a bell. Bell left.", "{PERSON Ann Bell} rang a bell. Bell left."),
        ("{PLACE Zemia} and the Zemia Post", "{PLACE Zemia} and the Zemia Post"),
        ("{PERSON Marbury} met {ORG Marbury Trust}", "{PERSON Marbury} met {ORG Marbury Trust}"),
        ("{ORG Zemia Trust} and {PLACE Zemia} Trust", "{ORG Zemia Trust} and {ORG Zemia Trust}"),
    ],
)
def test_further_occurrences_are_filled_in(read: str, filled: str) -> None:
    text, spans = unmark(read)
    found = SpanSet(spans)
    decided = decide(text, tally(text, found))
    assert mark(text, fill_forms(text, found, decided, lower_case_words(text))) == filled


def test_names_in_capitals_are_found() -> None:
    text, spans = unmark("MARBURY WINS IN ZEMIA\n{PERSON Ann Marbury} won {PLACE Zemia}.")
    found = SpanSet(spans)
    decided = decide(text, tally(text, found))
    assert mark(text, fill_capitals(text, found, decided)) == (
        "{PERSON MARBURY} WINS IN {PLACE ZEMIA}\n{PERSON Ann Marbury} won {PLACE Zemia}."
    )


def test_the_stage_shows_entity_types_only() -> None:
    text, spans = unmark(
        "{DATE Last week}, {DATE two days} and on {DATE Monday} “{WORK The Long Rain}” beat {WORK Dry Land} "
        "under the {HINT Rain Act}; {ORG Covid-19} and {PERSON President} in {PLACE North}"
    )
    assert mark(text, refine(text, spans)) == (
        "{DATE Last week}, two days and on {DATE Monday} “{WORK The Long Rain}” beat Dry Land under the Rain Act; "
        "Covid-19 and President in North"
    )


def test_listed_names_in_a_text_of_another_language() -> None:
    text = "Der Kreml und die NATO: Präsident Putin reist nach Caracas. Die Welt ist orange, sagt US Jordan."
    assert mark(text, well_known_names(text)) == (
        "Der Kreml und die {ORG NATO}: Präsident Putin reist nach {PLACE Caracas}. Die Welt ist orange, sagt US Jordan."
    )


def test_forms_are_found_as_whole_words_the_longest_first() -> None:
    index = FormIndex(["New York", "New York Times", "York", "N.Y.", "O'Neill"])
    text = "New York Times, New Yorker York, N.Y. and O’Neill @York"
    assert [form for _, _, form in index.find(text)] == ["New York Times", "York", "N.Y.", "O'Neill"]
    assert index.at(text, 0) == "New York Times"
    assert index.at(text, 1) == ""


def test_a_set_of_spans_never_overlaps() -> None:
    spans = SpanSet([Span(0, 5, Label.ORG), Span(3, 12, Label.PERSON), Span(12, 14, Label.DATE)])
    assert list(spans) == [Span(3, 12, Label.PERSON), Span(12, 14, Label.DATE)]
    spans.put(Span(10, 13, Label.PLACE))
    assert list(spans) == [Span(10, 13, Label.PLACE)]
    with pytest.raises(KeyError):
        spans.remove(Span(10, 13, Label.ORG))


@pytest.mark.parametrize(
    ("text", "word", "starts"),
    [
        ("It rained. Then sun.", "Then", True),
        ("“Then sun", "Then", True),
        ("one\nThen", "Then", True),
        ("and Then", "Then", False),
        ("Then", "Then", True),
    ],
)
def test_sentence_starts(text: str, word: str, *, starts: bool) -> None:
    assert starts_sentence(text, text.index(word)) is starts


def test_the_gazetteer_reads_both_apostrophes_and_its_flags() -> None:
    read = read_gazetteer(
        '{"PLACE": {"N\'Djamena": []}, "ORG": {"Orange": ["Orange SA"]}, "GROUP": {}, "EVENT": {},'
        ' "also_personal": [], "also_ordinary": ["Orange"]}'
    )
    assert read.type_of("N’Djamena") is EntityType.PLACE
    assert read.forms["Orange"].ordinary
    assert not read.forms["Orange SA"].ordinary
    assert read.canonical[EntityType.ORG]["Orange SA"] == "Orange"
    assert read.type_of("Nowhere") is None


def test_the_flags_of_the_gazetteer_are_of_listed_forms() -> None:
    forms = gazetteer().forms
    assert any(known.personal for known in forms.values())
    assert forms["Turkey"].ordinary
