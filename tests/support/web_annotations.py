"""What the Web Annotation Data Model demands of a document, clause by clause.

The MUSTs of the W3C Recommendation of 23 February 2017 for the parts of the model
that culm writes: collections and pages (5), annotations (3.1), lifecycle (3.3.1),
embedded textual bodies (3.2.4), specific resources (4), quote and position selectors
(4.2.4, 4.2.5), time states (4.3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

ANNO = "http://www.w3.org/ns/anno.jsonld"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_DATE_TIME = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *("highlighting", "identifying", "linking", "moderating", "questioning", "replying"),
    "tagging",
}


def broken(document: Any) -> list[str]:
    """The clauses that a collection, or a single annotation, does not keep."""
    if not isinstance(document, dict):
        return ["the document is an object"]
    kinds = _listed(document.get("type"))
    return list(_collection(document) if "AnnotationCollection" in kinds else _annotation(document))


def _collection(one: dict[str, Any]) -> Iterator[str]:
    yield from _context(one, "a collection")
    yield from _iri(one.get("id"), "a collection has exactly one IRI as id")
    total = one.get("total")
    if total is not None and not _is_count(total):
        yield "total is a non-negative integer"
    if not isinstance(one.get("label", ""), str | list | dict):
        yield "a label is text"
    page = one.get("first")
    if total and page is None:
        yield "a collection that is not empty has a first page"
    if page is None:
        return
    yield from _iri(page.get("id"), "a page has exactly one IRI as id")
    if "AnnotationPage" not in _listed(page.get("type")):
        yield "a page is an AnnotationPage"
    if not isinstance(page.get("items"), list):
        yield "a page has a list of items"
        return
    if "startIndex" in page and not _is_count(page["startIndex"]):
        yield "startIndex is a non-negative integer"
    if "next" not in page and total is not None and total != len(page["items"]):
        yield "a page that is not the last has a next one"
    for item in page["items"]:
        yield from _annotation(item)


def _annotation(one: dict[str, Any]) -> Iterator[str]:
    yield from _context(one, "an annotation")
    yield from _iri(one.get("id"), "an annotation has exactly one IRI as id")
    if "Annotation" not in _listed(one.get("type")):
        yield "Annotation is among the types of an annotation"
    if not set(_listed(one.get("motivation"))) <= _MOTIVATIONS:
        yield "a motivation is one of the model's"
    for name in ("created", "modified", "generated"):
        if name in one and not _is_utc(one[name]):
            yield f"{name} is an xsd:dateTime in UTC, written with Z"
    for body in _listed(one.get("body")):
        yield from _body(body)
    if not _listed(one.get("target")):
        yield "an annotation has a target"
    for target in _listed(one.get("target")):
        yield from _target(target)


def _body(body: Any) -> Iterator[str]:
    if not isinstance(body, dict) or "TextualBody" not in _listed(body.get("type")):
        yield "an embedded body is a TextualBody"
    elif not isinstance(body.get("value"), str):
        yield "a textual body has exactly one value, a string"
    elif not set(_listed(body.get("purpose"))) <= _MOTIVATIONS:
        yield "a purpose is one of the model's motivations"


def _target(target: Any) -> Iterator[str]:
    if isinstance(target, str):
        yield from _iri(target, "a target is an IRI")
        return
    yield from _iri(target.get("source"), "a specific resource has exactly one source")
    for selector in _listed(target.get("selector")):
        if selector.get("type") == "TextQuoteSelector":
            if not isinstance(selector.get("exact"), str):
                yield "a quote selector has exactly one exact"
            if not all(isinstance(selector.get(side, ""), str) for side in ("prefix", "suffix")):
                yield "prefix and suffix are single strings"
        elif selector.get("type") == "TextPositionSelector":
            if not (_is_count(selector.get("start")) and _is_count(selector.get("end"))):
                yield "start and end are non-negative integers"
        else:
            yield "a selector has a type of the model"
    for state in _listed(target.get("state")):
        if state.get("type") != "TimeState":
            yield "a state has a type of the model"
        if "sourceDate" in state and {"sourceDateStart", "sourceDateEnd"} & state.keys():
            yield "there is no interval beside a sourceDate"
        if ("sourceDateStart" in state) != ("sourceDateEnd" in state):
            yield "an interval has both ends"
        for name in ("sourceDate", "sourceDateStart", "sourceDateEnd"):
            if name in state and not all(map(_is_utc, _listed(state[name]))):
                yield f"{name} is an xsd:dateTime in UTC, written with Z"
        for cached in _listed(state.get("cached")):
            yield from _iri(cached, "cached is an IRI")


def _context(one: dict[str, Any], what: str) -> Iterator[str]:
    contexts = _listed(one.get("@context"))
    if ANNO not in contexts:
        yield f"the context of {what} holds {ANNO}"
    if len(contexts) == 1 and not isinstance(one.get("@context"), str):
        yield "a single context is a string"
    prefixes = {name for context in contexts if isinstance(context, dict) for name in context}
    for name in one:
        if ":" in name and name.partition(":")[0] not in prefixes:
            yield f"{name} has a prefix that the context declares"


def _iri(value: Any, clause: str) -> Iterator[str]:
    if not (isinstance(value, str) and _IRI.fullmatch(value)):
        yield clause


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_utc(value: Any) -> bool:
    if not (isinstance(value, str) and _DATE_TIME.fullmatch(value)):
        return False
    datetime.fromisoformat(value)
    return True


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
