"""What stands under the headline: where and when, how long, who else tells it."""

from __future__ import annotations

from index.article import Known
from index.events.model import Role
from index.views import Reading
from tui import wording
from tui.rendering.layout import Head

_TELLERS_NAMED = 3


def head(reading: Reading) -> Head:
    """The head of the page for an opened article."""
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
    if article.authors:
        facts.append(f"By {', '.join(article.authors)}")
    remarks = []
    if published.how is not Known.STATED and published.reason:
        remarks.append(f"{'≈' if published.interval else '?'} {published.reason}")
    tellers = also_told_by(reading)
    if tellers:
        remarks.append(f"Also told by {tellers}")
    return Head(article.title, tuple(facts), tuple(remarks))


def also_told_by(reading: Reading) -> str:
    """The other outlets that report the main event: ``VNS, Vietnamplus and 2 more``."""
    main = next((event for event in reading.events if event.role is Role.REPORTS), None)
    if main is None:
        return ""
    outlets = dict.fromkeys(
        teller.outlet or "an unknown outlet"
        for teller in main.tellers
        if teller.role is Role.REPORTS and teller.key != reading.article.key
    )
    names = list(outlets)
    if len(names) > _TELLERS_NAMED:
        return f"{', '.join(names[:_TELLERS_NAMED])} and {len(names) - _TELLERS_NAMED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
