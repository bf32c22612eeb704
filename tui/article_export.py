"""Articles as a file that others can read: JSON Lines, Markdown, plain text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.article import Article
from index.notes.exchange.markdown import escaped
from index.steering import escape_controls, harmless
from tui import wording

FORMATS = {".jsonl": "jsonl", ".md": "md", ".txt": "txt"}
"""How the name of a file ends, and what is then written into it."""


def document(articles: Iterable[Article], format: str) -> Iterator[str]:
    """The pieces of a file with these articles: ``jsonl`` (which culm reads), ``md``, ``txt``."""
    if format == "jsonl":
        for article in articles:
            yield escape_controls(json.dumps(_fields(article), ensure_ascii=False)) + "\n"
        return
    shown = escaped if format == "md" else str
    for number, article in enumerate(articles):
        if number:
            yield "\n\n---\n\n" if format == "md" else f"\n\n{'=' * 72}\n\n"
        title = shown(" ".join(article.title.split()))
        yield harmless(f"# {title}\n\n" if format == "md" else f"{title}\n\n")
        facts = [article.outlet, wording.publication(article.published), article.url]
        yield harmless(f"{' · '.join(shown(fact) for fact in facts if fact)}\n\n")
        yield harmless("\n".join(map(shown, article.text.strip().split("\n"))) + "\n")


def write(path: Path, articles: Iterable[Article], format: str) -> None:
    """Write articles to a file of one's own, in one step; raises ``OSError``."""
    from index.files import replacing

    with replacing(path) as draft, draft.open("w", encoding="utf-8") as file:
        for piece in document(articles, format):
            file.write(piece)


def _fields(article: Article) -> dict[str, object]:
    """An article as ``culm add`` reads it from JSON Lines."""
    days = article.published.interval
    fields = {
        "id": article.key,
        "title": article.title,
        "date": days.begin.isoformat() if days.is_day and days.begin is not None else "",
        "source": article.outlet,
        "url": article.url,
        "lang": article.language,
        "authors": list(article.authors),
        "text": article.text,
    }
    return {name: value for name, value in fields.items() if value}
