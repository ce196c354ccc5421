"""Lines that are not the article: sign-ups, share lines, advertisements. Precision over recall.

A line that is folded wrongly is news that nobody reads, so every pattern wants a whole short line that addresses the
reader about the publication itself, and a line that quotes or reports somebody is never taken for one. Notices of
reprinting are the article's provenance: they are recognised first and never folded.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from index.text.markup import words
from index.types import Block, BlockKind

_LONGEST_PROMO = 320
_LONGEST_NOTICE = 600

_PIECE = r"(?:article|story|piece|post|report|column|essay|interview|commentary|op-ed|analysis|dispatch|content|work)"
_AGAIN = r"(?:re-?printed|republished|re-?posted|syndicated|reproduced|excerpted|adapted)"
_NOTICE = re.compile(
    rf"""
      \b(?:this|the\ (?:following|above|preceding)|an?\ (?:earlier\ )?version\ of\ this)\ [^.!?]{{0,40}}?{_PIECE}\b
        [^.!?]{{0,60}}?\b(?:
          (?:originally|first|previously)\ (?:was\ )?(?:published|appeared|posted|ran|aired|printed|reported)
          | (?:published|appeared|posted|ran)\ (?:originally|first)
          | (?:is|was|has\ been|been|appears)\ {_AGAIN}
        )\b
    | ^\W*(?:originally|first|previously)\ (?:published|appeared|posted|printed)\ (?:by|in|on|at|with)\b
    | \b(?:{_AGAIN}|used|published\ here)\ (?:here\ )?(?:with|by)
        \ (?:the\ )?(?:kind\ |express\ |written\ )?permission\b
    | ^\W*{_AGAIN}\ (?:here\ )?(?:from|courtesy|under|with|by)\b
    | \b{_AGAIN}\ (?:here\ )?(?:under|from|courtesy)\b[^.]{{0,60}}\b(?:licen[cs]e|Creative\ Commons|of|from)\b
    | ^\W*(?:©|\(c\)|copyright)[^\n]{{0,160}}\b(?:distributed\ by|visit\ [^\n]{{0,60}}\ at\ )
    | ^\W*distributed\ by\ [^\n]{{0,80}}\W*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOTICE_WORDS = (
    *("publish", "print", "posted", "appear", "distributed by", "permission", "syndicated", "reproduced", "excerpted"),
    *("adapted", "©", "(c)", "copyright", " ran ", "aired"),
)
_AGAIN_WORDS = (
    *("first", "original", "previous", "reprint", "re-print", "republish", "repost", "re-post", "syndicat", "reproduc"),
    *("excerpt", "adapted", "permission", "distributed", "©", "(c)", "copyright"),
)
_CHANNEL = (
    r"(?:newsletters?|mailing\ list|e-?mail\ (?:list|updates?|alerts?)|inbox|telegram|whatsapp|discord|patreon|"
    r"substack|youtube|podcast|rss\ feed|channel|facebook\ (?:page|group)|updates|alerts|notifications|"
    r"daily\ (?:digest|briefing))"
)
_NETWORK = (
    r"(?:twitter|facebook|instagram|linkedin|youtube|telegram|whatsapp|mastodon|bluesky|threads|tiktok|reddit|x|"
    r"google\ news|social\ media|flipboard|pinterest)"
)
_POLITE = r"(?:please\ |click\ here\ to\ |(?:and\ )?don[’']t\ forget\ to\ |be\ sure\ to\ |make\ sure\ to\ |you\ can\ )?"
_OUR = r"\b(?:our|my|us|the|free|here)\b"
_WORDS = r"(?:(?!\bof\b)[^.!?,])"  # within one clause; "our discussion of newsletters" is another matter
_READER_ADDRESSED = re.compile(
    rf"""^\W*(?:
      {_POLITE}(?:subscribe|sign[ ]up|signup|register|join)\b{_WORDS}{{0,60}}?{_OUR}{_WORDS}{{0,60}}?\b{_CHANNEL}\b.*
    | {_POLITE}subscribe(?:\ (?:now|today|here|for\ (?:more|free|updates)|to\ (?:us|our|my|read)\b.*))?
    | {_POLITE}sign\ up(?:\ (?:now|today|here|for\ (?:free|more|our|my)\b.*))?
    | {_POLITE}(?:follow|like|find)\ (?:us|me|our|@\S+)\b{_WORDS}{{0,60}}\bon\ {_NETWORK}\b.*
    | follow\ [@\w.\ -]{{2,40}}\ on\ {_NETWORK}(?:[\s,:&]+(?:and\s|or\s|on\s|at\s)*(?:{_NETWORK}|[@/]\S+|\S+\.\S+))*
    | (?:share|tweet|e-?mail|print)\ (?:this|it)(?:\ (?:article|story|post|page|on\ .{{0,60}}|with\ .{{0,40}}))?
    | share\ (?:on|via)\ {_NETWORK}.{{0,60}}
    | click\ here\ (?:to|for)\ (?:subscribe|sign|join|read|donate|view|listen|watch|download|learn|see|more|get|follow
        |support)\b.*
    | (?:get|receive|have)\ (?:our|the|all|more|breaking|daily|top|this|stories)\b{_WORDS}{{0,120}}
        \b(?:in|to)\ your\ (?:e-?mail\ )?inbox\b.*
    | (?:to\ get\ this\ story|want)\b[^.?]{{0,120}}\binbox\b.*\b(?:subscribe|sign\ up)\b.*
    | (?:if\ you\ (?:enjoy|like|love|found|value)(?:ed|d)?\b|(?:enjoy|like|love)(?:ed|d)?\ (?:this|the|what|our)\b)
        [^.]{{0,100}}\b(?:subscrib|sign\ up|donat|support\ (?:us|our|my)|shar(?:e|ing)\ (?:it|this)|newsletter
        |follow\ (?:us|me)).*
    | (?:please\ )?(?:consider\ )?(?:support(?:ing)?|donat(?:e|ing)\ to)\ (?:us|our|my)
        \ (?:work|journalism|site|reporting|newsroom|mission)\b.*
    | donate(?:\ (?:now|today|here))?
    | become\ an?\ (?:member|subscriber|supporter|patron)\b(?:\ (?:now|today|here|of\ our|and\ support).*)?
    | (?:support|back)\ us\ on\ (?:patreon|ko-?fi|substack).*
    | download\ (?:our|the)\ (?:free\ )?(?:mobile\ |news\ |[A-Z]\w+\ )?app\b.*
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_HOUSEKEEPING = re.compile(
    r"""^\W*(?:
      (?-i:[Tt]he\ post\ ["“‘'\[A-Z0-9À-Þ]).*\ (?:appeared\ first|first\ appeared)\ on\ .+
    | .{1,200}\ was\ originally\ published\ in\ .{1,120}\ on\ Medium,\ where\ people\ are\ continuing\ the\ conv.*
    | (?:read|learn|see|find\ out|view|watch|show)\ (?:the\ )?
        (?:more|next|full\ (?:article|story|post)|original\ article|rest|entire\ (?:post|article))
        (?:\ (?:here|on\ (?:our|the)\ (?:web)?site|at\ \S+\.\S+))?
    | (?:read\ (?:more|also|next|this\ next)|also\ read|see\ also|recommended|don[’']t\ miss|more\ from\ .{1,40}
        |related(?:\ (?:stor(?:y|ies)|articles?|posts?|content|coverage|reading))?|more\ on\ this|you\ may\ also\ like)
        \s*[:»→>|].{0,200}
    | related\ (?:stories|articles|posts|content|coverage|reading)|you\ may\ also\ like
    | recommended\ (?:stories|for\ you)
    | continue\ reading(?:\ at\ \S+\.\S+|\ .{0,160}(?:»|→|>|…|\.\.\.))?
    | advertisement|advertising|sponsored(?:\ content)?|skip\ advertisement
    | (?:story|article)\ continues\ (?:below|after)(?:\ (?:the\ )?(?:ad|advertisement))?
    | (?:leave|post|add)\ a\ (?:comment|reply)|(?:view|see|read|show)\ (?:all\ |the\ )?(?:\d+\ )?comments?
    | \d+\ comments?|comments
    | this\ (?:article|post|story|page)\ (?:may\ )?(?:contain|include)s?\ affiliate\ links\b.*
    | (?:©|\(c\)|copyright\b).{0,120}\ball\ rights\ reserved\b.{0,160}|all\ rights\ reserved
    )\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
_REPORTED = re.compile(
    r"[“”„«\"]|\b(?:said|says|told|wrote|urged|added|according\ to|he|she|they|his|her|their)\b", re.IGNORECASE
)
_FIRST_WORD = re.compile(r"\W*(\w+)")
_FIRST_WORDS = words(
    "please click don and be make you subscribe sign signup register join follow like find share tweet e email print "
    "get receive have to want if enjoy enjoyed liked love loved consider support supporting donate donating become "
    "back download the read learn see view watch show also recommended related more continue advertisement "
    "advertising sponsored skip story article leave post add comments this c copyright all"
)
_MEDIUM = " on Medium, where people are "
_FOLDABLE = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE})


def is_reprint_notice(text: str) -> bool:
    """Whether the line says where the article was published first, or by whose leave it is printed again."""
    return len(text) <= _LONGEST_NOTICE and _is_notice(text)


@lru_cache(256)
def _is_notice(text: str) -> bool:
    """Asked up to four times of each paragraph, by those who fold, attribute and compare articles."""
    lowered = text.lower()
    if not (_has_any(lowered, _AGAIN_WORDS) and _has_any(lowered, _NOTICE_WORDS)):
        return False
    return _NOTICE.search(text) is not None and not text.rstrip(".").endswith("continuing the conversation")


def _has_any(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # a generator costs more than all the looking  # noqa: SIM110
        if word in text:
            return True
    return False


def is_promo(text: str) -> bool:
    """Whether the whole line is promotion or housekeeping of the site, and no part of the article."""
    text = text.strip()
    if len(text) > _LONGEST_PROMO or not _may_be_promo(text) or is_reprint_notice(text):
        return False
    if _HOUSEKEEPING.match(text):
        return True
    return _READER_ADDRESSED.match(text) is not None and not _REPORTED.search(text)


def _may_be_promo(text: str) -> bool:
    """A quick look at the first word, which settles it for nearly every line of news."""
    first = _FIRST_WORD.match(text)
    if first is None:
        return False
    word = first.group(1).lower()
    return word in _FIRST_WORDS or word.isdigit() or "©" in text[:10] or _MEDIUM in text


def fold(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks with their boilerplate flagged; an article that would be nothing but boilerplate stays open."""
    flags = [block.kind in _FOLDABLE and is_promo(block.text) for block in blocks]
    if not any(flags) or all(flag or not block.text for flag, block in zip(flags, blocks, strict=True)):
        return blocks
    return tuple(replace(block, boilerplate=True) if flag else block for flag, block in zip(flags, blocks, strict=True))
