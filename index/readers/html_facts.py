"""What a page says of itself: title, date, authors, outlet, address.

Asked in this order, the first that answers counts: JSON-LD, OpenGraph and its
kin, ``<meta>`` elements, microdata, then what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from index.language.fold import fold_case
from index.readers.bylines import names_in
from index.readers.html_captures import capture_in, captured_from, noted_in
from index.readers.json_ld import LinkedData, linked_data
from index.readers.values import address, day, short

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLE_METAS = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title",
                "parsely-title", "sailthru.title", "headline")  # fmt: skip
_DATE_METAS = (
    "article:published_time", "og:published_time", "article:published", "parsely-pub-date",
    "sailthru.date", "citation_publication_date", "citation_date", "dcterms.created",
    "dcterms.issued", "dcterms.date", "dc.date.issued", "dc.date.created", "dc.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "published_time",
    "published-date", "date.created", "datepublished", "article.published", "displaydate",
    "originalpublicationdate", "cxenseparse:recs:publishtime", "bt:pubdate", "date",
)  # fmt: skip
_AUTHOR_METAS = ("article:author", "og:article:author", "author", "byl", "parsely-author",
                 "sailthru.author", "citation_author", "dc.creator", "dcterms.creator",
                 "article.author", "cxenseparse:author")  # fmt: skip
_OUTLET_METAS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher",
                 "citation_journal_title", "cre", "source_name", "copyright-holder",
                 "source")  # fmt: skip
_DATED_BY = "its page's {}"

_CLASSED = (
    "contains(translate(concat(@class, ' ', @id), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',"
    " 'abcdefghijklmnopqrstuvwxyz'), '{}')"
)
_NAMES = ("class", "id", "data-qa", "data-testid")
"""Where pages name their parts: where classes are made by programs, tests go by the latter."""
_NAMED = f"//*[{' or '.join(f'@{name}' for name in _NAMES)}]"
_MOST_LOOKED_AT = 40


class Facts(Struct, frozen=True):
    """Short strings about a page, each empty where the page does not tell."""

    title: str = ""
    date: str = ""
    dated_by: str = ""
    hint: str = ""
    hinted_by: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    url: str = ""
    language: str = ""
    body: str = ""


def facts_of(tree: HtmlElement, saved_from: str = "") -> Facts:
    """What the page says of itself; ``saved_from`` is the address that its saver noted."""
    told = linked_data(_scripts(tree))
    captured = capture_in(tree)
    metas = _metas(tree) if not captured else {}
    stated_outlet = told.outlet or _first(metas, _OUTLET_METAS)
    url = captured or _address(tree, metas, told, saved_from or noted_in(tree))
    title = _title(tree, metas, told, stated_outlet, url)
    outlet = stated_outlet or _site_in_window(tree, title, url)
    date, dated_by = _date(tree, metas, told)
    hint = _date_in(url) if not date else ""
    return Facts(
        title=title,
        date=date,
        dated_by=dated_by,
        hint=hint,
        hinted_by="its address holds the day" if hint else "",
        authors=_authors(tree, metas, told, outlet),
        outlet=outlet,
        url=url,
        language=told.language or short(_whole(tree).get("lang")).replace("_", "-"),
        body=told.body,
    )


def _whole(tree: HtmlElement) -> HtmlElement:
    return tree.getroottree().getroot()


def _scripts(tree: HtmlElement) -> list[str]:
    found = tree.xpath("//script[contains(@type, 'ld+json')]")
    return [element.text or "" for element in found[:_MOST_LOOKED_AT]]


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of ``<meta>`` elements by their names, names in lower case."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = short(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            name = element.get(attribute)
            if name and content:
                metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _first(metas: dict[str, list[str]], names: Sequence[str]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


# ---------------------------------------------------------------- address


def _address(
    tree: HtmlElement, metas: dict[str, list[str]], told: LinkedData, saved_from: str
) -> str:
    """The canonical address; not the site's front page when the page was not saved from it."""
    canonical = [
        urljoin(saved_from, link.get("href", "").strip()) if saved_from else link.get("href", "")
        for link in tree.xpath("//link[@rel='canonical']")[:_MOST_LOOKED_AT]
    ]
    candidates = [
        captured_from(address(one.strip()))
        for one in (*canonical, _first(metas, ("og:url",)), told.url)
    ]
    candidates = [one for one in candidates if one]
    saved = captured_from(address(saved_from))
    pages = [one for one in candidates if not _is_front_page(one)]
    return next(iter(pages), "") or saved or next(iter(candidates), "")


def _is_front_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.path in ("", "/") and not parts.query


# ---------------------------------------------------------------- title


def _title(
    tree: HtmlElement, metas: dict[str, list[str]], told: LinkedData, outlet: str, url: str
) -> str:
    """The headline, without the name of the site that pages put behind it."""
    large = tree.xpath("//h1 | //div[@role='heading' and @aria-level='1']")
    shown = [_shown(element) for element in large[:_MOST_LOOKED_AT]]
    # Pages older than their headings set a headline in bold.
    shown += [_shown(element) for element in tree.xpath("//h2 | //b | //strong")[:_MOST_LOOKED_AT]]
    stated = [told.title, _first(metas, _TITLE_METAS), _window(tree)]
    for title in filter(None, stated):
        if both := _site_and_headline(title, shown):
            return both[1]
        # What the page shows in large letters is how the headline is written.
        for headline in filter(None, shown):
            if _begins(title, headline) and len(headline.split()) > 1:
                return headline
        ends = (words for words in shown if len(words.split()) > 2 and title.endswith(words))
        return next(ends, "") or _without_site(title, outlet, url)
    return next(filter(None, shown), "")


def _window(tree: HtmlElement) -> str:
    """What the page calls its window."""
    return next((_shown(element) for element in tree.xpath("//title")[:1]), "")


def _site_and_headline(title: str, shown: Sequence[str]) -> tuple[str, str] | None:
    """The site's name and the headline, where a title has both and the page shows both.

    The site's name stands above the headline.
    """
    for parting in _BEHIND_SITE.finditer(title[:600]):
        parts = title[: parting.start()].strip(), title[parting.end() :].strip()
        if all(part in shown for part in parts):
            first, second = sorted(parts, key=shown.index)
            return first, second
    return None


def _site_in_window(tree: HtmlElement, headline: str, url: str) -> str:
    """The site's name, as the title of the window has it beside the headline."""
    window = _window(tree)
    if not headline or (not window.startswith(headline) and not window.endswith(headline)):
        return ""
    beside = window.removeprefix(headline) if window.startswith(headline) else ""
    beside = beside or window.removesuffix(headline)
    parts = [part.strip(_SIGNS) for part in _PARTED.split(f" {beside} ") if part.strip(_SIGNS)]
    if not parts or beside == window:
        return ""
    name = parts[-1] if window.startswith(headline) else parts[0]
    host = "" if _is_front_page(url) else fold_case(urlsplit(url).hostname or "")
    letters = _letters(name)
    labels = [label for label in host.split(".") if len(label) > 3]
    is_of_host = any(_letters(label) in letters or letters in _letters(label) for label in labels)
    fits = is_of_host if host else len(name.split()) <= _LONGEST_SITE
    return name if fits and len(letters) > 2 else ""


def _shown(element: HtmlElement) -> str:
    return short(element.text_content()[:2000])


def _begins(title: str, headline: str) -> bool:
    title, headline = fold_case(title), fold_case(headline)
    return title.startswith(headline) or (
        len(title) > 60 and headline.startswith(title.rstrip("…."))
    )


_PARTED = re.compile(r"\s[|\-–—·:»«•]{1,2}\s")
_BEHIND_SITE = re.compile(r"(?:\s[|\-–—·»«•]{1,2}|\s?:)\s")
_SIGNS = " |-–—·:»«•\t"
_LONGEST_SITE = 5
"""Words of a site's name, when nothing but the window's title tells it."""


def _without_site(title: str, outlet: str, url: str) -> str:
    parts = list(_PARTED.finditer(title[:600]))
    if not parts:
        return title
    host = fold_case((urlsplit(url).hostname or "") if not _is_front_page(url) else "")
    site = {_letters(outlet) or host} | {
        _letters(label) for label in host.split(".") if len(label) > 3
    }
    last, first = parts[-1], parts[0]
    behind, before = _letters(title[last.end() :]), _letters(title[: first.start()])
    if any(behind == name or (len(name) > 3 and name in behind) for name in site) or (
        len(behind) > 3 and behind in _letters(outlet)
    ):
        return title[: last.start()]
    if before and before in site:
        return title[first.end() :]
    return title


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold_case(text)))


# ---------------------------------------------------------------- date


def _date(tree: HtmlElement, metas: dict[str, list[str]], told: LinkedData) -> tuple[str, str]:
    """The day of publication as the page states it, and what in the page does."""
    if told.date:
        return day(told.date), _DATED_BY.format("JSON-LD")
    for name in _DATE_METAS:
        if name in metas:
            return day(metas[name][0]), _DATED_BY.format(f"“{name}”")
    for element in _timed(tree):
        written = element.get("datetime") or element.get("content") or element.text_content()[:200]
        if any(map(str.isdigit, written)):
            return day(written), _DATED_BY.format("time stamp")
    for element in _shown_dates(tree):
        written = short(element.text_content()[:120])
        if 6 <= len(written) <= 80 and any(map(str.isdigit, written)):
            return written, "its date line"
    for line in _byline(tree)[1:]:
        if _FULL_DATE.search(line):
            return line, "its byline"
    return "", ""


_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d|\b\d{1,2}\b.{0,20}\b(?:19|20)\d\d\b")


def _timed(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that state when: marked as the publication's first, then any in the article."""
    for path in (
        "//*[@itemprop='datePublished']",
        "//time[@pubdate]",
        "//time[" + _CLASSED.format("pub") + "]",
        "//article//header//time | //main//header//time",
        "//article//time[@datetime] | //main//time[@datetime]",
        "//header//time[@datetime]",
    ):
        yield from tree.xpath(path)[:1]
    every = tree.xpath("//time[@datetime]")
    # Alone on the page it is the page's; of many nobody can say.
    yield from every[:1] if len(every) == 1 else ()


def _classed(tree: HtmlElement) -> list[tuple[str, HtmlElement]]:
    """The elements that have a class or another name, each with these in lower case."""
    return [
        (" ".join([element.get(name, "") for name in _NAMES]).lower(), element)
        for element in tree.xpath(_NAMED)
    ]


def _shown_dates(tree: HtmlElement) -> Iterator[HtmlElement]:
    classed = _classed(tree)
    for word in ("publi", "post-date", "postdate", "article-date", "articledate", "story-date",
                 "entry-date", "dateline", "timestamp", "date"):  # fmt: skip
        found = [element for names, element in classed if word in names]
        yield from [element for element in found[:_MOST_LOOKED_AT] if len(element) <= 6][:3]


_DATE_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)


def _date_in(url: str) -> str:
    found = _DATE_IN_ADDRESS.search(url)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else ""


# ---------------------------------------------------------------- authors


def _authors(
    tree: HtmlElement, metas: dict[str, list[str]], told: LinkedData, outlet: str
) -> tuple[str, ...]:
    for source in _author_sources(tree, metas, told):
        names = [name for written in source for name in names_in(written)]
        names = [name for name in dict.fromkeys(names) if _letters(name) != _letters(outlet)]
        if names:
            return tuple(names[:20])
    return ()


def _author_sources(
    tree: HtmlElement, metas: dict[str, list[str]], told: LinkedData
) -> Iterator[Sequence[str]]:
    """What may name the authors, the surest first; most pages are not searched any further."""
    yield told.authors
    yield from (metas.get(name, ()) for name in _AUTHOR_METAS)
    yield tuple(_labelled_authors(metas))
    for path in (
        "//*[@itemprop='author']",
        "//*[@rel='author']",
        "//*[contains(concat(' ', @rel, ' ', @property, ' '), ':author ')]",
    ):
        yield tuple(_shown(element) for element in tree.xpath(path)[:5])
    classed = _classed(tree)
    for word in ("byline", "author", "reader-credits"):
        found = [element for names, element in classed if word in names][:_MOST_LOOKED_AT]
        yield tuple(_shown(element) for element in found if len(element) <= 4)[:1]
    yield _byline(tree)[:1]
    yield _signature(tree)


_AUTHOR_LABELS = frozenset(
    fold_case(label)
    for label in (
        *("written by", "author", "by", "geschrieben von", "verfasst von", "von", "écrit par"),
        *("par", "escrito por", "por", "tác giả", "scritto da", "geschreven door", "автор"),
    )
)


def _labelled_authors(metas: dict[str, list[str]]) -> Iterator[str]:
    """Authors as pages tell those who show a link: a label, and what stands behind it."""
    for number in range(1, 5):
        label = _first(metas, (f"twitter:label{number}",))
        if fold_case(label).rstrip(" :") in _AUTHOR_LABELS:
            yield from metas.get(f"twitter:data{number}", ())[:1]


_LONGEST_BYLINE = 160
_BYLINE_BEGINS = re.compile(r"(?:By|BY|Von|Par|Por|Posted by|Written by)\s*:?\s+[^\W\d_a-z]")
_BYLINES = "//i | //em | //small | //font | //span | //p | //div | //td | //address | //center"
_LOOKED_AT_FOR_BYLINE = 400


def _byline(tree: HtmlElement) -> list[str]:
    """The lines of a short piece of the page that begins with who wrote it."""
    for element in tree.xpath(_BYLINES)[:_LOOKED_AT_FOR_BYLINE]:
        text = element.text_content()[: _LONGEST_BYLINE + 1]
        if len(text) > _LONGEST_BYLINE or not _BYLINE_BEGINS.match(text.strip()):
            continue
        return [line for line in map(short, element.itertext()) if line]
    return []


_TO_THE_RIGHT = "//p[contains(translate(@style, ' ', ''), 'text-align:right')]"


def _signature(tree: HtmlElement) -> list[str]:
    """Who signs in bold at the right below the text, as papers in Vietnam have it."""
    for line in tree.xpath(_TO_THE_RIGHT)[-1:]:
        bold = [_shown(element) for element in line.xpath(".//strong | .//b")[:1]]
        return [name for name in bold if 1 < len(name.split()) < 6 and name.istitle()]
    return []
