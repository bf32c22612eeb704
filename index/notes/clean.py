"""What the user types or imports, made fit to be stored and shown.

Canonical texts arrive clean; notes and tags come from keyboards, clipboards and
files, so they pass through here.
"""

from __future__ import annotations

from index.sanitise import canonical_text, one_line


def clean_note(text: str) -> str:
    """``text`` as a canonical one, but with its tabs, and with no white space at the end."""
    parts = text.replace("\ufeff", "").split("\t")
    return "\t".join(map(canonical_text, parts)).rstrip()


def clean_line(text: str) -> str:
    """``text`` on one line, white space joined: for tags and names."""
    return one_line(text.replace("\ufeff", ""))


def clean_tags(tags: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Tags without a leading ``#``, empty ones and repeats, in the order given."""
    cleaned = (clean_line(tag).lstrip("# ") for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))
