"""The quick way to judge a feed's address says what the thorough one says."""

from __future__ import annotations

from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from index.config_table import address_fault, feed_address_key

addresses = st.builds(
    "{}://{}/{}".format,
    st.sampled_from(("http", "https")),
    st.from_regex(r"[a-z0-9]{1,3}([.-][a-z0-9]{1,3}){0,3}", fullmatch=True),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12),
)


@given(addresses)
def test_a_usual_address_has_no_fault_and_is_its_own_key_but_for_its_fragment(url: str) -> None:
    assert address_fault(url) == ""
    assert feed_address_key(url) == urlsplit(url)._replace(fragment="").geturl()
