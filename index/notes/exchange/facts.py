"""What exports say about an article besides what the user made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from index.notes.model import Annotation


class ArticleFacts(Struct, frozen=True):
    """Bibliographic facts of an article.

    ``published`` is an ISO 8601 day, or two with a slash between when only an
    interval is known (one end may be ``..``).
    """

    key: str
    title: str = ""
    outlet: str = ""
    agency: str = ""
    published: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    tags: tuple[str, ...] = ()


# Gives the facts of the article with a key; ``None`` when it is not in the library.
Describe = Callable[[str], ArticleFacts | None]


def by_article(
    annotations: Sequence[Annotation], describe: Describe
) -> list[tuple[ArticleFacts, list[Annotation]]]:
    """Annotations in the order of their passages, under their articles.

    Articles go by date, then title, then key, so that the same annotations are
    always exported alike.
    """
    groups: dict[str, list[Annotation]] = {}
    for one in sorted(annotations, key=lambda one: (one.start, one.end, one.id)):
        groups.setdefault(one.article, []).append(one)
    described = [(describe(key) or ArticleFacts(key), group) for key, group in groups.items()]
    return sorted(described, key=lambda pair: (pair[0].published, pair[0].title, pair[0].key))


def address(facts: ArticleFacts) -> str:
    """The article's web address if it has a usable one, else the empty string."""
    for candidate in (facts.url, facts.key):
        if candidate.startswith(("https://", "http://")) and not set(candidate) & _NOT_IN_ADDRESS:
            return candidate
    return ""


_NOT_IN_ADDRESS = frozenset(' "<>\\^`{|}\n\t\r')
