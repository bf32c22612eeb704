"""What an export of Omnivore says of the pages in it, which hold nothing but their text."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from index.errors import ReadError
from index.readers.decode import LARGEST_DOCUMENT
from index.readers.json_shapes import found_in
from index.readers.model import Document

_ABOUT = re.compile(r"metadata_\d{1,9}_to_\d{1,9}\.json")
_PAGE = re.compile(r"content/([^/]{1,500})\.html?")
_NOTES = re.compile(r"highlights/[^/]{1,500}\.md")


def facts_of_export(document: Document, archive: zipfile.ZipFile) -> Mapping[str, dict[str, str]]:
    """What is known of each page of an export, by its name in the archive; empty for others."""
    facts: dict[str, dict[str, str]] = {}
    names = archive.namelist()
    if not any(map(_ABOUT.fullmatch, names)):
        return facts
    by_slug = dict(_told(document, archive))
    for name in names:
        page = _PAGE.fullmatch(name)
        if page and page[1] in by_slug:
            facts[name] = by_slug[page[1]]
    return facts


def is_told_already(name: str) -> bool:
    """Whether a member of an export only tells of its pages."""
    return bool(_ABOUT.fullmatch(name) or _NOTES.fullmatch(name))


def _told(document: Document, archive: zipfile.ZipFile) -> Iterator[tuple[str, dict[str, str]]]:
    from index.readers.archives import opened

    for info in archive.infolist():
        if not _ABOUT.fullmatch(info.filename):
            continue
        try:
            with opened(document, archive, info) as stream:
                entries: Any = json.loads(stream.read(LARGEST_DOCUMENT))
        except (ReadError, ValueError, RecursionError):
            continue
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("slug"), str):
                yield entry["slug"], _facts(entry)


def _facts(entry: dict[str, Any]) -> dict[str, str]:
    found = found_in(entry)
    facts = {
        "title": found.title,
        "date": found.date,
        "dated_by": found.dated_by if found.date else "",
        "authors": ";".join(found.authors),
        "outlet": found.outlet,
        "url": found.url,
    }
    return {name: value for name, value in facts.items() if value}
