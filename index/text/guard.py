"""The last check before text becomes screen cells. It stands alone because every screen needs it at once."""

from __future__ import annotations

import re

_CONTROL = "[\x00-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
_SPACE = "[\t\n\r\u2028\u2029]"


def guard(text: str) -> str:
    """The text without C0, C1 and bidirectional controls and surrogates; tabs and line ends become spaces.

    Costs a scan where there is nothing to do, which is always, unless cleaning at the door has missed something: none
    of these characters is printable.
    """
    if text.isprintable():
        return text
    return re.sub(_CONTROL, "", re.sub(_SPACE, " ", text))
