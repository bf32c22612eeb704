"""HTML as plain text: what a browser would show, a paragraph a block.

For pages without furniture around their text (chapters, mail, entries of feeds);
news pages are read by :mod:`index.readers.html_page`, which falls back to this.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav
ol option p pre search section summary table tbody td tfoot th thead tr ul
"""
_UNSHOWN_TAGS = """
applet audio button canvas datalist embed frame frameset head iframe input map math meter
noframes noscript object progress script select source style svg template textarea title
track video
"""
_FURNITURE_TAGS = "aside footer form header menu nav"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSHOWN = frozenset(_UNSHOWN_TAGS.split())
_FURNITURE = frozenset(_FURNITURE_TAGS.split())
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_MARKUP = re.compile(
    r"\s*(?:<!--|<!doctype|<\?xml|</?(?:html|body|div|p|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|dl|"
    r"table|blockquote|article|section|main|figure|picture|img|br|hr|pre|font|center|small)"
    r"(?:[\s/>]))",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"[<&]")
_BREAK = re.compile(r"<(?:p|br|div|li|h[1-6])(?:\s[^<>]{0,400})?/?>", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text that may be plain or HTML is HTML: it begins so, or breaks its lines so."""
    return bool(_MARKUP.match(text) or _BREAK.search(text))


def plain_of(text: str) -> str:
    """A text that may be plain or HTML, as plain text."""
    return shown_in(text) if is_markup(text) else text


def shown_in(markup: str) -> str:
    """What a piece of HTML shows."""
    if not _SPECIAL.search(markup):
        return markup
    from index.readers.html_tree import parse_html

    tree = parse_html(markup)
    return text_of(tree) if tree is not None else ""


def text_of(tree: HtmlElement, *, furniture: bool = True) -> str:
    """What ``tree`` shows; without ``furniture`` the parts that mark themselves as such are left.

    Paragraphs are parted by a blank line, items of a list and rows of a table by a line end.
    Linear.
    """
    from lxml import etree

    skipped = _UNSHOWN if furniture else _UNSHOWN | _FURNITURE
    written = _Written()
    inside = 0  # how deep in something that is not shown
    tables = _tables_of_data(tree)
    in_table = False
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if event in ("comment", "pi") or not isinstance(tag, str):
            if not inside:
                written.say(element.tail)
            continue
        if event == "start":
            if inside or tag in skipped or _is_hidden(element):
                inside += 1
                continue
            in_table |= tag == "table" and element in tables
            if in_table and tag not in ("table", "caption"):
                _open_in_table(written, element, tag)
            else:
                _open(written, element, tag)
            continue
        if inside:
            inside -= 1
        elif tag == "pre":
            written.end_block()
            written.preformatted -= 1
        elif tag in _BLOCKS and (not in_table or tag in ("table", "caption", "tr")):
            written.end_block(row=in_table and tag == "tr")
            in_table &= tag != "table"
        if not inside:
            written.say(element.tail)
    return written.text()


def _open(written: _Written, element: HtmlElement, tag: str) -> None:
    if tag in _BLOCKS:
        written.end_block()
    if tag == "li":
        written.begin_item()
    elif tag == "br":
        written.end_line()
    elif tag == "pre":
        written.preformatted += 1
    written.say(element.text)


def _open_in_table(written: _Written, element: HtmlElement, tag: str) -> None:
    """An element inside a table of data: a row is a line, what breaks lines in a cell is none."""
    if tag == "tr":
        written.end_block()
    elif tag in ("td", "th"):
        is_first = next(element.itersiblings("td", "th", preceding=True), None) is None
        written.say("" if is_first else " | ")
    elif tag in _BLOCKS or tag == "br":
        written.say(" ")
    written.say(element.text)


_NO_DATA_TAGS = "h1 h2 h3 h4 h5 h6 hr ul ol dl pre blockquote form img"
_NO_DATA = frozenset(_NO_DATA_TAGS.split())
_LONGEST_CELL = 160


def _tables_of_data(tree: HtmlElement) -> set[HtmlElement]:
    """The tables whose rows belong together; most tables of mails only lay things out."""
    tables = list(tree.iter("table"))
    outer = {next(table.iterancestors("table"), None) for table in tables}
    return {table for table in tables if table not in outer and _holds_data(table)}


def _holds_data(table: HtmlElement) -> bool:
    """Whether two rows at least have two short cells, and nothing else is in the table."""
    if table.get("role") in ("presentation", "none"):
        return False
    if any(element.tag in _NO_DATA for element in table.iterdescendants()):
        return False
    rows = 0
    for row in table.iterdescendants("tr"):
        cells = ["".join(cell.itertext()).strip() for cell in row.iterchildren("td", "th")]
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            return False
        rows += len(list(filter(None, cells))) > 1
    return rows > 1


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


class _Written:
    """The text while it is being put together."""

    def __init__(self) -> None:
        self.preformatted = 0
        self._blocks: list[tuple[str, str]] = []
        self._line: list[str] = []
        self._item = False

    def say(self, text: str | None) -> None:
        if text:
            self._line.append(text if self.preformatted else _BLANKS.sub(" ", text))

    def end_line(self) -> None:
        self._line.append("\n")

    def begin_item(self) -> None:
        self._item = True

    def end_block(self, *, row: bool = False) -> None:
        whole = "".join(self._line)
        self._line.clear()
        if not self.preformatted:
            whole = "\n".join(_BLANKS.sub(" ", line).strip() for line in whole.split("\n"))
        block = whole.strip("\n" if self.preformatted else None)
        if not block.strip():
            return
        kind = "row" if row else "item" if self._item else ""
        self._blocks.append((kind, f"- {block}" if kind == "item" else block))
        self._item = False

    def text(self) -> str:
        self.end_block()
        parts: list[str] = []
        before = ""
        for kind, block in self._blocks:
            if parts:
                # Items and rows stand one below the other.
                parts.append("\n" if kind and kind == before else "\n\n")
            parts.append(block)
            before = kind
        return "".join(parts)
