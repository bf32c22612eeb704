"""Annotations as Markdown: one file an article, or one document.

Both begin with front matter: about the article, or about the whole. Exporting the
same annotations again gives the same bytes, and every annotation has a block id
(``^culm-…``) that never changes, so notes elsewhere can point to it. Titles,
passages and tags are data: every character of them that could mean something in
Markdown or HTML is escaped. Notes are the user's own Markdown; what could act in
them (HTML, images, links but to plain addresses) is made harmless, and their
headings are put below the document's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from index.notes.exchange.facts import ArticleFacts, Describe, address, by_article
from index.notes.model import Annotation

_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|$^=%#{}@]|(?<=\w):(?=//)|(?<=\bwww)\.")
_LINE_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+]))(.)")
_TAG_OPENING = re.compile(r"<(?!https?://[^\s<>]*>)")
_LINK = re.compile(r"\](?!\((?:https?://|mailto:|#)|: *https?://)([(:\[])")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?=\s|$)", re.MULTILINE)
_RULE = re.compile(r"^([ \t]*)([-=*_])(?=[ \t\-=*_]*$)", re.MULTILINE)
_BLOCK_ID = re.compile(r"\^(?=[\w-]*$)", re.MULTILINE)
_TAG_BREAK = re.compile(r"[^\w/-]+")
_NOT_IN_NAME = re.compile(r"[^\w-]+")
_NAME_LENGTH = 60
_FRONT_END = "\n---\n"
_SEAL = re.compile(r'\nculm: "?([0-9a-f]{16})"?(?=\n|$)')
# Line ends and forbidden characters to YAML, and what could act where a reader of
# Markdown knows no front matter.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff<`\\[\\]]")


def to_documents(
    annotations: Sequence[Annotation], describe: Describe
) -> list[tuple[ArticleFacts, str]]:
    """One Markdown document for each article that has annotations; see :func:`sealed`."""
    return [
        (facts, "\n".join(_front_matter(_about(facts)) + _section(facts, group, 1)))
        for facts, group in by_article(annotations, describe)
    ]


def sealed(document: str) -> str:
    """The document of an article with a checksum of all the rest in its front matter.

    By it a file is known as culm's that nobody has touched (:func:`seal_of`).
    """
    begin, end, rest = document.partition(_FRONT_END)
    return f'{begin}\nculm: "{_checksum(document)}"{end}{rest}'


def seal_of(document: str) -> tuple[str, bool]:
    """The checksum in a document, "" for none, and whether the rest is as when it was made."""
    read = document.replace("\r\n", "\n")
    begin, end, rest = read.partition(_FRONT_END)
    found = _SEAL.search(begin)
    if not (found and end and begin.startswith("---\n")):
        return "", False
    return found[1], _checksum(
        f"{begin[: found.start()]}{begin[found.end() :]}{end}{rest}"
    ) == found[1]


def _checksum(document: str) -> str:
    return sha256(document.encode()).hexdigest()[:16]


def to_document(annotations: Sequence[Annotation], describe: Describe) -> str:
    """All annotations in one Markdown document, a section for each article."""
    groups = by_article(annotations, describe)
    about = {
        "title": "Annotations",
        "articles": len(groups),
        "annotations": len(annotations),
        "tags": sorted({tag for one in annotations for tag in one.tags}),
    }
    lines = [*_front_matter(about), "# Annotations", ""]
    for facts, group in groups:
        lines += _section(facts, group, 2)
    return "\n".join(lines)


def file_name(facts: ArticleFacts) -> str:
    """What the document of an article is called: its title, and a part of its key's hash.

    The part behind the last hyphen depends on the key alone.
    """
    words = _NOT_IN_NAME.sub("-", facts.title or facts.key)[:_NAME_LENGTH].strip("-_")
    return f"{words}-{sha256(facts.key.encode()).hexdigest()[:10]}.md"


def block_id(annotation: Annotation) -> str:
    """The id of an annotation's block: from the random end of its own id."""
    return "culm-" + annotation.id.replace("-", "")[-12:]


def escaped(text: str) -> str:
    """Text on one line that Markdown and HTML show as it is."""
    joined = " ".join(text.split())
    return _LINE_START.sub(r"\1\\\2", _ACTIVE.sub(r"\\\g<0>", joined))


def _about(facts: ArticleFacts) -> dict[str, object]:
    return {
        "title": facts.title,
        "authors": facts.authors,
        "outlet": facts.outlet,
        "agency": facts.agency,
        "published": facts.published,
        "language": facts.language,
        "url": address(facts),
        "key": facts.key,
        "tags": facts.tags,
    }


def _front_matter(fields: Mapping[str, object]) -> list[str]:
    """YAML whose values are JSON, which YAML reads alike and never interprets."""
    lines = [f"{name}: {_yaml(value)}" for name, value in fields.items()]
    return ["---", *lines, "---", ""]


def _yaml(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_yaml, value))}]"
    written = json.dumps(value, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _section(facts: ArticleFacts, annotations: Sequence[Annotation], level: int) -> list[str]:
    lines = [f"{'#' * level} {escaped(facts.title or facts.key)}", ""]
    named = (facts.outlet, facts.agency, ", ".join(facts.authors), facts.published)
    about = [escaped(part) for part in named if part]
    link = address(facts)
    about += [f"<{link}>"] if link else [escaped(facts.key)] * bool(facts.title)
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
