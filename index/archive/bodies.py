"""An article's body as the archive keeps it; made in the process that has parsed it, for there is the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.archive.codec import encode_blocks, encode_text
from index.intake_types import PackedBody

if TYPE_CHECKING:
    from index.intake_types import Draft


def pack_body(draft: Draft) -> PackedBody:
    """A draft's body as it is stored; what is packed already stays as it is."""
    return draft.packed or PackedBody(draft.text, encode_blocks(draft.blocks), encode_text(draft.html))
