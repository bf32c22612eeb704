"""Annotations as Markdown: one file an article, or one document.

Exporting the same annotations again gives the same bytes, and every annotation
has a block id (``^culm-…``) that never changes, so notes elsewhere can point to
it. Titles, passages and tags are data: every character of them that could mean
something in Markdown or HTML is escaped. Notes are the user's own Markdown; what
could act in them (HTML, images, links but to plain addresses) is made harmless,
and their headings are put below the document's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from index.notes.exchange.facts import ArticleFacts, Describe, address, by_article
from index.notes.model import Annotation

_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|$^=%#{}@]|(?<=\w):(?=//)|(?<=\bwww)\.")
_LINE_START = re.compile(r"^(\d{0,9})([-+.)])")
_TAG_OPENING = re.compile(r"<(?!https?://[^\s<>]*>)")
_LINK = re.compile(r"\](?!\((?:https?://|mailto:|#)|: *https?://)([(:\[])")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?=\s|$)", re.MULTILINE)
_RULE = re.compile(r"^([ \t]*)([-=*_])(?=[ \t\-=*_]*$)", re.MULTILINE)
_BLOCK_ID = re.compile(r"\^(?=[\w-]*$)", re.MULTILINE)
_TAG_BREAK = re.compile(r"[^\w/-]+")


def to_documents(
    annotations: Sequence[Annotation], describe: Describe
) -> list[tuple[ArticleFacts, str]]:
    """One Markdown document for each article that has annotations."""
    return [
        (facts, "\n".join(_front_matter(facts) + _section(facts, group, 1)))
        for facts, group in by_article(annotations, describe)
    ]


def to_document(annotations: Sequence[Annotation], describe: Describe) -> str:
    """All annotations in one Markdown document, a section for each article."""
    lines = ["# Annotations", ""]
    for facts, group in by_article(annotations, describe):
        lines += _section(facts, group, 2)
    return "\n".join(lines)


def block_id(annotation: Annotation) -> str:
    """The id of an annotation's block: from the random end of its own id."""
    return "culm-" + annotation.id.replace("-", "")[-12:]


def escaped(text: str) -> str:
    """Text on one line that Markdown and HTML show as it is."""
    joined = " ".join(text.split())
    return _LINE_START.sub(r"\1\\\2", _ACTIVE.sub(r"\\\g<0>", joined))


def _front_matter(facts: ArticleFacts) -> list[str]:
    """YAML whose values are JSON strings, which YAML reads alike and never interprets."""
    fields = {
        "title": facts.title,
        "outlet": facts.outlet,
        "published": facts.published,
        "url": address(facts),
        "key": facts.key,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    lists = {"authors": facts.authors, "tags": facts.tags}
    lines += [f"{name}: {json.dumps(values, ensure_ascii=False)}" for name, values in lists.items()]
    return ["---", *lines, "---", ""]


def _section(facts: ArticleFacts, annotations: Sequence[Annotation], level: int) -> list[str]:
    lines = [f"{'#' * level} {escaped(facts.title or facts.key)}", ""]
    about = [escaped(part) for part in (facts.outlet, ", ".join(facts.authors)) if part]
    about += [escaped(facts.published)] if facts.published else []
    link = address(facts)
    about += [f"<{link}>"] if link else []
    if about:
        lines += [" · ".join(about), ""]
    for one in annotations:
        lines += _block(one)
    return lines


def _block(one: Annotation) -> list[str]:
    quote = [
        f"> {escaped(line)}" if line.strip() else ">" for line in one.exact.strip().split("\n")
    ]
    lines = [*quote, "", f"^{block_id(one)}", ""]
    if one.note:
        lines += [_harmless(one.note), ""]
    tags = [f"#{tag}" for tag in map(_tag, one.tags) if tag]
    facts = [one.colour.value, one.created.date().isoformat(), *tags]
    return [*lines, " · ".join(facts), ""]


def _tag(tag: str) -> str:
    """A tag as it can be written after ``#``."""
    return _TAG_BREAK.sub("-", tag).strip("-/")


def _harmless(note: str) -> str:
    shown = _TAG_OPENING.sub("&lt;", note)
    # Backslashes go behind a character that is kept, never behind one of the note's.
    shown = _LINK.sub(r"]\\\1", shown.replace("![", r"!\["))
    shown = _BLOCK_ID.sub("&#94;", shown)
    shown = _RULE.sub(r"\1\\\2", shown)
    return _HEADING.sub(lambda found: "#" * min(6, len(found[1]) + 2), shown)
