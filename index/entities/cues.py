"""What stands around a name and tells its type: "shares in X", "X said", "the city of X", "X, Iran"."""

from __future__ import annotations

import re
from collections import defaultdict

from index.entities.gazetteer import gazetteer
from index.entities.shape import FACILITY_END
from index.entities.spans import Label
from index.entities.wellknown import listed_forms
from index.types import EntityType

Score = defaultdict[Label, float]
"""What speaks for each label of a form."""

APPOSITION_CUE, THING_CUE = 3.0, 1.0
PLACE_CUE, TITLE_CUE, PERSON_CUE, SPEAKING_CUE, ORGANISATION_CUE = 2.0, 1.5, 2.0, 1.0, 1.5
"""What a cue beside an occurrence weighs, where one reading of the model weighs 1."""

BEFORE, AFTER = 24, 40
PLACE_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]cross|[Tt]hroughout|[Aa]round|[Nn]orthern|[Ss]outhern|[Ee]astern|[Ww]estern|"
    r"[Cc]entral|(?:city|town|village|province|region|district|state|island|port|capital|municipality|governor|"
    r"Governor|mayor|Mayor|"
    r"Chief Minister|King|Queen|Sultan|Emir|Amir|Bishop|Archbishop|people|outskirts|suburbs?|north|south|east|"
    r"west|coast|"
    r"shores?|streets|residents|villages|upazila|department|departments|area|areas) of) $"
)
AT_BEFORE = re.compile(r"\b(?:[Aa]t|[Ii]n|[Ii]nside|[Oo]utside|[Nn]ear|from|into|to) the $|\b(?:[Aa]t|[Ii]nside|to) $")
PLACE_AFTER = re.compile(
    r" (?:province|region|district|city|town|village|islands?|county|prefecture|airport|river|valley|peninsula|"
    r"municipality|residents|area|suburb|mine|highway|road|border|coast|port|resort|settlement|constituency|"
    r"neighbou?rhood|slum|refugee camp|state|oblast|canton|governorate|hills?|mountains?|forest|lake|beach)\b"
)
TITLE_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|President|Minister|Senator|Sen|Gov|Governor|King|Queen|Prince|Princess|Sheikh|Judge|"
    r"Justice|Captain|Gen|Mayor|Coach|Chancellor|Pope|Ambassador|spokes(?:man|woman|person)|lawyer|wife|husband|son|"
    r"daughter|brother|sister|father|mother|actor|actress|singer|striker|captain|coach|activist|journalist|author|"
    r"analyst|economist|professor)\.? $"
)
SPEAKING_AFTER = re.compile(
    r",? (?:said|says|told|added|tweeted|wrote|recalled|insisted|explained|admitted|noted|argued|replied|continued)\b"
)
SPEAKING_BEFORE = re.compile(r"[,”\"’'] (?:said|says|added|explained|argued|insisted|recalled|told \w+) $")
PERSON_AFTER = re.compile(
    r",? (?:who|whose|himself|herself)\b|, \d\d,| (?:was|is|were) (?:born|married|buried)\b| (?:died|retired|"
    r"resigned)\b"
    r"|['’]s (?:wife|husband|(?:(?:youngest|eldest|older|younger|late|two|three) )?(?:sons?|daughters?|"
    r"brothers?|sisters?)|"
    r"father|mother|grand\w{3,8}|uncle|aunt|cousin|parents|widow|fiancée?|girlfriend|boyfriend|children|family|"
    r"lawyers?|"
    r"attorney|death|house|home|career|childhood|predecessor|successor|body|remains|birthday|birth)\b"
)
ORGANISATION_BEFORE = re.compile(
    r"\b(?:shares in|(?:company|firm|group|bank|party|agency|newspaper|daily|airline|carmaker|retailer|broadcaster|"
    r"network|giant|start-?up|club|union|NGO|organi[sz]ation|developer|operator|\w*maker|supplier|subsidiary|insurer|"
    r"lender|miner|utility|conglomerate|brand|website|platform|app|magazine|channel|rival|provider|producer|"
    r"consultancy|charity|think[- ]tank|chain|label|studio|team|side|band|multinational|unit|(?:\w+-)?(?:listed|"
    r"based|"
    r"owned|backed|run))|co-founder of|stake in|invest(?:ed|ment)? in|acquisition of|merger with|takeover of|"
    r"employees of|customers of|partnership with|partnered with|(?:work|works|worked|working) for|hired by|"
    r"owned by|acquired by|"
    r"deal with|contract with|subsidiaries of|branch of|sponsored by|manufactured by|"
    r"chief executive of|head of|members? of|founder of|CEO of|chairman of|director of|spokes\w{2,6} for|"
    r"president of) $"
)
ORGANISATION_AFTER = re.compile(
    r"['’]s (?:shares?|stock|board|CEO|chief|chairman|headquarters|customers|products|revenue|profits?|website|"
    r"members|leadership|spokes\w+|employees|workers|shareholders|parent|founders?|co-founders?|managing director|"
    r"chief executive|executives?|services|app|platform|operations|offices?|subsidiary|investors?|users|sales|"
    r"clients|"
    r"network|brand|stores?|factory|factories|plants?|fleet|newspaper|research(?:ers)?|engineers|software|unit)\b"
    r"| (?:shares|stock|CEO|chief executive|spokes\w+|officials|executives|shareholders|employees|members|lawmakers|"
    r"headquarters|newspaper|daily|magazine|channel|app|platform|users|activists?|leadership|premises|logo|customers|"
    r"stores?|co-founder|founder|founded in|group|party|news agency|website|data|report|factory|workers)\b"
    r"|['’]s (?:\w+ )?(?:partners?|partnership|merger|IPO|rivals?|competitors|management|market share|businesses|"
    r"manufacturing|sponsors?|acquisition|listing|annual report|flagship|lenders|creditors|bonds?)\b"
    r"| (?:announced|launched|unveiled|posted) (?:a|an|its|the|new)\b| (?:is|was) (?:headquartered|founded|"
    r"acquired|owned)\b"
    r"| \((?:[A-Z]+\.[A-Z]+|NYSE|NASDAQ)"
)


_APPOSITION = r"(?:, | \(| is | was )(?:now |formerly )?(?:an?|the|one of the|its|another) (?:[\w’'-]+ ){0,4}?"
_IS_BODY = re.compile(
    _APPOSITION
    + r"(?:compan(?:y|ies)|firms?|start-?ups?|banks?|agency|agencies|non-?profits?|charity|NGO|provider|makers?|"
    r"manufacturers?|retailers?|broadcaster|publisher|newspaper|daily|magazine|think tank|airline|carmaker|brands?|"
    r"lender|insurer|brokerage|consultancy|subsidiary|conglomerate|association|federation|foundation|institute|"
    r"organi[sz]ations?|coalition|alliance|university|college|school|party|movement|union|club|team|band|orchestra|"
    r"platform|app|website|operator|developer|supplier|producer|exporter|importer|joint venture|militia|watchdog|"
    r"regulator|body|gang|cartel|faction|militant group|rebel group|armed group|advocacy group|rights group)(?![\w-])"
)
_IS_PLACE = re.compile(
    _APPOSITION + r"(?:city|town|village|district|province|region|suburb|island|port|river|lake|hamlet|borough|county|"
    r"neighbou?rhood|municipality|state|settlement|resort|peninsula|archipelago|mountain|volcano|valley|desert|"
    r"capital|"
    r"township|commune|canton|department)(?![\w-])"
)
_IS_PERSON = re.compile(
    _APPOSITION
    + r"(?:lawyer|professor|analyst|economist|journalist|activist|doctor|teacher|student|farmer|politician|lawmaker|"
    r"senator|actor|actress|singer|author|writer|artist|coach|player|striker|midfielder|defender|goalkeeper|mother|"
    r"father|man|woman|boy|girl|resident|officer|soldier|researcher|scientist|engineer|director|spokes(?:man|"
    r"woman|person)|"
    r"businessman|businesswoman|entrepreneur|nurse|judge|minister|former \w+|veteran|native|graduate|"
    r"\d\d-year-old)(?![\w-])"
)
_THING = (
    r"(?:projects?|programmes?|programs?|schemes?|initiatives?|campaigns?|vaccines?|drugs?|variants?|subvariants?|"
    r"strains?|models?|series|albums?|films?|movies?|novels?|songs?|singles?|soundtracks?|musicals?|"
    r"video games?|games?|"
    r"cars?|SUVs?|sedans?|pickups?|smartphones?|phones?|laptops?|consoles?|satellites?|rockets?|missiles?|cables?|"
    r"crypto\w+|coins?|tokens?|software|malware|languages?|dialects?|diseases?|viruses|virus|syndrome|holidays?|"
    r"treaty|"
    r"bill|act|method|technique|variet(?:y|ies)|beers?|wines?|breeds?|species|dish|dance|exhibition|aircraft|jets?|"
    r"helicopters?|tanks?|rifles?|pistols?|vessels?|yachts?|ferry|antivirals?|pills?|tablets?)(?![\w-])"
)
_IS_THING = re.compile(_APPOSITION + _THING)
THING_AFTER = re.compile(rf" (?:\w+ )?{_THING}")
_TEAM_AFTER = re.compile(
    r" \(\d{1,3}-\d{1,3}| \d{1,3}[-–,] ?[A-Z\d]"
    r"| (?:beat|defeated|edged|routed|crushed|thrashed|outscored|overcame|swept|eliminated|trounced|hammered|stunned|"
    r"blanked|downed|drew|sacked|trailed|scored|advanced|qualified|were relegated|won promotion|kicked off|"
    r"equali[sz]ed|"
    r"rallied|punted|improved to|fell to|led \d|won \d|lost \d|led|host|hosts|finished (?:first|second|third|"
    r"fourth|last|"
    r"\d)) ?"
    r"| (?:offen[sc]e|defen[sc]e|quarterback|coach|manager|goalkeeper|striker|midfielder|defender|captain|"
    r"winger|forward|"
    r"guard|running back|pitcher|skipper|squad|side|fans?)\b"
    r"|['’]s? (?:offen[sc]e|defen[sc]e|quarterback|coach|goalkeeper|striker|midfielder|captain|squad|fans|lead|"
    r"victory|"
    r"win|defeat|loss|record|bench|line-?up|first (?:goal|half|win)|second half|equali[sz]er)\b"
)
_TEAM_BEFORE = re.compile(
    r"\b(?:beat|beating|defeat(?:ed|ing)?|edg(?:ed|ing)|over|against|versus|vs\.?|overcame|swept|eliminated|"
    r"striker|midfielder|goalkeeper|coached|managed|signed (?:for|with)|victory over|win over|loss to|lost to|"
    r"fell to|"
    r"draw with|\d-\d (?:by|to|at|with|win over|victory over|loss to|defeat (?:by|to)|draw with)) $"
)
SCORE_LINE = re.compile(r"(?<![\d-])\d{1,3}[-–]\d{1,3}(?![\d-])")
MANY_SCORES = 5


def is_of_sports(text: str) -> bool:
    """Whether a text tells of matches: scores throughout."""
    return sum(1 for _, _ in zip(SCORE_LINE.finditer(text), range(MANY_SCORES), strict=False)) == MANY_SCORES


def is_team(text: str, start: int, end: int) -> bool:
    """Whether a name, in a text about matches, plays one: "Oklahoma beat Baylor 27-14"."""
    before = text[max(0, start - BEFORE) : start]
    return bool(_TEAM_AFTER.match(text, end) or _TEAM_BEFORE.search(before)) and not PLACE_BEFORE.search(before)


_LOOK_AHEAD = 80


def _add_apposition(text: str, end: int, score: Score) -> None:
    """Add what the text calls a name right after it: "X, a maker of buses", "X is a town"."""
    after = text[end : end + _LOOK_AHEAD]
    for pattern, label in (
        (_IS_BODY, Label.ORG),
        (_IS_PLACE, Label.PLACE),
        (_IS_PERSON, Label.PERSON),
        (_IS_THING, Label.HINT),
    ):
        if pattern.match(after):
            score[label] += APPOSITION_CUE
            return


def add_cues(text: str, start: int, end: int, score: Score, *, lone: bool = False) -> None:
    """Add to a form's score what stands around one of its occurrences.

    That it speaks says nothing of a ``lone`` word, one that no full name in the document ends with: companies speak
    under one word, persons are introduced by two.
    """
    before = text[max(0, start - BEFORE) : start]
    after = text[end : end + AFTER]
    _add_apposition(text, end, score)
    if ORGANISATION_BEFORE.search(before):  # "shares in" is no "in"
        score[Label.ORG] += ORGANISATION_CUE
    elif PLACE_BEFORE.search(before) or (AT_BEFORE.search(before) and FACILITY_END.search(text[start:end])):
        score[Label.PLACE] += PLACE_CUE
    if PLACE_AFTER.match(after) or _in_listed_place(text, end):
        score[Label.PLACE] += PLACE_CUE
    if TITLE_BEFORE.search(before):
        score[Label.PERSON] += TITLE_CUE
    if not lone and (SPEAKING_AFTER.match(after) or SPEAKING_BEFORE.search(before)):
        score[Label.PERSON] += SPEAKING_CUE
    if PERSON_AFTER.match(after):
        score[Label.PERSON] += PERSON_CUE
    if THING_AFTER.match(after):
        score[Label.HINT] += THING_CUE
    if ORGANISATION_AFTER.match(after):
        score[Label.ORG] += ORGANISATION_CUE


def _in_listed_place(text: str, end: int) -> bool:
    """Whether ", Iran" or another listed place follows."""
    if not text.startswith(", ", end):
        return False
    listed = listed_forms().at(text, end + 2)
    return bool(listed) and gazetteer().type_of(listed) is EntityType.PLACE
