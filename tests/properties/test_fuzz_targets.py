"""Every fuzzing target over its seeds, and over a fixed number of mutations of them that are the same at every run."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz_targets import TARGETS, seeds

SCRAPS = st.sampled_from(
    [
        *(b"<item>", b"</item>", b"<entry>", b"</entry>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x ", b"?>", b"<"),
        *(
            b">",
            b"&",
            b"&amp;",
            b"&#0;",
            b"&#x9b;",
            b"&#xDC00;",
            b"\x00",
            b"\x1b[2J",
            b"\xff\xfe",
            b"\xc3",
            b"\xe2\x80\xae",
        ),
        *(
            b" xmlns:q='urn:q'",
            b" xml:base='//o.example/'",
            b"<title>",
            b"</title>",
            b"<a href='javascript:1'>",
            b"<pre>",
        ),
        *(
            b"</div>",
            b"<table><tr><td>",
            b"<script>",
            b"<style>",
            b"99999999999999999999",
            b"-",
            b"T",
            b"+99:99",
            b"\n",
        ),
    ]
)
EDITS = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 40), SCRAPS | st.binary(max_size=6)), max_size=5)


def mutated(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """The seed with stretches of it replaced."""
    for at, length, scrap in edits:
        place = at % (len(seed) + 1)
        seed = seed[:place] + scrap + seed[place + length :]
    return seed


@pytest.mark.parametrize("target", TARGETS)
def test_the_seeds_pass(target: str) -> None:
    assert seeds(target)
    for seed in seeds(target):
        TARGETS[target](seed)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=250, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_mutations_of_the_seeds_pass(target: str, data: st.DataObject) -> None:
    body = mutated(data.draw(st.sampled_from(seeds(target))), data.draw(EDITS))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        TARGETS[target](body)
