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

    Paragraphs are parted by a blank line, items of a list by a line end. Linear.
    """
    from lxml import etree

    skipped = _UNSHOWN if furniture else _UNSHOWN | _FURNITURE
    written = _Written()
    inside = 0  # how deep in something that is not shown
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
            _open(written, element, tag)
            continue
        if inside:
            inside -= 1
        elif tag == "pre":
            written.end_block()
            written.preformatted -= 1
        elif tag in _BLOCKS:
            written.end_block()
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


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


class _Written:
    """The text while it is being put together."""

    def __init__(self) -> None:
        self.preformatted = 0
        self._blocks: list[tuple[bool, str]] = []
        self._line: list[str] = []
        self._item = False

    def say(self, text: str | None) -> None:
        if text:
            self._line.append(text if self.preformatted else _BLANKS.sub(" ", text))

    def end_line(self) -> None:
        self._line.append("\n")

    def begin_item(self) -> None:
        self._item = True

    def end_block(self) -> None:
        whole = "".join(self._line)
        self._line.clear()
        if not self.preformatted:
            whole = "\n".join(_BLANKS.sub(" ", line).strip() for line in whole.split("\n"))
        block = whole.strip("\n" if self.preformatted else None)
        if not block.strip():
            return
        self._blocks.append((self._item, f"- {block}" if self._item else block))
        self._item = False

    def text(self) -> str:
        self.end_block()
        parts: list[str] = []
        before = False
        for item, block in self._blocks:
            if parts:
                # Items stand one below the other.
                parts.append("\n" if item and before else "\n\n")
            parts.append(block)
            before = item
        return "".join(parts)
