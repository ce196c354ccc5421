"""Who published an article first, as the article itself says. Precision first: no name is better than a wrong one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.text.boilerplate import is_reprint_notice
from index.types import BlockKind, SpanKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Block

_AGENCIES = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse",
    "agence france presse": "Agence France-Presse",
    "upi": "United Press International",
    "united press international": "United Press International",
    "tns": "Tribune News Service",
    "tribune news service": "Tribune News Service",
    "rfe/rl": "Radio Free Europe/Radio Liberty",
    "radio free europe/radio liberty": "Radio Free Europe/Radio Liberty",
    "voa": "Voice of America",
    "voice of america": "Voice of America",
    "dpa": "dpa",
    "ansa": "ANSA",
    "efe": "EFE",
    "tass": "TASS",
    "interfax": "Interfax",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo News",
    "kyodo news": "Kyodo News",
    "yonhap": "Yonhap",
    "pti": "Press Trust of India",
    "press trust of india": "Press Trust of India",
    "ani": "ANI",
    "ians": "IANS",
    "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg",
    "cnn": "CNN",
    "canadian press": "Canadian Press",
    "anadolu agency": "Anadolu Agency",
    "pa media": "PA Media",
    "states newsroom": "States Newsroom",
}
_DATELINE_AGENCY = (
    r"Reuters|AP|AFP|UPI|TNS|RFE/RL|VOA|dpa|ANSA|EFE|TASS|Interfax|Xinhua|Kyodo|Yonhap|PTI|ANI|IANS|Bloomberg|CNN"
)
_DATELINE = re.compile(
    rf"^(?:[A-Z][A-Z.'’/ -]+(?:,\s+[\w.' -]{{2,30}}){{0,2}},?\s+)?(?:[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}\s+)?"
    rf"\(({_DATELINE_AGENCY})\)\s*(?:[—–]|-{{1,2}})\s*(?=\S)"
)
_PIECE = r"(?:article|story|piece|post|report|column|essay|interview|commentary|op-ed|analysis|dispatch)"
_BY_WHOM = (
    re.compile(
        rf"\b(?:{_PIECE}|it|this)\s+(?:was\s+|has\s+been\s+|had\s+been\s+)?(?:originally|first|previously)\s+(?:was\s+)?"
        rf"(?:published|appeared|posted|ran|printed|reported)\s+(?:online\s+)?(?:by|in|on|at|with)\s+",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_PIECE}\s+(?:appeared|ran|was\s+published)\s+(?:originally|first)\s+(?:by|in|on|at)\s+", re.IGNORECASE
    ),
    re.compile(r"^\W*(?:originally|first)\s+(?:published|appeared|posted|printed)\s+(?:by|in|on|at)\s+", re.IGNORECASE),
    re.compile(
        r"\b(?:re-?printed|republished|reposted|reproduced|used|published\s+here)\s+(?:here\s+)?(?:with|by)\s+(?:the\s+)?"
        r"(?:kind\s+|express\s+|written\s+)?permission\s+(?:of|from|by)\s+",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:re-?printed|republished|reposted|syndicated|excerpted)\s+(?:here\s+)?(?:from|courtesy\s+of)\s+",
        re.IGNORECASE,
    ),
    re.compile(r"^\W*(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*\d{4}\s+", re.IGNORECASE),
)
_SOURCE_LINE = re.compile(
    r"^\W{0,3}(?:source|via|hat tip|first published by|originally from)\s*[:\s]\s*(?P<name>[^:]{2,60})$", re.IGNORECASE
)
_VIA_END = re.compile(r"\((?:via|source:)\s+(?P<name>[^()]{2,60})\)\W*$", re.IGNORECASE)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
_NAME_END = re.compile(
    rf"""
      [,;:!?()\[\]“”"«»|]
    | \.(?=\s|$)
    | \s[–—-]{{1,2}}\s
    | \s(?:and|but)\s(?:is|was|has|are|were|it|the|we|republished|reprinted|appears|distributed|used)\b
    | \s(?:with|under|as|where|which|here|via|through|for|it|is|was|has|by|who|that|visit|republished|reprinted)\b
    | \s(?:on|in|at)\s(?:{_MONTHS}|\d|its|their|our|the\s|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\w+\s\d)
    | \s(?:all\s+rights)\b | \sInc\b | \sLLC\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ABBREVIATION = re.compile(r"\b(?:St|U\.S|U\.K|Mt|Ft|Dr|Mr|Ms|Mrs|No|[A-Z])$")
_ARTICLE = re.compile(
    r"^(?:the|our|a|an|their)\s+(?:(?:news|sister|partner|media|content)\s+)*(?:(?:site|partners?|publication|paper|outlet|website)\s+)?"
)
_NO_NAME = re.compile(
    rf"^(?:{_MONTHS}|\d+\b|\w+day\b|(?:this|our|my|his|her|their|here|page|permission|licen[cs]e|part|print|full|English"
    rf"|Portuguese|Spanish|French|German|Italian|Dutch|Polish|Russian|Ukrainian|Arabic|Chinese|Japanese|Turkish)\b)",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(?:News|Times|Post|Press|Journal|Herald|Tribune|Guardian|Agency|Radio|TV|Media|Magazine|Wire|Independent|Observer"
    r"|Review|Today|Daily|Weekly|Gazette|Chronicle|Telegraph|Mail|Mirror|Sun|Star|Globe|Inquirer|Examiner|Dispatch"
    r"|Reporter|Register|Bulletin|Standard|Digest|Broadcasting|Service|Zeitung|Gazeta|Monde|Figaro|Pa[ií]s|BBC|NPR|PBS)\b"
    r"|\w\.(?:com|org|net|co|uk|ru|ua|de|fr|eu|news|info|io)$"
)
_FULL_NAMES = frozenset(_AGENCIES.values())
_MAX_NAME, _MAX_WORDS, _MAX_NOTICE = 80, 9, 600
_EDGE = 6  # notices stand near the beginning or the end
_TEXTUAL = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CAPTION})


def origin_of(blocks: Sequence[Block], author: str = "") -> str:
    """The publisher that had the article first, or the empty string where the article does not say.

    Notices come first ("originally published by ..."), then datelines ("MOSCOW (AP) —"), then lines such as
    "Source: Reuters", then a byline that is an agency. Agencies get their full names.
    """
    texts = [block for block in blocks if block.kind in _TEXTUAL and block.text]
    edges = texts if len(texts) <= 2 * _EDGE else [*texts[:_EDGE], *texts[-_EDGE:]]
    for block in edges:
        if name := _from_notice(block):
            return name
    for block in texts[:3]:
        if dateline := _DATELINE.match(block.text):
            return _AGENCIES[dateline.group(1).lower()]
    for block in edges:
        if name := _from_source_line(block.text):
            return name
    return _AGENCIES.get(_without_article(author.strip()).lower(), "")


def is_attribution(text: str) -> bool:
    """Whether a line says nothing but where the article comes from."""
    return is_reprint_notice(text) or (_from_source_line(text) != "" and not _VIA_END.search(text))


def _from_notice(block: Block) -> str:
    text = block.text
    if len(text) > _MAX_NOTICE or not is_reprint_notice(text):
        return ""
    for pattern in _BY_WHOM:
        for match in pattern.finditer(text):
            if name := _linked(block, match.end()) or _name(text[match.end() :]):
                return name
    return ""


def _from_source_line(text: str) -> str:
    match = _SOURCE_LINE.match(text)
    if match is None and "(" in text and len(text) <= _MAX_NOTICE:
        match = _VIA_END.search(text)
    if match is None:
        return ""
    name = match.group("name").strip(" .")
    clean = _name(name)
    is_whole = len(clean) >= len(_without_article(name)) or clean in _FULL_NAMES
    return clean if is_whole and (clean in _FULL_NAMES or _PUBLISHER.search(clean)) else ""


def _linked(block: Block, start: int) -> str:
    """The link that begins where the name should: its text is the whole name."""
    for span in block.spans:
        if (
            span.kind is SpanKind.LINK
            and span.start in (start, start + len("the "))
            and span.end - span.start <= _MAX_NAME
        ):
            return _checked(block.text[span.start : span.end])
    return ""


def _name(text: str) -> str:
    """The publisher's name at the beginning of the text, without article and trailing clauses."""
    article = _ARTICLE.match(text)
    begin = article.end() if article else 0
    for end in _NAME_END.finditer(text, begin + 1):
        if end.group() == "." and _ABBREVIATION.search(text, begin, end.start()):
            continue
        return _checked(text[begin : end.start()])
    return _checked(text[begin:])


def _checked(name: str) -> str:
    name = name.strip(" .’'\"“”")
    agency = _AGENCIES.get(_without_article(name).lower())
    if agency:
        return agency
    if not name or len(name) > _MAX_NAME or len(name.split()) > _MAX_WORDS or _NO_NAME.match(name):
        return ""
    starts_well = name[0].isupper() or name[0].isdigit() or ("." in name and " " not in name)
    return name if starts_well or re.match(r"[a-z][A-Z]", name) else ""


def _without_article(name: str) -> str:
    return re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
