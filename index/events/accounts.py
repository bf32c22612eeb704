"""Links between articles, each with its account: the reasons and where to read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from index.article import Span
from index.events.assemble import EventDraft, in_order
from index.events.happening_scores import account
from index.events.kept import Kept
from index.events.model import Evidence, Link, LinkClass, MentionKind, Reason, Role
from index.events.record import ArticleEvents
from index.events.sayings import Saying
from index.events.scoring import THRESHOLD, judge
from index.events.story_scores import explain

ALL_PAIRS = 8
"""Up to so many articles of an event every pair is told; beyond, each against the first."""
_Article = TypeVar("_Article")


def links_of(made: EventDraft, records: Mapping[str, ArticleEvents]) -> list[Link]:
    """The links between the articles of an event."""
    sayings: dict[str, list[Saying]] = {}
    for saying in made.sayings:
        sayings.setdefault(saying.article, []).append(saying)
    told = {
        key: (tuple(held), made.parts[key].role is Role.REPORTS) for key, held in sayings.items()
    }
    order = [told[key] for key in in_order(made.parts, records)]
    return [
        link_of(one, other, both=reported and also)
        for (one, reported), (other, also) in _pairs(order)
    ]


def story_links(
    articles: Sequence[str],
    records: Mapping[str, ArticleEvents],
) -> list[Link]:
    """The links of a story's articles (the most central first)."""
    links = []
    for a, b in _pairs(articles):
        worth, evidence = explain(records[a], records[b])
        evidence = (*account(records[a], records[b]), *evidence)
        spans = tuple((key, headline_span(records[key])) for key in (a, b))
        reasons = tuple(Reason(e.kind, e.text, e.weight, spans) for e in evidence)
        links.append(Link(a, b, 0, LinkClass.SAME, worth, reasons))
    return links


def _pairs(articles: Sequence[_Article]) -> Iterable[tuple[_Article, _Article]]:
    """Of a few each with each; of many the first with all others."""
    if len(articles) <= ALL_PAIRS:
        return combinations(articles, 2)
    return ((articles[0], other) for other in articles[1:])


def headline_span(record: ArticleEvents) -> Span:
    """Where an article tells what it is about: its headline, or the start of its text."""
    for mention in record.mentions:
        if mention.mention_kind is MentionKind.HEADLINE:
            return Span(mention.start, mention.end)
    return Span(0, min(record.lead, record.length))


# Links made already, by the identity of the sayings: most stay when an event grows.
_Sayings = tuple[Saying, ...]
_Pair = tuple[tuple[int, ...], tuple[int, ...], bool]
_kept: Kept[_Pair, tuple[_Sayings, _Sayings, Link]] = Kept(8_192)


def link_of(a: _Sayings, b: _Sayings, *, both: bool) -> Link:
    """The link of two articles that say this of one event; ``both`` if both report it."""
    key = (tuple(map(id, a)), tuple(map(id, b)), both)
    kept = _kept.get(key)
    if kept is None:
        kept = _kept.keep(key, (a, b, _link(a, b, both)))
    return kept[2]


def _link(a: _Sayings, b: _Sayings, both: bool) -> Link:
    verdicts = [(judge(x.claim, y.claim), x, y) for x in a for y in b]
    verdict, x, y = max(
        verdicts, key=lambda item: (not item[0].vetoes, item[0].score, -item[1].group)
    )
    reasons = [_reason(evidence, x, y) for evidence in verdict.reasons]
    vetoes = [_reason(evidence, x, y) for evidence in verdict.vetoes]
    if not verdict.linked:
        told = "not by themselves: joined through what other articles say of this event"
        reasons.append(Reason("through", told, 0.0, _names(x, y)))
    return Link(
        x.article,
        y.article,
        0,
        LinkClass.SAME if both else LinkClass.MENTIONS,
        verdict.score,
        tuple(reasons),
        tuple(vetoes),
    )


def refusal(a: Saying, b: Saying) -> Link:
    """The link that tells why what ``a`` says is not held to be of the event of ``b``."""
    verdict = judge(a.claim, b.claim)
    against = [*verdict.vetoes, *(e for e in verdict.reasons if e.weight < 0)]
    if not against and not verdict.linked:
        short = f"too little speaks for it: {verdict.score:.1f} of {THRESHOLD:.1f}"
        against.append(Evidence("short", short))
    return Link(
        a.article,
        b.article,
        0,
        LinkClass.POSSIBLY,
        verdict.score,
        tuple(_reason(e, a, b) for e in verdict.reasons if e.weight >= 0),
        tuple(_reason(e, a, b) for e in against),
    )


def _reason(evidence: Evidence, a: Saying, b: Saying) -> Reason:
    spans = _dates(a, b) if evidence.kind == "date" else _names(a, b)
    return Reason(evidence.kind, evidence.text, evidence.weight, spans)


def _names(a: Saying, b: Saying) -> tuple[tuple[str, Span], ...]:
    return tuple((saying.article, _telling(saying, dated=False)) for saying in (a, b))


def _dates(a: Saying, b: Saying) -> tuple[tuple[str, Span], ...]:
    return tuple((saying.article, _telling(saying, dated=True)) for saying in (a, b))


def _telling(saying: Saying, *, dated: bool) -> Span:
    """The mention to show: the first with a date where that is the point, else the first name."""
    bare = (MentionKind.NOMINAL, MentionKind.HEADLINE)
    names = [m for m in saying.mentions if m.mention_kind not in bare]
    if dated:
        dates = [m for m in names if m.interval or m.partial]
        names = dates or names
    chosen = names[0] if names else saying.mentions[0]
    return Span(chosen.start, chosen.end)
