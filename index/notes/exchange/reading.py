"""Reading annotations that others wrote: Web Annotations (culm's own too), Hypothesis.

The file may hold a collection, a page, a list or one annotation; Hypothesis
exports are JSON with ``annotations`` or the API's ``rows``. Nothing in it is
trusted: what has not the right type counts as absent, texts are cleaned.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TypeGuard
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from index.article import version_of
from index.errors import ReadError
from index.notes.clean import clean_line, clean_note, clean_tags
from index.notes.model import Annotation, Colour, Past
from index.sanitise import canonical_text

_MOST_NESTED = 100
_EXPECTED = "annotations come in as culm's own JSON-LD or as an export of Hypothesis"


class AnnotationRead(Struct, frozen=True):
    """One annotation from a file; ``exact`` is empty when it marks no passage.

    ``name`` is what the file calls it, possibly nothing. ``addresses`` are web
    addresses of the page, the first the likeliest. ``start`` is the place that
    the file gives, in code points, if any. ``own`` is set when culm itself wrote
    it, with every field; then ``past`` is what it was before, unless nothing tells.
    """

    name: str
    addresses: tuple[str, ...]
    exact: str
    prefix: str
    suffix: str
    start: int | None
    note: str
    tags: tuple[str, ...]
    created: datetime | None
    modified: datetime | None
    own: Annotation | None = None
    past: Past | None = None


def read_annotations(data: str, source: str) -> tuple[list[AnnotationRead], dict[str, str]]:
    """The annotations of a file, and the canonical texts in it by version.

    ``source`` names the file. Raises :class:`ReadError` when it is not JSON with
    annotations.
    """
    if not data.strip():
        raise ReadError(source, f"is empty; {_EXPECTED}")
    try:
        parsed = _parsed(data)
    except (ValueError, RecursionError) as error:
        raise ReadError(source, f"holds no annotations, it is not JSON; {_EXPECTED}") from error
    items = _items(parsed)
    if items is None or (items and not any(map(_is_annotation, items))):
        raise ReadError(source, f"there are no annotations in it; {_EXPECTED}")
    texts = _texts(parsed)
    found = [one for item in items if (one := _incoming(item)) is not None]
    return found, texts


def _parsed(data: str) -> Any:
    """What a file holds: one JSON value, or JSON Lines."""
    try:
        return json.loads(data)
    except ValueError:
        lines = [json.loads(line) for line in data.split("\n") if line.strip()]
        if len(lines) < 2 or not all(isinstance(line, dict) for line in lines):
            raise
        return lines


def _items(parsed: Any) -> list[Any] | None:
    for _ in range(_MOST_NESTED):
        if isinstance(parsed, list):
            return parsed
        if not isinstance(parsed, dict):
            return None
        for key in ("annotations", "rows", "items"):
            if isinstance(parsed.get(key), list):
                found: list[Any] = parsed[key]
                return found
        if isinstance(parsed.get("first"), dict):
            parsed = parsed["first"]
        elif parsed.get("total") == 0:
            return []
        else:
            return [parsed] if "target" in parsed else None
    return None


def _texts(parsed: Any) -> dict[str, str]:
    listed = parsed.get("culm:texts") if isinstance(parsed, dict) else None
    texts = {}
    for entry in listed if isinstance(listed, list) else ():
        text = entry.get("culm:text") if isinstance(entry, dict) else None
        if isinstance(text, str) and canonical_text(text) == text:
            texts[version_of(text)] = text
    return texts


def _is_annotation(item: Any) -> bool:
    """Whether it looks like one: a list of JSON objects may be anything, such as articles."""
    return isinstance(item, dict) and (
        "target" in item or "uri" in item or item.get("type") == "Annotation"
    )


def _incoming(item: Any) -> AnnotationRead | None:
    if not _is_annotation(item):
        return None
    target = _first(item.get("target"))
    selectors = _listed(target.get("selector") if isinstance(target, dict) else None)
    quoted = _selector(selectors, "TextQuoteSelector")
    place = _selector(selectors, "TextPositionSelector")
    note, tags = _bodies(item)
    exact = _quote(quoted.get("exact"))
    if not exact and not (note or tags):
        return None
    start = place.get("start")
    name = item.get("id")
    incoming = AnnotationRead(
        name=name if isinstance(name, str) else "",
        addresses=_addresses(item, target),
        exact=exact,
        prefix=_quote(quoted.get("prefix")),
        suffix=_quote(quoted.get("suffix")),
        start=start if _is_count(start) else None,
        note=note,
        tags=tags,
        created=_time(item.get("created")),
        modified=_time(item.get("modified") or item.get("updated")),
    )
    own = _own(item, incoming, place)
    return replace(incoming, own=own, past=_past(item, own) if own else None)


def _own(item: dict[str, Any], found: AnnotationRead, place: dict[str, Any]) -> Annotation | None:
    """The annotation as culm wrote it, if all that it needs is there and sound."""
    version = item.get("culm:version")
    article, revision = item.get("culm:article"), item.get("culm:revision")
    start, end = place.get("start"), place.get("end")
    created, modified = found.created, found.modified
    deleted = item.get("culm:deleted")
    if not (isinstance(version, str) and isinstance(article, str)):
        return None
    if not (_is_count(start) and _is_count(end) and _is_revision(revision)):
        return None
    if end - start != len(found.exact) or created is None or modified is None:
        return None
    try:
        return Annotation(
            id=str(UUID(found.name.removeprefix("urn:uuid:"))),
            article=clean_line(article),
            version=clean_line(version),
            start=start,
            end=end,
            exact=found.exact,
            prefix=found.prefix,
            suffix=found.suffix,
            colour=Colour(str(item.get("culm:colour"))),
            note=found.note,
            tags=found.tags,
            created=created,
            modified=modified,
            deleted=_time(deleted),
            revision=revision,
        )
    except ValueError:
        return None


def _past(item: dict[str, Any], own: Annotation) -> Past | None:
    """What culm's own annotation grew out of; ``None`` where the file does not say."""
    times = item.get("culm:earlier")
    if not isinstance(times, list):
        return Past() if own.revision == 1 else None
    wordings = (_wording(was, own) for was in _listed(item.get("culm:history")))
    return Past(
        tuple(time for one in times if (time := _time(one))),
        tuple(one for one in wordings if one is not None),
    )


def _wording(was: Any, own: Annotation) -> Annotation | None:
    if not isinstance(was, dict):
        return None
    modified, revision = _time(was.get("modified")), was.get("culm:revision")
    if modified is None or not _is_revision(revision):
        return None
    note, tags = _bodies(was)
    try:
        colour = Colour(str(was.get("culm:colour")))
    except ValueError:
        return None
    return replace(
        own,
        note=note,
        tags=tags,
        colour=colour,
        modified=modified,
        deleted=_time(was.get("culm:deleted")),
        revision=revision,
    )


def _bodies(item: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Note and tags: from bodies, or from Hypothesis's ``text`` and ``tags``."""
    notes: list[str] = []
    tags: list[str] = []
    for body in _listed(item.get("body")):
        if isinstance(body, str):
            continue
        value = body.get("value") if isinstance(body, dict) else None
        if isinstance(value, str):
            (tags if body.get("purpose") == "tagging" else notes).append(value)
    for value in (item.get("bodyValue"), item.get("text")):
        if isinstance(value, str):
            notes.append(value)
    tags += [tag for tag in _listed(item.get("tags")) if isinstance(tag, str)]
    return clean_note("\n\n".join(notes)), clean_tags(tags)


def _addresses(item: dict[str, Any], target: Any) -> tuple[str, ...]:
    candidates = [item.get("uri"), item.get("url")]
    if isinstance(target, dict):
        source = target.get("source")
        candidates += [source.get("id") if isinstance(source, dict) else source]
    elif isinstance(target, str):
        candidates.append(target)
    document = item.get("document")
    if isinstance(document, dict):
        candidates += [
            link.get("href") for link in _listed(document.get("link")) if isinstance(link, dict)
        ]
    cleaned = (clean_line(one) for one in candidates if isinstance(one, str))
    return tuple(dict.fromkeys(one for one in cleaned if one))


def _selector(selectors: list[Any], kind: str) -> dict[str, Any]:
    for selector in selectors:
        if isinstance(selector, dict) and selector.get("type") == kind:
            return selector
    return {}


def _quote(value: Any) -> str:
    """A quote as the text that it is from: nothing that steers a terminal, all its white space."""
    return canonical_text(value) if isinstance(value, str) else ""


def _is_count(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def _is_revision(value: Any) -> TypeGuard[int]:
    return _is_count(value) and 0 < value < 2**31


def _time(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
