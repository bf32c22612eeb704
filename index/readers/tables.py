"""Tables (CSV and its kin with semicolons or tabs): a row is an article.

Which column holds what is told by its heading; a person may say otherwise
(:class:`~index.readers.model.ReadOptions`). The lists that Pocket, Instapaper,
Readwise and Zotero export are tables like others.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from index.errors import ReadError
from index.language.fold import fold_case
from index.readers.decode import decode
from index.readers.html_text import plain_of
from index.readers.model import Document, Found
from index.readers.values import address, day, in_order, short

# What an article's facts are called in the tables that people have.
_HEADINGS = {
    "text": "text,body,content,article,article text,full text,fulltext,article body,body text,"
    "main text,maintext,selection,abstract note,abstract,excerpt,description,summary,highlight,"
    "story",
    "title": "title,headline,article title,web title,heading,subject,book title,name",
    "date": "date,published,publication date,pub date,published at,published date,date published,"
    "publish date,date publish,web publication date,pubdate,datum,ngày,saved date,time added,"
    "timestamp,date added,highlighted at",
    "outlet": "outlet,source,publication,publisher,newspaper,publication title,site,site name,"
    "media name,source name,source hostname,source domain,hostname,domain,journal,medium",
    "authors": "authors,author,byline,by,creator,writer,book author",
    "url": "url,link,address,web address,web url,article url,uri,href,source url",
    "language": "language,lang",
    "key": "id,guid,key,article id",
}
_FACTS = {heading: fact for fact, names in _HEADINGS.items() for heading in names.split(",")}
# Days on which a reader kept something are not days of publication.
_DATES_OF_KEEPING = frozenset(
    ("saved date", "time added", "timestamp", "date added", "highlighted at")
)
_SEPARATORS = (",", ";", "\t", "|")
_SMALL_THEN_LARGE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST_FIELD = 8 << 20
_MOST_COLUMNS = 200


def columns_in(line: str) -> tuple[str, list[str]] | None:
    """The separator and the headings of a table's first line; ``None`` when it is none.

    At least two headings must name facts of an article, a title or a text among them.
    """
    for separator in _SEPARATORS:
        try:
            headings = next(csv.reader([line.strip("\ufeff\r\n")], delimiter=separator), [])
        except csv.Error:
            continue
        known = {_FACTS.get(_heading(one)) for one in headings} - {None}
        is_short = all(len(one) <= 60 for one in headings) and 2 <= len(headings) <= _MOST_COLUMNS
        if is_short and len(known) >= 2 and known & {"text", "title"}:
            return separator, headings
    return None


def is_table(beginning: bytes) -> bool:
    """Whether a document begins with the headings of a table of articles."""
    line = re.match(rb"(?:\xef\xbb\xbf)?([^\r\n]{5,4000})\r?\n", beginning)
    return line is not None and columns_in(line[1].decode("utf-8", "replace")) is not None


def read_table(document: Document) -> Iterator[Found | ReadError]:
    """The articles of a table, a row each; rows without any are told by their number."""
    text = decode(document.source, document.all_bytes())
    separator, headings = columns_in(text[: text.find("\n")]) or (",", [])
    chosen = _chosen(document, headings)
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    next(rows, None)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield ReadError(f"{document.source} row {number}", f"is no row of a table ({error})")
            continue
        if row is None:
            return
        if any(field.strip() for field in row):
            yield _found(document, headings, chosen, row, number)


def _chosen(document: Document, headings: list[str]) -> dict[str, list[int]]:
    """The columns of each fact, the better ones first."""
    wanted = {fact: _heading(name) for fact, name in document.options.columns.items()}
    places: dict[str, list[int]] = {}
    named = [_heading(one) for one in headings]
    for fact, names in _HEADINGS.items():
        ordered = [wanted[fact]] if fact in wanted else names.split(",")
        places[fact] = [named.index(name) for name in ordered if name in named]
        if fact in wanted and not places[fact]:
            raise ReadError(document.source, f"has no column {document.options.columns[fact]!r}")
    return places


def _found(
    document: Document,
    headings: list[str],
    chosen: Mapping[str, list[int]],
    row: list[str],
    number: int,
) -> Found:
    def first(fact: str) -> tuple[str, str]:
        """The first column of a fact that says something: its heading and what it says."""
        for place in chosen[fact]:
            if place < len(row) and row[place].strip():
                return _heading(headings[place]), row[place]
        return "", ""

    (dated_by, date), url = first("date"), address(first("url")[1])
    title = short(first("title")[1])
    title = "" if title == url else title
    text = plain_of(first("text")[1])
    is_kept = dated_by in _DATES_OF_KEEPING
    own = short(first("key")[1])
    return Found(
        text if text.strip() else bookmark_text(title, url),
        title=title,
        date="" if is_kept else day(date),
        dated_by="its table",
        authors=tuple(_people(first("authors")[1])),
        outlet=short(first("outlet")[1]),
        url=url,
        language=short(first("language")[1]),
        # Not the address alone: a row must not stand in for the page that it is about.
        key=f"{document.key}#{own or url or number}",
        place=f"row {number}",
    )


def _people(written: str) -> Iterator[str]:
    """The people in a column: ``Roe, Jane; Lê, Minh`` or ``Jane Roe, Minh Lê`` or as they are."""
    for part in re.split(r";|\sand\s", written)[:50]:
        names = part.split(",")
        if all(len(name.split()) > 1 for name in names):
            yield from filter(None, map(short, names))
        elif name := short(part):
            yield in_order(name) if len(names) == 2 else name


def members_of(fact: str, names: Iterable[str]) -> list[str]:
    """Those of ``names`` under which a fact of an article is told, the better ones first."""
    called = {_heading(_SMALL_THEN_LARGE.sub(" ", name)): name for name in names}
    return [
        called[name]
        for name in _HEADINGS[fact].split(",")
        if name in called and name not in _DATES_OF_KEEPING
    ]


def bookmark_text(title: str, url: str) -> str:
    """What can be read of an article of which only the title and the address are known."""
    return "\n\n".join(filter(None, (title, url)))


def _heading(written: str) -> str:
    return " ".join(re.sub(r"[_\W]+", " ", fold_case(written)).split())
