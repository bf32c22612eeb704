"""What stands under the headline: where and when, how long, where else it is, who tells it."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import (
    EITHER_FIRST,
    Article,
    Known,
    Precision,
    Publication,
    ZoneKind,
    facts_of,
)
from index.events.model import Role
from index.views import ArticleView
from tui import wording
from tui.rendering.layout import Head

_TELLERS_NAMED = 3
_UNSURE = "?"


def head(
    reading: ArticleView, copy_key: str = "", correct_key: str = "", *, folded: bool = False
) -> Head:
    """The head of the page for an opened article; ``copy_key`` leads to its next copy,
    ``correct_key`` puts right what is in doubt.

    Who wrote it is told where the text below does not begin with that, or has it ``folded``.
    """
    article = reading.article
    published = article.published
    facts = [
        " · ".join(
            part
            for part in (
                article.outlet,
                article.agency if article.agency != article.outlet else "",
                wording.publication(published),
                wording.minutes(len(article.text.split())),
                "" if article.title_stated else "headline from the lead",
            )
            if part
        )
    ]
    if article.authors and (folded or not _begins_with_authors(article)):
        facts.append(f"By {', '.join(article.authors)}")
    remarks = []
    is_sure = published.how is Known.STATED and not published.may_be_swapped
    if published.reason and not is_sure:
        remarks.append(_doubt(published, correct_key))
    by_hand = wording.facts_by_hand(facts_of(article), reading.as_read)
    remarks += [f"{wording.BY_HAND} {fact}" for fact in by_hand]
    copies = also_in(reading)
    if copies:
        # The key comes first: what is too long for the line is cut at its end.
        switch = any(copy.id for copy in reading.copies) and copy_key
        remarks.append(f"{copy_key} · {copies}" if switch else copies)
    tellers = also_told_by(reading)
    if tellers:
        remarks.append(f"Also told by {tellers}")
    return Head(article.title, tuple(facts), tuple(remarks))


def _doubt(published: Publication, correct_key: str) -> str:
    """Why a date is not sure; what it may be instead comes before what was read, and is short."""
    other = published.other_reading
    if other is None:
        return f"{wording.doubt(published) or '?'} {published.reason}"
    read = published.reason.removeprefix(EITHER_FIRST)
    key = f" · {correct_key} puts it right" if correct_key else ""
    return f"{_UNSURE} or {wording.interval(other, Precision.DAY)} · {read}{key}"


def _begins_with_authors(article: Article) -> bool:
    """Whether a credit that names all its authors stands before all that the text tells."""
    at = 0
    for zone in sorted(article.zones):
        if article.text[at : zone.start].strip():
            return False
        credit = article.text[zone.start : zone.end]
        if zone.kind is ZoneKind.CREDIT and all(name in credit for name in article.authors):
            return True
        at = zone.end
    return False


def also_in(reading: ArticleView) -> str:
    """Where else the same text is: ``also in Reuters, AP and 2 more``; empty when nowhere."""
    if not reading.copies:
        return ""
    own = reading.article.outlet
    names = list(dict.fromkeys(copy.outlet for copy in reading.copies if copy.outlet != own))
    names = [name for name in names if name]
    if not names:
        return wording.counted(len(reading.copies), "more copy", "more copies")
    return f"also in {_listed(names)}"


def also_told_by(reading: ArticleView) -> str:
    """The other outlets that report the main event: ``VNS, Vietnamplus and 2 more``.

    Whoever only carries the same text tells nothing more.
    """
    main = next((event for event in reading.events if event.role is Role.REPORTS), None)
    if main is None:
        return ""
    texts = {reading.article.id, reading.text}
    outlets: dict[str, None] = {}
    for teller in main.tellers:
        text = teller.text or teller.id
        if teller.role is Role.REPORTS and text not in texts:
            outlets[teller.outlet] = None
            texts.add(text)
    known = [outlet for outlet in outlets if outlet]
    return _listed(known + ["an unknown outlet"] * ("" in outlets))


def _listed(names: Sequence[str]) -> str:
    if len(names) > _TELLERS_NAMED:
        return f"{', '.join(names[:_TELLERS_NAMED])} and {len(names) - _TELLERS_NAMED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
