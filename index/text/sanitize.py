"""Foreign HTML made safe to keep and to hand on: the article's source in the archive, exports, a browser."""

from __future__ import annotations

from functools import lru_cache

import nh3

from index.text.clean import is_ordinary, safe_url, strip_controls
from index.text.markup import prepare, words

_TAGS = words(
    "a abbr acronym address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del "
    "details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark "
    "ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time "
    "tr tt u ul var wbr"
)
_WITH_CONTENT = words(
    "script style template form iframe frame frameset noframes object embed applet audio video canvas svg math select "
    "button textarea datalist head title nav dialog map noembed"
)
_ATTRIBUTES = {
    "*": {"class", "dir", "hidden", "lang", "role", "style", "title"},
    "a": {"href"},
    "blockquote": {"cite"},
    "img": {"alt", "height", "src", "srcset", "width", "data-src", "data-lazy-src", "data-original", "data-orig-file"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_ADDRESSES = frozenset({"href", "cite", "src", "data-src", "data-lazy-src", "data-original", "data-orig-file"})
_STYLES = {"display", "visibility"}  # what hides an element; nothing else of a publisher's style is kept


def sanitize(html: str, base: str = "") -> str:
    """Safe HTML: no script, no style, no form, every address absolute and http(s); never raises.

    Args:
        html: foreign HTML, a fragment or a page.
        base: the address that relative ones start from.
    """
    safe = _cleaner(base).clean(prepare(html))
    return safe if is_ordinary(safe) else strip_controls(safe)


@lru_cache(16)
def _cleaner(base: str) -> nh3.Cleaner:
    """The sanitiser for addresses that start from a base; making one costs as much as cleaning an article."""

    def keep(_tag: str, attribute: str, value: str) -> str | None:
        if attribute in _ADDRESSES:
            return safe_url(value, base) or None
        if attribute == "srcset":
            first = value.split(None, 1)
            return (safe_url(first[0].rstrip(","), base) or None) if first else None
        return value

    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
        filter_style_properties=_STYLES,
    )
