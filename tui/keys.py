"""The keys: which key does what where, and the profiles that change them.

Every binding has an id. A profile is a keymap: other keys for some ids. Widgets bind their own keys (moving within a
list, links and mentions of an article); what screens and the app do stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does.

    Attributes:
        id: what a profile names it by; the part before the dot is its group in the help.
        keys: the default keys, separated by commas.
        action: of the screen or the app.
        title: what it does, for the help and the command palette.
        label: the word in the footer; empty to leave it out there.
        display: how the key is shown, where its own name won't do.
    """

    id: str
    keys: str
    action: str
    title: str
    label: str = ""
    display: str = ""


APP_KEYS = (
    Key("app.search", "slash", "search", "Search the archive", "Search", "/"),
    Key("app.help", "question_mark", "keys", "Show the keys", "Help", "?"),
    Key("app.refresh_all", "R", "refresh_all", "Refresh all feeds", "Refresh"),
    Key("app.palette", "colon", "command_palette", "Show all commands", "Commands", ":"),
    Key("app.refresh_stop", "ctrl+x", "refresh_stop", "Stop the refresh"),
    Key("app.news", "W", "open('news')", "See who is in the news", "In the news"),
    Key("app.undo", "ctrl+z", "undo", "Undo the last change"),
    Key("app.theme", "ctrl+t", "switch_theme", "Switch between dark and light"),
    Key("app.quit", "Q", "quit", "Quit"),
)

READING_KEYS = (
    Key("go.back", "q", "back", "Back"),
    Key("go.escape", "escape", "escape", "Back, but never out of the reader"),
    Key("go.next", "J", "step(1)", "Next article"),
    Key("go.previous", "K", "step(-1)", "Previous article"),
    Key("go.on", "space", "read_on", "Page on, then the next unread"),
    Key("mark.read", "N", "toggle_read", "Mark as read or unread"),
    Key("mark.star", "s", "toggle_star", "Star or unstar", "Star"),
    Key("mark.tags", "t", "tag", "Change the tags of the article"),
    Key("article.find", "ctrl+f", "find", "Find in the article"),
)

ARTICLE_KEYS = (
    Key("article.browser", "o", "browser", "Open in the browser"),
    Key("article.hints", "f", "hints", "Open a link by its letters"),
    Key("article.links", "u", "links", "List the article's links"),
    Key("article.copy", "y", "copy_link", "Copy the article's link"),
    Key("article.copy_text", "c", "copy_article", "Copy the selection or the text"),
    Key("article.quote", "Y", "copy_quotation", "Copy a quotation with its source"),
    Key("article.info", "i", "info", "Show what is known of the article"),
    Key("article.versions", "d", "versions", "Show what has been edited"),
    Key("article.pictures", "I", "pictures", "Look at the article's pictures"),
    Key("article.narrower", "less_than_sign", "measure(-4)", "Shorter lines", "", "<"),
    Key("article.wider", "greater_than_sign", "measure(4)", "Longer lines", "", ">"),
    Key("article.plain", "P", "plain", "Plain text alone, and back"),
    Key("article.pipe", "vertical_line", "pipe", "Pipe the article to a command", "", "|"),
)

NAME_KEYS = (
    Key("names.card", "E", "card", "Show who or what is mentioned"),
    Key("names.page", "e", "entity_page", "List the articles of who is mentioned"),
    Key("names.types", "H", "types", "Choose which names are highlighted"),
)

NEWS_KEYS = (
    Key("news.page", "e", "entity_page", "List the articles", "Articles"),
    Key("news.search", "slash", "search_entity", "Search for it", "Search", "/"),
    Key("news.follow", "f", "follow", "Follow it, or no longer", "Follow"),
    Key("news.correct", "c", "correct", "Put it right", "Correct"),
    Key("news.period", "W,tab", "period(1)", "Day, week or month", "Period", "W"),
    Key("news.period_back", "shift+tab", "period(-1)", "The period before"),
    Key("news.types", "H", "kind(1)", "People, organisations or places", "Types"),
    Key("news.types_back", "h,left", "kind(-1)", "The type before"),
    Key("news.types_next", "l,right", "kind(1)", "The type after"),
    Key("news.close", "q,escape", "leave", "Back", "Back", "esc"),
)

KEYLESS = (
    Key("app.corrections", "", "open('corrections')", "List the corrections of names"),
    Key("article.pager", "", "pager", "Read the article in $PAGER"),
    Key("article.editor", "", "editor", "Open the article's text in $EDITOR"),
    Key("app.themes", "", "themes", "Choose a theme"),
    Key("feeds.import", "", "import_feeds", "Import feeds (OPML, newsboat)"),
    Key("feeds.export", "", "export_feeds", "Export the feeds as OPML"),
    Key("app.tour", "", "open('tour')", "Show the tour"),
    Key("app.suspend", "", "suspend_process", "Suspend the reader (the shell's fg brings it back)"),
)
"""What only the command palette does: the screen's actions, and the app's."""

READER_KEYS = (
    Key("go.next_unread", "n", "unread(1)", "Next unread article", "Next unread"),
    Key("go.previous_unread", "p", "unread(-1)", "Previous unread article"),
    Key("mark.feed", "A", "mark_listed", "Mark everything listed as read"),
    Key("mark.all", "C", "mark_all", "Mark every article as read"),
    Key("list.filter", "F", "filter", "Show all, unread or starred articles"),
    Key("list.sort", "S", "sort", "Newest first, oldest first or source by source"),
    Key("list.group", "D", "group", "Headings above days or sources, or none"),
    Key("list.compact", "v", "compact", "One line or two an article"),
    Key("list.copies", "x", "copies", "List the copies of this article, and back"),
    Key("list.fold", "V", "fold", "One row for all copies, or one for each"),
    Key("list.tags", "T", "choose_tag", "List what has a tag"),
    Key("list.news", "full_stop", "news", "Let in what is new", "", "."),
    Key("mark.on_scroll", "M", "mark_on_scroll", "Mark articles read as they are passed, or no longer"),
    Key("feed.refresh", "r", "refresh_feed", "Refresh this feed or folder"),
    Key("feeds.rename_search", "m", "rename_search", "Rename the saved search"),
    Key("feeds.remove_search", "X", "remove_search", "Remove the saved search"),
)

FEED_KEYS = (
    Key("feeds.add", "a", "app.open('add_feed')", "Add a feed"),
    Key("feeds.edit", "m", "edit_feed", "Rename, move or tag this feed or folder"),
    Key("feeds.remove", "X", "remove_feed", "Remove this feed or folder; its articles stay"),
    Key("feeds.health", "Z", "app.open('health')", "See how the feeds are doing"),
    Key("feeds.up", "alt+up", "move_feed(-1)", "Move this feed or folder up", "", "alt+↑"),
    Key("feeds.down", "alt+down", "move_feed(1)", "Move this feed or folder down", "", "alt+↓"),
)

HEALTH_KEYS = (
    Key("health.articles", "enter", "articles", "List the feed's articles", "Articles", "⏎"),
    Key("health.refresh", "r", "refresh", "Refresh the feed now", "Refresh"),
    Key("health.edit", "m", "edit", "Rename, move or tag the feed", "Edit"),
    Key("health.remove", "X", "remove", "Remove the feed; its articles stay", "Remove"),
    Key("health.site", "o", "site", "Open the feed's site in the browser", "Site"),
    Key("health.sort", "S", "sort", "Sort by the next column", "Sort"),
    Key("health.turn", "i", "turn", "Turn the order around", "Turn"),
    Key("health.add", "a", "app.open('add_feed')", "Add a feed"),
    Key("health.close", "q,escape", "leave", "Back", "Back", "esc"),
)

PICTURE_KEYS = (
    Key("pictures.next", "n,space,right", "picture(1)", "Next picture", "Next"),
    Key("pictures.previous", "p,N,left", "picture(-1)", "Previous picture"),
    Key("pictures.browser", "o", "browser", "Open the picture in the browser", "Browser"),
    Key("pictures.close", "q,escape", "close", "Back to the article", "Back"),
)

VERSION_KEYS = (
    Key("versions.older", "left_square_bracket", "version(-1)", "The edit before", "Older", "["),
    Key("versions.newer", "right_square_bracket", "version(1)", "The edit after", "Newer", "]"),
    Key("versions.next", "n", "change(1)", "Next change", "Next change"),
    Key("versions.previous", "N,p", "change(-1)", "Previous change"),
    Key("versions.fold", "v", "fold", "Show or hide what is unchanged", "Unchanged text"),
    Key("versions.close", "q,escape,d", "close", "Back to the article", "Back"),
)

SEARCH_KEYS = (
    Key("search.input", "slash", "edit_query", "Change the query", "Query", "/"),
    Key("search.facets", "ctrl+f,F", "facets", "Narrow by what the results share", "Narrow"),
    Key("search.sort", "ctrl+o", "sort", "By relevance, newest or oldest", "Order"),
    Key("search.save", "ctrl+s", "save", "Save this search among the feeds", "Save"),
    Key("search.next_unread", "n", "unread(1)", "Next unread result"),
    Key("search.previous_unread", "p", "unread(-1)", "Previous unread result"),
)

PANE_KEYS = (
    Key("pane.previous", "h,left", "pane_step(-1)", "Pane to the left"),
    Key("pane.next", "l,right", "pane_step(1)", "Pane to the right"),
    Key("pane.first", "1", "pane_at(0)", "First pane"),
    Key("pane.second", "2", "pane_at(1)", "Second pane"),
    Key("pane.third", "3", "pane_at(2)", "Third pane"),
    Key("pane.wider", "ctrl+right", "widen(2)", "Make the pane wider"),
    Key("pane.narrower", "ctrl+left", "widen(-2)", "Make the pane narrower"),
    Key("pane.zen", "z", "zen", "The article alone, and back"),
    Key("pane.feeds", "ctrl+b", "toggle_first", "Show or hide the feeds"),
)

COMMANDS = frozenset(
    key.id
    for keys in (APP_KEYS, READING_KEYS, ARTICLE_KEYS, NAME_KEYS, READER_KEYS, FEED_KEYS, SEARCH_KEYS, PANE_KEYS)
    for key in keys
)
"""Ids of what does something; every other binding just moves about."""

GROUPS: Mapping[str, str] = {
    "go": "Reading",
    "list": "List",
    "feeds": "Feeds",
    "feed": "Feeds",
    "health": "Feeds",
    "mark": "Marks",
    "article": "Article",
    "names": "Names",
    "card": "Card of a name",
    "types": "Names",
    "corrections": "Corrections",
    "news": "In the news",
    "find": "Find in the article",
    "search": "Search",
    "versions": "Versions",
    "pictures": "Pictures",
    "pane": "Panes",
    "app": "Wirecopy",
}
"""The headings of the help, by the first part of a binding's id, in their order."""

PROFILES: Mapping[str, Mapping[str, str]] = {
    "vim": {},
    "newsboat": {
        "article.bottom": "end",
        "article.top": "home",
        "list.bottom": "end",
        "list.filter": "l,F",
        "list.sort": "g,G",
        "list.top": "home",
        "mark.star": "s,ctrl+b,ctrl+e",
        "pane.feeds": "B",
        "pane.next": "right",
        "pane.previous": "left",
    },
}
"""Keymaps by profile: what differs from the default keys, by binding id."""


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """Textual's bindings for some keys."""
    return [
        Binding(
            key.keys,
            key.action,
            key.label or key.title,
            show=bool(key.label),
            key_display=key.display or None,
            id=key.id,
            tooltip=key.title,
        )
        for key in keys
    ]


def keymap(profile: str) -> Mapping[str, str]:
    """The keymap of a profile; empty, which leaves the default keys, for one that isn't known."""
    return PROFILES.get(profile, {})
