"""The shortcuts on a document's way change nothing of what comes of it."""

from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from index.feeds import parse_repair

PIECES = (
    *(
        "&",
        "&amp;",
        "&lt;",
        "&#",
        "&#39;",
        "&#8217;",
        "&#155;",
        "&#27;",
        "&#x1b;",
        "&#x27;",
        "&#x2019;",
        "&#xD800;",
        "&#0;",
    ),
    *(
        "&#65534;",
        "&#12",
        "&nbsp;",
        "&bogus;",
        "&quot",
        "<",
        "<p>",
        "< ",
        "<3",
        "</p>",
        "<![CDATA[",
        "]]>",
        "\x1b[31m",
        "\x9b2J",
    ),
    *("a", " ", "é", "\x00", "\ud83d", "\ufffe", "<!-- ", " -->"),
)
DOCUMENTS = st.lists(st.sampled_from(PIECES) | st.text(alphabet=st.characters(), max_size=5), max_size=30).map("".join)
ALWAYS = re.compile("")


@given(DOCUMENTS)
@example("<rss>&#39;</rss>")
@example("<rss>&#155;2J</rss>")
@example("<rss><p " + "x" * 17_000 + ">")
def test_a_document_that_is_passed_over_had_nothing_to_mend(text: str) -> None:
    quick = parse_repair.repair(text)
    with patch.object(parse_repair, "_DOUBTFUL", ALWAYS), patch.object(parse_repair, "_LEGAL", re.compile("(?!)")):
        assert parse_repair.repair(text) == quick
