"""Annotations as W3C Web Annotations in JSON-LD, and back without loss.

Follows the Web Annotation Data Model (W3C Recommendation, 23 February 2017). A
passage is given by quote and by position in code points; the version of the
text is a TimeState whose ``cached`` names it by hash (RFC 6920). What the model
has no word for stands under ``culm:``.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from index.notes.exchange.facts import ArticleFacts, Describe, address, by_article
from index.notes.model import Annotation, Past

ANNO = "http://www.w3.org/ns/anno.jsonld"
CONTEXT: tuple[Any, ...] = (ANNO, {"culm": "urn:x-culm:"})
Pasts = Mapping[Annotation, Past]
_NO_PASTS: Pasts = {}
_NAMES = uuid.UUID("6f1f4a0e-2a39-5c9e-8a53-6d3d0f6b7a11")


def to_jsonld(
    annotations: Sequence[Annotation],
    describe: Describe,
    texts: Mapping[str, str] | None = None,
    pasts: Pasts = _NO_PASTS,
    *,
    history: bool = False,
) -> str:
    """An AnnotationCollection with all annotations on one page, as indented JSON.

    ``texts`` may give the canonical texts by version; they are added, so that
    the annotations can be placed where the articles are not at hand. ``pasts`` may give what
    they grew out of; the times are added, so that whoever has them already can tell what was
    changed on both sides, and with ``history`` their earlier wordings.
    """
    items = [
        to_web_annotation(one, facts, pasts.get(one), history=history)
        for facts, group in by_article(annotations, describe)
        for one in group
    ]
    name = uuid.uuid5(_NAMES, "\n".join(item["id"] for item in items)).urn
    collection: dict[str, Any] = {
        "@context": list(CONTEXT),
        "id": name,
        "type": "AnnotationCollection",
        "label": "culm annotations",
        "total": len(items),
    }
    if items:
        collection["first"] = {
            "id": name + "#page",
            "type": "AnnotationPage",
            "partOf": name,
            "startIndex": 0,
            "items": items,
        }
    if texts:
        used = sorted({one.version for one in annotations} & texts.keys())
        collection["culm:texts"] = [
            {"culm:version": version, "culm:text": texts[version]} for version in used
        ]
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def to_jsonld_lines(
    annotations: Sequence[Annotation],
    describe: Describe,
    pasts: Pasts = _NO_PASTS,
    *,
    history: bool = False,
) -> str:
    """Each annotation as JSON on a line of its own, complete in itself, without texts.

    ``pasts`` and ``history`` as in :func:`to_jsonld`.
    """
    return "".join(
        json.dumps(
            to_web_annotation(one, facts, pasts.get(one), history=history), ensure_ascii=False
        )
        + "\n"
        for facts, group in by_article(annotations, describe)
        for one in group
    )


def to_web_annotation(
    one: Annotation, facts: ArticleFacts, past: Past | None = None, *, history: bool = False
) -> dict[str, Any]:
    """One annotation as a JSON object, with its own context."""
    bodies = _bodies(one)
    result: dict[str, Any] = {
        "@context": list(CONTEXT),
        "id": f"urn:uuid:{one.id}",
        "type": "Annotation",
        "motivation": "commenting" if one.note else "highlighting",
        "created": _time(one.created),
        "modified": _time(one.modified),
        "target": {
            "type": "SpecificResource",
            "source": address(facts) or "urn:x-culm:article:" + quote(one.article, safe=""),
            "styleClass": f"culm-{one.colour.value}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": one.exact,
                    "prefix": one.prefix,
                    "suffix": one.suffix,
                },
                {"type": "TextPositionSelector", "start": one.start, "end": one.end},
            ],
            "state": {
                "type": "TimeState",
                "sourceDate": _time(one.created),
                "cached": _hash_name(one.version),
            },
        },
        "culm:article": one.article,
        "culm:version": one.version,
        "culm:colour": one.colour.value,
        "culm:revision": one.revision,
    }
    if facts.title:
        result["culm:title"] = facts.title
    if bodies:
        result["body"] = bodies
    if one.deleted is not None:
        result["culm:deleted"] = _time(one.deleted)
    if past is not None and one.revision > 1:
        result["culm:earlier"] = [_time(time) for time in past.times]
        if history:
            result["culm:history"] = [_earlier(was) for was in past.wordings]
    return result


def _earlier(was: Annotation) -> dict[str, Any]:
    """What an annotation said before: the passage is the annotation's."""
    wording: dict[str, Any] = {
        "modified": _time(was.modified),
        "culm:colour": was.colour.value,
        "culm:revision": was.revision,
    }
    if bodies := _bodies(was):
        wording["body"] = bodies
    if was.deleted is not None:
        wording["culm:deleted"] = _time(was.deleted)
    return wording


def _bodies(one: Annotation) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = []
    if one.note:
        bodies.append(
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "format": "text/markdown",
                "value": one.note,
            }
        )
    bodies += [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in one.tags]
    return bodies


def _time(time: datetime) -> str:
    """An xsd:dateTime in UTC, written with Z as the model requires."""
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _hash_name(version: str) -> str:
    """The ``ni:`` name of a text from the hex of its SHA-256."""
    try:
        digest = bytes.fromhex(version)
    except ValueError:
        return "urn:x-culm:version:" + quote(version, safe="")
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode().rstrip("=")
