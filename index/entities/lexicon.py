"""Closed lists of words that tell names from what stands beside them. All casefolded, without full stops."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The blank-separated words of a list."""
    return frozenset(text.split())


PERSON_TITLES = words("""
    mr mrs ms miss mx dr prof professor sir dame lord lady madam president vice-president ex-president premier
    chancellor minister secretary senator sen rep representative congressman congresswoman governor gov mayor judge
    justice king queen prince princess pm sheikh shaikh sheik imam ayatollah pope archbishop bishop father pastor rev
    reverend rabbi general gen colonel col lt capt captain major maj sergeant sgt corporal admiral adm commander
    brigadier brig marshal officer detective inspector sheriff chief coach ceo chairman chairwoman chairperson chair
    director ambassador spokesman spokeswoman spokesperson commissioner deputy speaker mp mep attorney lawyer adv
    advocate hon honourable honorable comrade datuk dato tun sri emir sultan emperor former tsar uncle aunt sister
    brother singer actor actress lieutenant
""")
"""Words before a person's name that are no part of it."""

GENERATIONS = words("jr sr ii iii iv")
"""What follows a person's name to tell generations apart."""

COMPANY_SUFFIXES = words("""
    inc incorporated corp corporation co company ltd limited plc llc llp lp ag sa nv se spa gmbh bhd oyj asa ab as
    group holding holdings pjsc oao ooo
""")
"""Legal forms that end a company's name."""
