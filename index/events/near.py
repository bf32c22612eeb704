"""What nearly was one event, and why it is not: looked up when somebody asks.

An event that was never joined with another can still be worth naming beside it: the
same name, but another edition or year. This is not kept, because whatever comes can
change it for many events around.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping

from index.article import Publication
from index.events.accounts import refusal
from index.events.blocks import group_blocks
from index.events.likeness import Known, known, score
from index.events.link import groups_read, may_learn
from index.events.model import Link, article_of, is_named
from index.events.record import ArticleEvents
from index.events.repository import Repository
from index.events.sayings import Saying, sayings_of
from index.events.scoring import THRESHOLD

_TOLD = 3
# So far below the threshold a pair is still worth showing.
_NEAR = 2.0
# So many articles of an event, and so many around it, are looked at.
_OWN, _AROUND = 100, 300


def near_links(
    members: Collection[str],
    repository: Repository,
    reread: Callable[[ArticleEvents, Publication], ArticleEvents],
) -> list[Link]:
    """Links of class "possibly" from an event, given by its members, to others; the closest first.

    Of each other event there is the best pair of sayings of two articles.
    ``reread`` gives a record as read with a publication that was learned.
    """
    keys = sorted({article_of(m) for m in members if is_named(m)})[:_OWN]
    own = [said for said in _sayings(keys, repository, reread) if said[0].member in members]
    blocks = frozenset().union(*(blocks for _, blocks in own))
    shared: Counter[str] = Counter()
    for articles in repository.sharing(blocks).values():
        shared.update(articles)
    around = sorted(shared, key=lambda key: (-shared[key], key))[:_AROUND]
    others = [
        (saying, held)
        for saying, held in _sayings(around, repository, reread)
        if saying.member not in members and not blocks.isdisjoint(held)
    ]
    homes = repository.events({saying.member for saying, _ in others})
    best: dict[Hashable, tuple[float, tuple[str, ...], Saying, Saying]] = {}
    for mine, my_blocks in own:
        one = known(mine.claim)
        for saying, held in others:
            home = homes.get(saying.member)
            if home is None or saying.article == mine.article or my_blocks.isdisjoint(held):
                continue
            other = known(saying.claim)
            if (worth := _nearness(one, other)) is None:
                continue
            if home in best and -worth > best[home][0]:
                continue
            found = (-worth, _order(one, mine) + _order(other, saying), mine, saying)
            if home not in best or found[:2] < best[home][:2]:
                best[home] = found
    closest = sorted(best.values(), key=lambda found: found[:2])
    return [refusal(mine, saying) for _, _, mine, saying in closest[:_TOLD]]


def _nearness(a: Known, b: Known) -> float | None:
    """How near two sayings are that were held apart; ``None`` where it is not worth telling."""
    worth = score(a, b)
    if worth is not None and worth >= THRESHOLD:
        return None
    one, other = a.claim, b.claim
    alike = one.kind == other.kind and (bool(one.words) or one.head == other.head)
    if alike and (one.words <= other.words or other.words <= one.words):
        return worth or 0.0
    return worth if worth is not None and worth >= THRESHOLD - _NEAR else None


def _order(claim: Known, saying: Saying) -> tuple[str, ...]:
    return (*claim.order, saying.version, saying.article, str(saying.group))


def _sayings(
    keys: Collection[str],
    repository: Repository,
    reread: Callable[[ArticleEvents, Publication], ArticleEvents],
) -> list[tuple[Saying, frozenset[str]]]:
    """All that some articles say with its blocks, as last linked."""
    records: Mapping[str, ArticleEvents] = repository.records(keys)
    learners = [key for key, record in records.items() if may_learn(record)]
    learned = repository.published(learners) if learners else {}
    found = []
    for key, text in records.items():
        published = learned.get(key, text.published)
        read = text if published == text.published else reread(text, published)
        blocks = group_blocks(text)
        for saying in sayings_of(read):
            groups = groups_read(text, read, saying)
            held = frozenset().union(*(blocks.get(group, frozenset()) for group in groups))
            if held:
                found.append((saying, held))
    return found
