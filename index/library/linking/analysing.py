"""From an article to what culm knows of it: names, entities, dates, and its record for linking.

A pure function of the article and of what is known of its publication, so it
can run in any process and be repeated at any time.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from index.article import Article, Publication
from index.events.record import ArticleEvents
from index.language.model import Analysis, Timex
from index.library.linking.article_corrections import day_first_by_hand


class Analysed(Struct, frozen=True):
    """An article with everything that was found in it."""

    article: Article
    analysis: Analysis
    record: ArticleEvents


def analyse(article: Article, published: Publication | None = None) -> Analysed:
    """Analyse an article; ``published`` stands in for what it says of its own date."""
    from index.events.extract import record_of
    from index.language.canonical import resolve
    from index.language.names import find_names

    if published is not None:
        article = replace(article, published=published)
    mentions = find_names(article.text, article.zones, language=article.language)
    entities = resolve(article.text, mentions, language=article.language)
    analysis = Analysis(
        mentions,
        dates_of(article),
        tuple(
            replace(entity, key=entity.key + article.key) if entity.key.endswith("@") else entity
            for entity in entities
        ),
    )
    return Analysed(article, analysis, record_of(article, analysis))


def dates_of(article: Article) -> tuple[Timex, ...]:
    """The dates in an article, as understood from when and where it was published."""
    from index.language.dates import find_dates
    from index.language.dates.country import day_first_of

    first = day_first_of(article.outlet, article.url, article.language)
    return find_dates(
        article.text,
        article.published.interval,
        zones=article.zones,
        day_first=day_first_by_hand(article.published) if first is None else first,
    )
