"""Two measures of the news: how surprising a count is, and how closely two entities belong together. Pure.

**Rising.** Of an entity that its own past would have in *E* articles of a period and that is in *k*, the score is the
deviance of a Poisson count, damped for how much news of it swings anyhow::

    score = 2 (k ln(k / E) - (k - E)) / (1 + SWING * E)      for k > E, else 0

*E* is its share of the articles before the period times the articles of the period, plus :data:`PRIOR`: something
that was never heard of is expected once, so that a rare name has hardly any score, and one with fewer than
:data:`LEAST` articles none, while a name that fills the front page out of nothing has a large one. Without the
damping a country that is always in the news would win with every busy day: counts of news scatter far more than
Poisson's (a variance of E + SWING * E^2).

**Together.** Of two entities that are in *a* and *b* of *n* articles and in *k* together, the score is
k ln(k n / (a b)),
the pointwise mutual information weighed by the articles that show it: what is everywhere has a logarithm near zero,
what was together once has a small weight.
"""

from __future__ import annotations

from math import log

PRIOR = 1.0
"""Articles of a period that anything is expected in."""

LEAST = 3
"""In how many articles of the period a name is at least, to be news at all: twice is chance."""

SWING = 0.05
"""How much wider than Poisson's the counts of a frequent name scatter (a negative binomial's dispersion)."""


def expected_articles(before: int, articles_before: int, articles_now: int) -> float:
    """In how many articles of a period a name is expected that was in ``before`` of ``articles_before``."""
    share = before / articles_before if articles_before > 0 else 0.0
    return PRIOR + share * articles_now


def rise(articles: int, expected: float) -> float:
    """How surprising it is to find a name in ``articles`` articles of a period where ``expected`` were; at least 0."""
    if articles < LEAST or articles <= expected:
        return 0.0
    deviance = 2 * (articles * log(articles / expected) - (articles - expected))
    return max(0.0, deviance / (1 + SWING * expected))


def association(together: int, one: int, other: int, articles: int) -> float:
    """How much more often two entities are mentioned together than chance has it, weighed by how often that is."""
    if not together or not one or not other:
        return 0.0
    return together * log(together * articles / (one * other))
