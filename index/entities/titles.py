"""Titles, offices and professions: what stands before a person's name in news and is no part of it."""

from __future__ import annotations

import re
from functools import lru_cache

from index.entities.lexicon import words

TITLES = words("""
    mr mrs ms miss mx dr prof professor sir dame lord lady madam president vice-president ex-president premier
    chancellor minister secretary senator sen rep representative congressman congresswoman governor gov mayor judge
    justice king queen prince princess pm sheikh shaikh sheik imam ayatollah pope archbishop bishop father pastor rev
    reverend rabbi general gen colonel col lt capt captain major maj sergeant sgt corporal admiral adm commander
    brigadier brig marshal officer detective inspector sheriff chief coach ceo chairman chairwoman chairperson chair
    director ambassador spokesman spokeswoman spokesperson commissioner deputy speaker mp mep attorney lawyer adv
    advocate hon honourable honorable comrade datuk dato tun sri emir sultan emperor former tsar uncle aunt sister
    brother singer actor actress lieutenant shri smt eng engineer activist councillor cllr constable lecturer founder
    co-founder skipper journalist analyst economist vice-chancellor ex-minister president-elect executive
    secretary-general amir highness majesty envoy hrh crown undersecretary under-secretary comptroller
""")
"""Titles, ranks and offices: nobody's name where they stand alone, as professions may be ("Boxer", "Nurse")."""

_PROFESSIONS = words("""
    madame principal ranger headmaster headmistress provost registrar accountant acrobat adviser advisor aide architect
    artist astronaut astronomer astrophysicist athlete auctioneer auditor author backbencher ballerina banker barrister
    billionaire blogger bodybuilder boxer broadcaster businessman businesswoman cameraman cartoonist choreographer
    cinematographer climber coach comedian commentator composer conductor congressman-elect contractor correspondent
    cosmonaut counsel crooner curator cyclist dancer defendant defenseman designer developer diplomat documentarian
    dramatist economist editor editor-in-chief educator entertainer entrepreneur epidemiologist essayist explorer
    filmmaker film-maker financier firefighter footballer frontman gangster geographer goalkeeper goaltender golfer
    guitarist gymnast heiress historian illustrator industrialist influencer inventor investigator investor jockey
    judoka keyboardist landowner lawmaker linebacker lobbyist lyricist magnate manager mathematician mechanic
    mezzo-soprano midfielder midwife millionaire mobster mogul mountaineer musician naturalist neighbour neighbor
    newscaster newsreader novelist nurse oligarch organiser organizer organist outfielder ophthalmologist paramedic
    parliamentarian patriarch percussionist philanthropist philosopher photographer physicist physician pianist pilot
    playwright poet politician pollster presenter preacher prosecutor psychiatrist psychologist publicist publisher
    pundit quarterback racer rapper realtor referee reporter researcher restaurateur retiree runner saxophonist scholar
    scientist screenwriter scriptwriter sculptor secretary-treasurer shopkeeper showrunner skier skater sociologist
    solicitor songwriter soprano spymaster sprinter stockbroker strategist striker student stylist superintendent
    supermodel surgeon surfer swimmer teacher teenager televangelist tenor theologian trainer treasurer trumpeter tycoon
    umpire veteran veterinarian violinist volunteer warlord whistleblower winger witness wrestler writer zoologist
""")
"""Who people are. Those that are given names or surnames as well ("Baker", "Mason", "Dean") are left out."""

PERSON_TITLES = TITLES | _PROFESSIONS
"""Words before a person's name that are no part of it; casefolded, without full stops."""

INNER_TITLES = PERSON_TITLES - words("""
    ms lord lady premier chancellor judge justice king queen prince princess sheikh shaikh sheik imam pope bishop father
    pastor general major marshal chief coach director speaker rep mp sri emir sultan sister brother singer amir crown
    smt shri skipper constable datuk dato tun madam former hon dean
""")
"""Titles that are nobody's given name or surname, so that what stands before them in a name is a title too."""

_AGENT = re.compile(
    r"(?:[a-z]{4,}(?:ologist|ographer|ician|woman|keeper|maker|writer|player|holder|owner|fighter|winner|worker)"
    r"|(?:ex|co|vice|deputy|acting)-[a-z]{4,}|[a-z]{3,}-turned-[a-z]{4,})"
)
"""How nouns of professions end that nobody is called: "bioethicist" no, "dermatologist" and "shareholder" yes."""


@lru_cache(maxsize=8192)
def is_title(word: str) -> bool:
    """Whether a word before a name introduces the person: a title, an office, a profession, with or without capital."""
    plain = word.rstrip(".").lower()
    return plain in PERSON_TITLES or _AGENT.fullmatch(plain) is not None
