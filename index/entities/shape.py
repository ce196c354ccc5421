"""Types from the shape of a name: "... Ltd" is an organisation, "... River" a place, "... Cup" an event."""

from __future__ import annotations

import re
from dataclasses import replace

from index.entities.gazetteer import gazetteer
from index.entities.spans import NAMES, WEAK, Label, Span, SpanSet

ORGANISATION_END = re.compile(
    r"(?:^|\s)(?:Inc|Corp|Co|Ltd|PLC|Plc|plc|LLC|LLP|AG|SA|NV|GmbH|Bhd|Limited|Corporation|Incorporated|Company|"
    r"Group|"
    r"Holdings|Bank|Ministry|Party|Agency|Association|Institute|Institution|Commission|Committee|Council|Federation|"
    r"Confederation|Union|University|College|Authority|Bureau|Board|Department|Office|Foundation|Trust|Fund|"
    r"Organi[sz]ation|Society|Police|Army|Navy|Parliament|Assembly|Academy|Airlines|Airways|Times|Post|Tribune|"
    r"Herald|"
    r"Gazette|News|FC|United|Club|Network|Alliance|Coalition|League|Movement|Forum|Initiative|Partners|Capital|"
    r"Industries|Technologies|Systems|Energy|Motors|Pharmaceuticals|Ventures|Media|Court|Tribunal|Secretariat|"
    r"Directorate|Services?|Corps|School|Forces?|Church|Commerce|Studies|Affairs|Exchange|Division|Command|Brigade|"
    r"Regiment|Statistics|Insurance|Securities|Orchestra|Ballet|Choir|Consortium|Conglomerate|Laborator(?:y|"
    r"ies)|Clinic|"
    r"Newspapers?|Magazine|Radio|Band|Trio|Quartet|Opposition|Brothers|Chambers|Television|TV|Studios?|Records|"
    r"Airline)\.?$"
)
"""How the names of organisations end."""

PLACE_END = re.compile(
    r"\s(?:River|Lake|Mountains?|Mount|Islands?|Sea|Bay|Ocean|Province|County|City|District|Desert|Coast|Peninsula|"
    r"Region|Valley|Strait|Gulf|Delta|Basin|Prefecture|Oblast|Township|Village|Territory|Territories|"
    r"Archipelago|Gorge|"
    r"Canyon|Reef|Forest|Falls|Hills?|Plateau|Beach|Park|Refuge|Creek|Heights|Glacier|Volcano|Springs|Zone|Area|"
    r"Town|(?:Nature|Natural|Biological|Forest|Game|Marine|Wildlife|Biosphere) Reserve)$"
)
"""How the names of regions and waters end."""

BUILDING_END = re.compile(
    r"\s(?:Airport|Stadium|Bridge|Road|Street|Avenue|Highway|Square|Tower|Hospital|Prison|Arena|Palace|Cathedral|"
    r"Mosque|Temple|Synagogue|Monastery|Casino|Museum|Dam|Port|Station|Theatre|Theater|Hotel|Canal|Mall|Zoo|"
    r"Cemetery|Refinery|Railway|Expressway|Drive|Boulevard|Motorway|Roundabout|Interchange|Reservoir|"
    r""
    r"Tunnel|Terminal)$"
)
"""How the names of buildings and roads end: places, though an organisation may bear such a name too."""

FACILITY_END = re.compile(
    r"\s(?:Airport|Stadium|Hospital|Prison|Arena|Palace|Cathedral|Mosque|Temple|Museum|Station|Theatre|Theater|"
    r"Hotel|Mall|"
    r"Zoo|Refinery|Terminal|Cent(?:er|re)|Market|Hall|Reserve|Base|Plant|Plaza|Circuit|Speedway|Gallery|Gardens?|"
    r"Complex|Golf Club|Country Club|Cantonment|Barracks|Camp|Restaurant|Building|Residence|House|Resort|Library|"
    r"Shopping|Square|Airbase|Shipyard|Mine)$"
)
"""How the names of bodies that are places as well end: where somebody is at or in one, it is the place."""

EVENT_END = re.compile(
    r"\s(?:Cup|Championships?|Olympics|Games|Festival|Grand Prix|Prix|Open|Summit|Conference|Awards?|War|Expo|"
    r"Marathon|"
    r"Tournament|Trophy|Olympiad|Exposition|Uprising|Revolution|Massacre|Earthquake|Hurricane|Crisis)$"
)
"""How the names of events end."""

DOCUMENT_END = re.compile(
    r"\s(?:Acts?|Bill|Laws?|Agreement|Treaty|Protocol|Pact|Accords?|Plan|Scheme|Policy|Document|Accounts?|"
    r"Regulations?|"
    r"Report|Declaration|Index|Code|Programme|Program|Strategy|Charter|Constitution|Resolution|Atlas|Visa|"
    r"Certificate|"
    r"Edition|Edict|Amendment|Guidelines?|Framework|Review|Survey|Mission|Model|Day|Week|Month)$"
)
"""How the names of documents, plans and days end, that are no names of who or where."""

ORGANISATION_START = re.compile(
    r"(?:Universidade?|Université|Università|Universität|Ministerio|Ministère|Ministério|Instituto|Institut|Istituto|"
    r"Banco|Banque|Banca|Frente|Partido|Parti|Partito|Asociación|Associação|Federación|Fédération|Confederación|"
    r"Agencia|Agence|Autorité|Direction|Comisión|Consejo|Conseil|Corporación|Fundación|Fondation|Fundação|Grupo|Groupe|"
    r"Diario|Jornal|Club|Deportivo|Sporting|Racing|Atlético|Universitas|Bank|Partai|Barisan|Radio|Radyo|Télé|Colegio) "
    r"(?!Day\b)[\w(]"
)
"""How the names of organisations begin in languages that put the kind first."""

PLACE_START = re.compile(
    r"(?:Estadio|Stade|Estádio|Stadio|Volcán|Playa|Praia|Puerto|Porto|Port|Cerro|Río|Rio|Laguna|Isla|Île|Ilha|Mount|Mt|"
    r"Fort|Lake|Cabo|Wadi|Jebel|Jabal|Umm|Ras|Beit|Deir|Tel|Kampung|Kota|Pulau|Bukit|Sungai|Gunung|Calle|Rua|Rue|Plaza|"
    r"Praça|Parque|Barrio|Ciudad|Bandar|Villa|Valle|Mall|Hospital|Hôpital|Aeropuerto|Palais|Château|Schloss|Camp)"
    r"(?: (?:al|del?|la|las|los|da|do|dos|du|des|der|of)){0,2} [A-ZÀ-Þ]"
)
"""How the names of places begin in languages that put the kind first."""

_HOUSES_NO_BODY = re.compile(
    r"\s(?:Police Station|Railway Station|Bypass|Interchange|Roundabout|Synagogue|Airport|Stadium|Bridge|Road|"
    r"Street|Avenue|Highway|Square|Tower|Prison|Palace|Cathedral|Mosque|Temple|Dam|"
    r"Port|Canal|Mall|Cemetery|Tunnel|Museum)$"
)
_NOT_ORG = frozenset({Label.PERSON, Label.PLACE, Label.GROUP, Label.HINT, Label.WORK})
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 6


def label_by_shape(text: str, spans: SpanSet) -> SpanSet:
    """Every name that the gazetteer does not list gets the label of its last word, where that has one."""
    return SpanSet(replace(span, label=_shaped(text, span)) for span in spans)


def _shaped(text: str, span: Span) -> Label:
    form = span.of(text)
    if span.label not in NAMES | WEAK or form in gazetteer().forms:
        return span.label
    if " " not in form:
        return Label.ORG if span.label is Label.PERSON and _is_acronym(text, span) else span.label
    if span.label in _NOT_ORG and ORGANISATION_END.search(form):
        return Label.ORG
    if span.label in {Label.ORG, Label.PLACE, Label.GROUP} and DOCUMENT_END.search(form):
        return Label.HINT
    if span.label in {Label.PERSON, Label.ORG, Label.GROUP, Label.HINT} and PLACE_END.search(form):
        return Label.PLACE
    if span.label in {Label.PERSON, Label.GROUP, Label.HINT} and BUILDING_END.search(form):
        return Label.PLACE
    if span.label is Label.ORG and _HOUSES_NO_BODY.search(form):
        return Label.PLACE
    if EVENT_END.search(form):
        return Label.EVENT
    return _label_of_start(form, span.label)


def _label_of_start(form: str, label: Label) -> Label:
    """The label of the first word of a name that its last word says nothing of."""
    if label is Label.PERSON and ORGANISATION_START.match(form):
        return Label.ORG
    if (
        label in {Label.PERSON, Label.ORG, Label.GROUP}
        and PLACE_START.match(form)
        and not ORGANISATION_END.search(form)
    ):
        return Label.PLACE
    return label


def _is_acronym(text: str, span: Span) -> bool:
    """Two to six capitals in a line that is not all capitals."""
    form = span.of(text)
    if not (_SHORTEST_ACRONYM <= len(form) <= _LONGEST_ACRONYM and form.isupper() and form.isalpha()):
        return False
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    return not text[line_start : line_end if line_end >= 0 else len(text)].isupper()


COMPANY_END = re.compile(
    r"\s(?:Inc|Corp|Co|Ltd|PLC|Plc|plc|LLC|LLP|AG|SA|NV|SE|SpA|GmbH|Bhd|AB|ASA|Limited|Corporation|Incorporated|"
    r"Company|"
    r"Group|Holdings?|Airlines|Airways|Industries|Technologies|Technology|Systems|Energy|Motors?|"
    r"Pharmaceuticals?|Pharma|"
    r"Ventures|Media|Partners|Capital|Electronics|Entertainment|Therapeutics|Biotech|Semiconductors?|Resources|"
    r"Petroleum|"
    r"Oil|Steel|Mining|Minerals|Foods|Brands|Stores|Studios|Games|Networks|Labs?|Automotive|Aerospace|Logistics|"
    r"Telecom|"
    r"Software|Solutions|Esports|Gaming)\.?$"
)
"""How the names of companies end, whose first word often stands for the whole."""
