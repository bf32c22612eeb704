"""What was marked in copies of an article, offered where the same words stand in it.

Nothing is stored: an offer becomes an annotation when it is accepted. What the
user threw away here is not offered again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.article import Article
from index.language.fold import fold_case
from index.notes.model import Placed
from index.notes.offers import still_offered
from index.views import CopyView

if TYPE_CHECKING:
    from index.library import Library


def offers_for(
    library: Library, article: Article, copies: Sequence[CopyView], made: Sequence[Placed]
) -> tuple[Placed, ...]:
    """The annotations of ``copies`` that could be made on ``article``, with their places.

    ``made`` are those that it has. In text order.
    """
    notes = library.notes
    theirs = notes.all(articles=[copy.key for copy in copies if copy.id], order="article")
    if not theirs:
        return ()
    thrown_away = {fold_case(one.exact) for one in notes.all(article=article.key, trash=True)}
    wanted = [one for one in theirs if fold_case(one.exact) not in thrown_away]
    return still_offered(notes.offered(wanted, article.text), made)
