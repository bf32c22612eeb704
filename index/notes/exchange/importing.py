"""Bringing annotations from a file into the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from index.notes.anchoring import Quote, QuoteFinder
from index.notes.annotating import CONTEXT
from index.notes.exchange.reading import AnnotationRead
from index.notes.ids import id_for
from index.notes.model import Annotation, Colour, Past, Placement, PlacementStatus

# So many characters, white space not counted, are hardly the same by chance.
_TELLING = 40


class ArticleText(Struct, frozen=True):
    """An article's key and its present canonical text under its version.

    ``named``: the annotation names this article. If not, only its words tell.
    """

    key: str
    version: str
    text: str
    named: bool = True


# Gives the articles that an annotation may belong to, the likeliest first: those
# with one of its addresses, then those that hold its words.
Find = Callable[[AnnotationRead], Iterable[ArticleText]]


class Plan(Struct, frozen=True):
    """What an import would bring in.

    ``annotations`` with the ``texts`` (by version) they were made on;
    ``doubtful`` are those of them whose place a person should look at;
    ``homeless`` belong to no article of the library; ``pageless`` mark no
    passage (notes on whole pages, replies). ``pasts`` is what annotations were before.
    """

    annotations: tuple[Annotation, ...]
    texts: Mapping[str, str]
    doubtful: tuple[str, ...] = ()
    homeless: tuple[AnnotationRead, ...] = ()
    pageless: tuple[AnnotationRead, ...] = ()
    pasts: Mapping[Annotation, Past] = {}


def plan(
    incoming: Sequence[AnnotationRead],
    texts: Mapping[str, str],
    find: Find,
) -> Plan:
    """Decide what to do with the annotations of a file; changes nothing.

    culm's own come in as they were, with their texts as far as the file or the
    library has them. Others are looked for in the articles that ``find`` gives.
    """
    annotations: list[Annotation] = []
    used: dict[str, str] = {}
    doubtful: list[str] = []
    homeless: list[AnnotationRead] = []
    finders: dict[str, QuoteFinder] = {}
    pasts: dict[Annotation, Past] = {}
    marking = [one for one in incoming if one.exact]
    for one in marking:
        home = one.own and _at_home(one, one.own, find, texts, finders)
        if home:
            own, text = home
            annotations.append(own)
            if one.past is not None:
                pasts[own] = one.past
            if text is not None:
                used[own.version] = text
            continue
        made = _placed(one, find, finders)
        if made is None:
            homeless.append(one)
            continue
        annotation, article, sure = made
        annotations.append(annotation)
        used[article.version] = article.text
        if not sure:
            doubtful.append(annotation.id)
    pageless = tuple(one for one in incoming if not one.exact)
    return Plan(tuple(annotations), used, tuple(doubtful), tuple(homeless), pageless, pasts)


def _at_home(
    one: AnnotationRead,
    own: Annotation,
    find: Find,
    texts: Mapping[str, str],
    finders: dict[str, QuoteFinder],
) -> tuple[Annotation, str | None] | None:
    """culm's own annotation and the text it was made on, if that is anywhere.

    It keeps its article, unless the library knows that article by another key.
    ``None`` when it is not where it says in that text: then it is like a foreign one.
    """
    articles = list(find(one))
    if articles and own.article not in {article.key for article in articles}:
        for article in articles:
            finder = finders.setdefault(article.version, QuoteFinder(article.text))
            placement = finder.find(Quote(own.exact, own.prefix, own.suffix, own.start))
            if placement.status in (PlacementStatus.EXACT, PlacementStatus.EDITED):
                own = replace(own, article=article.key)
                break
    text = texts.get(own.version) or next(
        (article.text for article in articles if article.version == own.version), None
    )
    if text is not None and text[own.start : own.end] != own.exact:
        return None
    return own, text


def _is_telling(one: AnnotationRead, placement: Placement) -> bool:
    """Whether words alone say that this is the article: enough of them, or with surroundings."""
    if placement.status is PlacementStatus.REVIEW:
        return False
    words = f"{one.prefix} {one.exact} {one.suffix}"
    return len("".join(words.split())) >= _TELLING


def _placed(
    one: AnnotationRead, find: Find, finders: dict[str, QuoteFinder]
) -> tuple[Annotation, ArticleText, bool] | None:
    """The annotation in the first article that surely holds it, else in the first that may."""
    maybe: tuple[Annotation, ArticleText, bool] | None = None
    for article in find(one):
        finder = finders.setdefault(article.version, QuoteFinder(article.text))
        placement = finder.find(Quote(one.exact, one.prefix, one.suffix, one.start))
        if placement.span is None or not (article.named or _is_telling(one, placement)):
            continue
        start, end = placement.span.start, placement.span.end
        created = one.created or datetime.now(UTC)
        annotation = Annotation(
            id=id_for(created, one.name or one.exact, *one.addresses[:1]),
            article=article.key,
            version=article.version,
            start=start,
            end=end,
            exact=article.text[start:end],
            prefix=article.text[max(0, start - CONTEXT) : start],
            suffix=article.text[end : end + CONTEXT],
            colour=Colour.YELLOW,
            note=one.note,
            tags=one.tags,
            created=created,
            modified=one.modified or created,
        )
        if placement.status is not PlacementStatus.REVIEW:
            return annotation, article, True
        maybe = maybe or (annotation, article, False)
    return maybe
