"""The facts on top of a Markdown file: a small part of YAML, or TOML.

Of YAML only what front matter is made of is understood: names with short values,
lists of them, and texts over several lines. Anchors, aliases and tags mean
nothing here, so that nothing can be made to grow or to be built.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

_LONGEST = 64 << 10
_FENCED = re.compile(r"\s{0,99}(---|\+\+\+)[ \t]*\n", re.ASCII)
_NAMED = re.compile(r"([A-Za-z][\w .:/-]{0,60}?)\s{0,9}:(?:\s+(.*)|)$")
_CLOSING = {"---": ("---", "..."), "+++": ("+++",)}
_MARKED = ("&", "*", "!", "%", "@", "`")


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The facts on top of ``text`` by their names in lower case, and the text below them.

    Without front matter the facts are empty and the text is whole.
    """
    opening = _FENCED.match(text)
    if opening is None:
        return {}, text
    end = opening.end()
    lines: list[str] = []
    for line in text[end : end + _LONGEST].splitlines(keepends=True):
        end += len(line)
        if line.rstrip() in _CLOSING[opening[1]]:
            facts = _yaml(lines) if opening[1] == "---" else _toml("\n".join(lines))
            return (facts, text[end:]) if facts is not None else ({}, text)
        lines.append(line.rstrip("\n"))
    return {}, text


def _toml(written: str) -> dict[str, Any] | None:
    try:
        return {name.lower(): value for name, value in tomllib.loads(written).items()}
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


def _yaml(lines: list[str]) -> dict[str, Any] | None:
    """The names and values of lines; ``None`` when they are no front matter."""
    facts: dict[str, Any] = {}
    name = ""
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] in " \t-" and name:
            _add_to(facts, name, line.strip())
            continue
        named = _NAMED.match(line)
        if named is None:
            return None
        name = named[1].strip().lower()
        facts[name] = _value(named[2] or "")
    return facts


def _add_to(facts: dict[str, Any], name: str, line: str) -> None:
    """A line below a name: an item of its list, or more of its text."""
    if line.startswith("- ") or line == "-":
        items = facts[name] if isinstance(facts[name], list) else []
        item = line[1:].strip()
        # Of an item with names of its own, what it is called.
        called = re.match(r"name\s*:\s*(.*)", item)
        facts[name] = [*items, _value(called[1] if called else item)]
    elif isinstance(facts[name], str):
        before = "" if facts[name] in ("|", ">", "|-", ">-", "|+", ">+") else facts[name]
        called = re.match(r"name\s*:\s*(.*)", line)
        facts[name] = _value(called[1]) if called else f"{before} {line}".strip()


def _value(written: str) -> Any:
    written = written.strip()
    if written[:1] in ('"', "'"):
        closing = written.find(written[0], 1)
        while written[0] == '"' and closing > 0 and written[closing - 1] == "\\":
            closing = written.find('"', closing + 1)
        return written[1:closing].replace('\\"', '"') if closing > 0 else written[1:]
    if written.startswith("[") and written.endswith("]"):
        return [value for item in written[1:-1].split(",") if (value := _value(item))]
    if written.startswith(_MARKED):
        return ""
    return re.split(r"\s#", written, maxsplit=1)[0].strip()
