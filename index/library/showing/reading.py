"""An article with everything that is shown in and beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.library.annotations.offering import offers_for
from index.library.knowledge.entities import entity_views
from index.library.knowledge.hand_links import with_hand_marks, with_hand_thread
from index.library.knowledge.threads import thread_of
from index.library.showing.listing import copies_of
from index.views import ArticleView, EntityView, MentionView

if TYPE_CHECKING:
    from index.library import Library


def reading(library: Library, article_id: int) -> ArticleView:
    """What a screen shows of an article. Raises :class:`~index.errors.NotFound`."""
    archive, notes = library.archive, library.notes
    article = library.article(article_id)
    analysis, _ = library.correcting.corrected(article, archive.analyses.analysis(article_id))
    ids = archive.entities.ids([entity.key for entity in analysis.entities])
    views = entity_views(archive, ids.values())
    entity_of: dict[int, int] = {}
    entities: dict[int, EntityView] = {}
    for entity in analysis.entities:
        number = ids.get(entity.key)
        if number is None or number not in views:
            continue
        entity_of.update(dict.fromkeys(entity.mentions, number))
        view = views[number]
        entities[number] = EntityView(
            number, view.name, view.type, entity.forms, view.articles, len(entity.mentions)
        )
    text, copies = copies_of(archive, article_id)
    thread = with_hand_thread(library, article.key, thread_of(archive, article_id))
    made = tuple(notes.placed(article.key, article.version, article.text))
    return ArticleView(
        article=article,
        mentions=tuple(
            MentionView(mention, entity_of.get(place, 0))
            for place, mention in enumerate(analysis.mentions)
        ),
        timexes=analysis.timexes,
        entities=tuple(sorted(entities.values(), key=lambda view: (-view.count, view.name))),
        events=with_hand_marks(library, article.key, library.panel(article_id)),
        annotations=made,
        state=notes.state(article.key),
        copies=copies,
        text=text,
        thread=thread,
        reports_nothing=library.correcting.weighed().constraints.reports_nothing(article.key),
        offered=offers_for(library, article, copies, made),
        as_read=archive.by_hand.facts_as_read([article_id]).get(article_id),
    )
