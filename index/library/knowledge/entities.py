"""What an entity is called, out of all the names that articles give it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.language.claims import reason
from index.language.entity_keys import is_acronym_of, is_alias
from index.language.fold import fold, match_key
from index.language.model import EntityType
from index.store.archive import Archive
from index.store.entity_tables import EntityFacts
from index.views import EntityView, KnownAs

_RARE = 10
_ARTICLES_READ = 40
_ARTICLES = frozenset({"al", "el"})
_SHORTEST_PLACE = 4
_VOWEL, _WORDS = re.compile(r"[AEIOUY]"), re.compile(r"([ -])")
_ALWAYS_CAPITALS = frozenset({"dc", "us", "uk", "uae", "usa", "ny"})
_SMALL_IN_PLACES = frozenset(
    {"of", "the", "and", "on", "upon", "in", "de", "du", "des", "la", "le", "les", "au", "aux"}
    | {"sur", "en", "del", "do", "da", "dos", "das", "di", "am", "an", "der", "den", "y", "e"}
)
# Of mentions that have the entity's name in full.
_SAYS_NOTHING = frozenset(
    ["", "full name", "first mention", "same name", "same first and last name", "another name"]
)


def display_name(entity: EntityFacts) -> str:
    """The name to show, out of all that articles use; the same whatever their order.

    For people the commonest full name decides, for the rest the commonest of all. Accents are
    information that plain spellings of a name have lost: of those that are not rare (ten
    times less often than the commonest) the one with most of them wins, as ``Việt Nam`` does
    over ``Vietnam``. What another language calls it (``Mỹ``) is no spelling of ``U.S.``.
    ``Qaeda`` is not in full where others say ``Al Qaeda``; where the user made several
    entities one, nor is any name that another holds. Capitals throughout are a
    dateline's way to write, and no place's name.
    """
    if entity.named:
        return entity.named
    if not entity.names:
        return entity.key.partition(":")[2].partition("@")[0]
    if entity.type is EntityType.PERSON:
        candidates = _spellings_of_the_commonest(entity.names)
    else:
        most = entity.names[0][1]
        usual = [(name, count) for name, count in entity.names if count * _RARE >= most]
        candidates = _in_full(usual, by_hand=entity.joined)
    chosen = max(_spellings_of(max(candidates, key=_used), candidates), key=_telling)[0]
    return _as_on_a_map(chosen) if entity.type is EntityType.PLACE else chosen


def _as_on_a_map(name: str) -> str:
    """A place that only datelines name: ``Lima`` for ``LIMA``. ``UAE`` stays."""
    if not name.isupper() or is_alias(name, EntityType.PLACE):
        return name
    if " " not in name and (len(name) < _SHORTEST_PLACE or not _VOWEL.search(fold(name))):
        return name
    words = _WORDS.split(name.lower())
    return "".join(
        word.upper() if word in _ALWAYS_CAPITALS
        else word if at and word in _SMALL_IN_PLACES
        else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )  # fmt: skip


def _spellings_of_the_commonest(names: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The spellings of the full name that is used most, else of the commonest name."""
    full = [item for item in names if " " in item[0]] or names
    totals: dict[str, int] = {}
    for name, count in full:
        folded = match_key(name)
        totals[folded] = totals.get(folded, 0) + count
    commonest = min(totals, key=lambda folded: (-totals[folded], folded))
    return [item for item in full if match_key(item[0]) == commonest]


def _in_full(names: Sequence[tuple[str, int]], *, by_hand: bool) -> list[tuple[str, int]]:
    """``names`` without those to which another adds an article, or ``by_hand`` any word; by hand
    also without initials and what is only in capitals, where another is that in full."""
    words = {name: frozenset(match_key(name).replace("-", " ").split()) for name, _ in names}
    all_ = set(words.values())
    short = {
        some
        for some in all_
        for more in all_
        if some < more and (by_hand or more - some <= _ARTICLES)
    }
    kept = [item for item in names if words[item[0]] not in short]
    if by_hand:
        keys = {name: match_key(name) for name, _ in kept}
        initials = {
            name for name in keys for full in keys.values() if is_acronym_of(keys[name], full)
        }
        capitals = {
            name
            for name in keys
            if name.isupper() and any(keys[o] == keys[name] and not o.isupper() for o in keys)
        }
        kept = [item for item in kept if item[0] not in initials | capitals]
    return kept


def _spellings_of(
    chosen: tuple[str, int], candidates: Sequence[tuple[str, int]]
) -> list[tuple[str, int]]:
    """The names that are ``chosen`` but for accents, blanks and hyphens."""
    key = _letters(chosen[0])
    return [item for item in candidates if _letters(item[0]) == key]


def _letters(name: str) -> str:
    return match_key(name).replace(" ", "").replace("-", "")


def _used(item: tuple[str, int]) -> tuple[bool, int, int, str]:
    shouted, _, count, length, name = _telling(item)
    return (shouted, count, length, name)


def _telling(item: tuple[str, int]) -> tuple[bool, int, int, int, str]:
    name, count = item
    shouted = name.isupper() and " " in name
    accents = sum(not letter.isascii() for letter in name)
    return (not shouted, accents, count, -len(name), name)


def entity_views(archive: Archive, ids: Iterable[int]) -> dict[int, EntityView]:
    """Entities by id, without their surface forms; unknown ids are left out."""
    return {
        number: EntityView(
            number,
            display_name(facts),
            facts.type,
            articles=facts.articles,
            count=facts.count,
        )
        for number, facts in archive.entities.facts(ids).items()
    }


def names_of_keys(archive: Archive, keys: Iterable[str]) -> dict[str, str]:
    """What to call the entities behind these keys."""
    ids = archive.entities.ids(set(keys))
    facts = archive.entities.facts(ids.values())
    return {key: display_name(facts[number]) for key, number in ids.items() if number in facts}


def known_names(archive: Archive, entity_id: int) -> tuple[KnownAs, ...]:
    """The names of an entity with what makes each one its name, those in most articles first.

    Spellings that differ by capitals or accents are told once. What the article
    itself says is read from the newest of its articles.
    """
    facts = archive.entities.facts([entity_id]).get(entity_id)
    if facts is None:
        return ()
    spellings: dict[str, Counter[str]] = {}
    articles: Counter[str] = Counter()
    for forms in archive.entities.forms_by_article(entity_id):
        for form in forms:
            spellings.setdefault(match_key(form), Counter())[form] += 1
        articles.update({match_key(form) for form in forms})
    reasons = _reasons_in_articles(archive, facts)
    for name in archive.joins.joined_names(facts.key):
        unsaid = f"elsewhere {reason(name.belief)}"
        said = reasons.get(match_key(name.form), "")
        reasons[match_key(name.form)] = f"{said}; {unsaid}" if said else unsaid
    found = [
        KnownAs(
            min(forms, key=lambda form: (-forms[form], form)),
            articles[folded],
            reasons.get(folded, ""),
        )
        for folded, forms in spellings.items()
    ]
    return tuple(sorted(found, key=lambda known: (-known.articles, known.name)))


def _reasons_in_articles(archive: Archive, facts: EntityFacts) -> dict[str, str]:
    """By folded name the commonest reason that articles give for it being this entity."""
    seen: dict[str, Counter[str]] = {}
    newest = archive.entities.articles(facts.id)[:_ARTICLES_READ]
    for article in archive.articles(newest):
        analysis = archive.analyses.own_analysis(article.id)
        for entity in analysis.entities:
            if entity.key != facts.key:
                continue
            for at, why in zip(entity.mentions, entity.why, strict=False):
                mention = analysis.mentions[at]
                if why not in _SAYS_NOTHING:
                    folded = match_key(article.text[mention.start : mention.end])
                    seen.setdefault(folded, Counter())[why] += 1
    return {folded: min(whys, key=lambda why: (-whys[why], why)) for folded, whys in seen.items()}
