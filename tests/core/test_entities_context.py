"""What the context of a name tells, as texts before and after a step of the document stage."""

from __future__ import annotations

import pytest
from entity_markup import mark, unmark

from index.entities.acronyms import stands_for
from index.entities.boundaries import repair_boundaries
from index.entities.document import refine
from index.entities.extend import drop_titles, extend_kinds, extend_persons
from index.entities.fill import fill_company_names
from index.entities.initials import label_capitals
from index.entities.ordinary import drop_offices, drop_ordinary
from index.entities.patterns import add_patterned_names
from index.entities.rosters import label_rosters, label_teams, split_branches
from index.entities.shape import label_by_shape
from index.entities.spans import SpanSet
from index.entities.titles import is_title
from index.entities.wellknown import fill_listed


def _after(step: object, source: str) -> str:
    text, spans = unmark(source)
    assert callable(step)
    return mark(text, step(text, SpanSet(spans)))


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("{PERSON Composer Ruth Ackroyd} left", "Composer {PERSON Ruth Ackroyd} left"),
        ("{PERSON Dermatologist Ana Lopes} said", "Dermatologist {PERSON Ana Lopes} said"),
        ("{PERSON ex-Treasurer Bo Lind} said", "ex-Treasurer {PERSON Bo Lind} said"),
        ("{PERSON Paul Baker} said", "{PERSON Paul Baker} said"),
        ("{PERSON Peter Walker} said", "{PERSON Peter Walker} said"),
        ("{PERSON Nana Professor Ekow Delle} said", "Nana Professor {PERSON Ekow Delle} said"),
        ("{PERSON Nam Ching guard Cheng Lee} shot", "Nam Ching guard {PERSON Cheng Lee} shot"),
        ("{PERSON Ludwig van Beethoven} wrote", "{PERSON Ludwig van Beethoven} wrote"),
        ("{ORG Justice Ekwueme} held", "Justice {PERSON Ekwueme} held"),
        ("the {ORG Justice Department} held", "the {ORG Justice Department} held"),
        ("the {ORG Anti-Corruption Bureau} said", "the {ORG Anti-Corruption Bureau} said"),
        ("{PERSON U.S.-allied Anna Roe} fled", "U.S.-allied {PERSON Anna Roe} fled"),
        ("in {PLACE Springfield, Ann} said", "in {PLACE Springfield}, {PLACE Ann} said"),
        ("by {ORG Acme, Inc} and", "by {ORG Acme, Inc} and"),
        ("{ORG Ministry of Trade, Tourism and Sport}", "{ORG Ministry of Trade, Tourism and Sport}"),
        ("{ORG Dylan’s iconic} songs", "{OPEN Dylan}’s iconic songs"),
        ("{PERSON Christian Bolanos} scored", "{PERSON Christian Bolanos} scored"),
    ],
)
def test_titles_and_lists_come_off(read: str, repaired: str) -> None:
    text, spans = unmark(read)
    assert mark(text, repair_boundaries(text, spans)) == repaired


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("Composer", True),
        ("violinist", True),
        ("Shareholder", True),
        ("Co-chair", True),
        ("Gen.", True),
        ("Peter", False),
        ("Hunter", False),
        ("Christian", False),
        ("Victor", False),
        ("Democrat", False),
    ],
)
def test_titles_are_told_from_names(word: str, *, title: bool) -> None:
    assert is_title(word) == title


@pytest.mark.parametrize(
    ("read", "marked"),
    [
        (
            "ZEMIA, Jun 21 2022 (QRS) - A man told QRS that",
            "ZEMIA, Jun 21 2022 ({ORG QRS}) - A man told {ORG QRS} that",
        ),
        (
            "The head of the QRSU said. QRSU officials left.",
            "The head of the {ORG QRSU} said. {ORG QRSU} officials left.",
        ),
        ("an EV, the ATM and a GPS", "an EV, the ATM and a GPS"),
        ("the electric delivery van (EDV) said the EDV", "the electric delivery van (EDV) said the EDV"),
        (
            "special inquiry team (SIT) told the SIT officials",
            "special inquiry team (SIT) told the {ORG SIT} officials",
        ),
        ("THE QRSU SAID IT WOULD", "THE QRSU SAID IT WOULD"),
        ("{PERSON Ana Bo} spoke.\nAB: We did", "{PERSON Ana Bo} spoke.\n{PERSON AB}: We did"),
        ("it cost QRS 5 and 7QRS", "it cost QRS 5 and 7QRS"),
    ],
)
def test_acronyms_show_what_they_are(read: str, marked: str) -> None:
    found = _after(label_capitals, read)
    assert found.replace("({ORG SIT})", "(SIT)") == marked


@pytest.mark.parametrize(
    ("read", "marked"),
    [
        ("YAOUNDÉ, May 13 2022 (QRS) - Rain", "{PLACE YAOUNDÉ}, May 13 2022 ({ORG QRS}) - Rain"),
        ("VENICE ({PERSON Harbour Wire}) — Rain", "{PLACE VENICE} ({ORG Harbour Wire}) — Rain"),
        ("KUWAIT CITY, July 25: Rain", "{PLACE KUWAIT CITY}, July 25: Rain"),
        ("WARNING: Rain", "WARNING: Rain"),
        (
            "people of Iceme village and the town of Zemi",
            "people of {PLACE Iceme} village and the town of {PLACE Zemi}",
        ),
        ("The village slept. This district too", "The village slept. This district too"),
        ("{ORG BRASILIA/RIO DE JANEIRO} (Reuters) - R", "{PLACE BRASILIA}/{PLACE RIO DE JANEIRO} ({ORG Reuters}) - R"),
        ("REUTERS/Regis Alban/File Photo", "REUTERS/{PERSON Regis Alban}/File Photo"),
        ("(Reporting by Terje Alban in Oslo)", "(Reporting by {PERSON Terje Alban} in Oslo)"),
        ("{PERSON Peru’s Bo “wee” Kim} had", "Peru’s {PERSON Bo “wee” Kim} had"),
    ],
)
def test_datelines_and_credits_are_understood(read: str, marked: str) -> None:
    assert _after(add_patterned_names, read) == marked


@pytest.mark.parametrize(
    ("read", "marked"),
    [
        ("at {PERSON Rincón de la Luz} {PLACE National Park}", "at {PLACE Rincón de la Luz National Park}"),
        (
            "many people come to see Carara {PLACE National Park}",
            "many people come to see {PLACE Carara National Park}",
        ),
        ("{PLACE Kenya}’s {PLACE National Park}", "{PLACE Kenya}’s {PLACE National Park}"),
        ("{PLACE Kenya} {PLACE National Park}", "{PLACE Kenya} {PLACE National Park}"),
        ("In {ORG High School} he read", "In {ORG High School} he read"),
    ],
)
def test_kinds_take_in_their_names(read: str, marked: str) -> None:
    assert _after(extend_kinds, read) == marked


@pytest.mark.parametrize(
    ("read", "marked"),
    [
        ("{ORG Tiqani Steel Corp} fell. Tiqani said", "{ORG Tiqani Steel Corp} fell. {ORG Tiqani} said"),
        ("{ORG Air Steel Corp} fell. Air and air", "{ORG Air Steel Corp} fell. Air and air"),
        ("{ORG China Steel Corp} fell. China said", "{ORG China Steel Corp} fell. China said"),
        ("{ORG Tiqani School} closed. Tiqani said", "{ORG Tiqani School} closed. Tiqani said"),
        ("{ORG Tiqani Steel Corp} fell. Tiqani Lee said", "{ORG Tiqani Steel Corp} fell. Tiqani Lee said"),
    ],
)
def test_companies_go_by_their_first_word(read: str, marked: str) -> None:
    assert _after(fill_company_names, read) == marked


_ROSTER = "{PERSON Al Bo} (Rovers), {PERSON Cy Du} (Reds), {PERSON Ed Fo} (Lions), {PERSON Gu Ha} "


@pytest.mark.parametrize(
    ("last", "label"),
    [("(Motagua)", "ORG"), ("({PLACE Motagua})", "ORG"), ("(Kenya)", None)],
)
def test_clubs_stand_behind_players(last: str, label: str | None) -> None:
    marked = _after(label_rosters, _ROSTER + last)
    assert "({ORG Rovers})" in marked
    assert ("({ORG Motagua})" in marked) == (label == "ORG")


def test_country_codes_stand_behind_sportsmen() -> None:
    codes = "{PERSON Al Bo} (ESP), {PERSON Cy Du} (PRT), {PERSON Ed Fo} (FRA), {PERSON Gu Ha} (QAT)"
    assert _after(label_rosters, codes).count("{PLACE ") == 4
    assert _after(label_rosters, "{PERSON Al Bo} (ESP) and {PERSON Cy Du} (UNO)").count("{PLACE ") == 0


@pytest.mark.parametrize(
    ("read", "marked"),
    [
        ("{ORG Acme} in {PLACE Acme Kenya}", "{ORG Acme} in {ORG Acme} {PLACE Kenya}"),
        ("only {ORG Acme Kenya}", "only {ORG Acme Kenya}"),
        ("{ORG Real} and {ORG Real Madrid}", "{ORG Real} and {ORG Real Madrid}"),
    ],
)
def test_branches_are_a_company_and_a_country(read: str, marked: str) -> None:
    assert _after(split_branches, read) == marked


_SCORES = " It was 1-0, 2-0, 2-1, 3-1 and 3-2."


@pytest.mark.parametrize(
    ("read", "marked"),
    [
        ("{PLACE Oklahoma} beat Baylor in {PLACE Texas}.", "{ORG Oklahoma} beat Baylor in {PLACE Texas}."),
        ("{PLACE Kenya} beat {PLACE Uganda}.", "{PLACE Kenya} beat {PLACE Uganda}."),
        ("{PLACE Zemi} beat us. {PLACE Zemi} left.", "{ORG Zemi} beat us. {ORG Zemi} left."),
    ],
)
def test_towns_that_play_are_teams(read: str, marked: str) -> None:
    assert _after(label_teams, read + _SCORES) == marked + _SCORES
    assert _after(label_teams, read) == read


@pytest.mark.parametrize(
    ("read", "left"),
    [
        ("the minister of {ORG Trade and Art}, ", "the minister of Trade and Art, "),
        ("the {ORG Minister of Trade}, ", "the Minister of Trade, "),
        ("the {ORG Ministry of Trade}, ", "the {ORG Ministry of Trade}, "),
        ("minister of the {ORG Trade Council}, ", "minister of the {ORG Trade Council}, "),
    ],
)
def test_offices_are_no_organisations(read: str, left: str) -> None:
    assert _after(drop_offices, read) == left


@pytest.mark.parametrize(
    ("form", "dropped"),
    [
        ("Retail Banking", True),
        ("Balance Sheet Management", True),
        ("Department of Fisheries", False),
        ("Zemia Banking", False),
        ("Health Agency", False),
    ],
)
def test_ordinary_phrases_are_no_organisations(form: str, *, dropped: bool) -> None:
    text = f"{{ORG {form}}} is new"
    lower = frozenset({"retail", "balance", "sheet", "health", "fisheries"})
    plain, spans = unmark(text)
    assert (len(drop_ordinary(plain, SpanSet(spans), lower)) == 0) == dropped


@pytest.mark.parametrize(
    ("read", "marked"),
    [
        ("{ORG Tobacco Atlas}", "{HINT Tobacco Atlas}"),
        ("{ORG Evian Accords}", "{HINT Evian Accords}"),
        ("{ORG Zemia Plan}", "{HINT Zemia Plan}"),
        ("{ORG Zemia Council}", "{ORG Zemia Council}"),
        ("{PERSON Doris Day}", "{PERSON Doris Day}"),
    ],
)
def test_documents_are_no_names(read: str, marked: str) -> None:
    assert _after(label_by_shape, read) == marked


@pytest.mark.parametrize(
    ("read", "marked"),
    [
        ("the {PLACE U.S.} Congress met", "the {ORG U.S. Congress} met"),
        ("the {ORG U.S. Congress Report Group} met", "the {ORG U.S. Congress Report Group} met"),
    ],
)
def test_listed_names_take_in_their_parts(read: str, marked: str) -> None:
    assert _after(fill_listed, read) == marked


@pytest.mark.parametrize(
    ("read", "label"),
    [
        ("{PLACE Jumbri}, a maker of buses, grew. {PLACE Jumbri} left.", "ORG"),
        ("{ORG Jumbri} is a small town. Then {ORG Jumbri} slept.", "PLACE"),
        ("{ORG Jumbri}, a lawyer, wept. Then {ORG Jumbri} slept.", "PERSON"),
        ("they met at the {ORG Jumbri Hospital}", "PLACE"),
        ("the {ORG Jumbri Hospital} said", "ORG"),
        ("{PERSON Jumbri} is a drug. Take {PERSON Jumbri}.", None),
    ],
)
def test_texts_say_what_a_name_is(read: str, label: str | None) -> None:
    text, spans = unmark(read)
    labels = {span.label.value for span in refine(text, spans) if span.of(text).startswith("Jumbri")}
    assert labels == ({label} if label else set())


@pytest.mark.parametrize(
    ("short", "long", "stands"),
    [
        ("UNILAG", "University of Lagos", True),
        ("KOTRA", "Korea Trade-Investment Promotion Agency", True),
        ("OAS", "Organization of American States", True),
        ("LAGU", "University of Lagos", False),
        ("NATO", "National Olympic Committee", False),
    ],
)
def test_short_forms_stand_for_long_ones(short: str, long: str, *, stands: bool) -> None:
    assert stands_for(short, long) == stands


@pytest.mark.parametrize(
    ("read", "person"),
    [
        ("{ORG Ricardo Canales} scored.", True),
        ("{PLACE Jean-Paul Rivoire} remains.", True),
        ("{ORG Ricardo Brothers} play.", False),
        ("{PLACE Ricardo Stadium} fell.", False),
        ("{ORG Zemi Canales} scored.", False),
    ],
)
def test_given_names_begin_persons(read: str, *, person: bool) -> None:
    text, spans = unmark(read)
    (found,) = refine(text, spans)
    assert (found.label.value == "PERSON") == person


@pytest.mark.parametrize(
    ("read", "left"),
    [
        ("{PERSON Student Ann Lee} of", "Student {PERSON Ann Lee} of"),
        ("{PERSON Nana Professor} {PERSON Delle} said", "Nana Professor {PERSON Delle} said"),
        ("{PERSON Alexander Pope} wrote", "{PERSON Alexander Pope} wrote"),
        ("{PERSON Barbara Boxer}, {PERSON Boxer}", "{PERSON Barbara Boxer}, {PERSON Boxer}"),
        ("{ORG Student Union} met", "{ORG Student Union} met"),
    ],
)
def test_titles_come_off_at_last(read: str, left: str) -> None:
    assert _after(drop_titles, read) == left


def test_long_names_are_joined_in_paragraphs_and_not_in_headlines() -> None:
    halves = "{PERSON Abdul Sattar} {PERSON Hadi Janabi}"
    rest = " Signed The Memorandum Of Understanding On Behalf Of His Ministry In Riyadh Today" * 2
    for after, joined in ((rest, True), (" Signed The Memorandum", False)):
        text, spans = unmark(halves + after)
        found = extend_persons(text, SpanSet(spans), frozenset())
        assert ("Abdul Sattar Hadi Janabi" in [span.of(text) for span in found]) == joined
