"""Names → keys: what two spellings of one organisation, place, people or event share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from index.language.fold import match_key
from index.language.model import EntityType
from index.language.wordlists import read_data, section

_COMPANY_FORMS = frozenset(
    [
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "nv",
        "bv",
        "spa",
        "srl",
        "pty",
        "pvt",
        "jsc",
    ]
)
_REMEMBERED = 4096
"""Names repeat within an article and from one to the next."""
_REGION_WORDS = frozenset(["province", "prefecture", "oblast", "governorate"])
_SMALL_WORDS = frozenset(
    ["the", "of", "on", "for", "and", "in", "a", "an", "to", "at", "between", "with", "de"]
)
_SMALL_IN_ACRONYMS = frozenset(
    ["the", "of", "on", "for", "and", "in", "a", "an", "to", "at", "de", "&"]
)
_LEAST_INITIALS, _LONGEST_ACRONYM = 2, 8
_NOT_TELLING = frozenset({"national", "annual", "international"})
_POSSESSIVE = re.compile(r"(?:'s|'|’s|’)\Z")
_DETERMINER = re.compile(r"the\s", re.IGNORECASE)
# "Al-Jazeera" and "Al Jazeera" are one; "al" is a word of its own also within a name.
_ARABIC_ARTICLE = re.compile(r"(?<![^ ])(al|el)-(?=\w)")
_QUOTES = "\"'“”‘’«»()[] \t\n,;:"
_MINISTRY_HEADS = frozenset({"ministry", "department"})


@cache
def _aliases() -> dict[str, dict[str, str]]:
    """Entity type → match key of another name → match key of the canonical one."""
    found: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in read_data("aliases.txt").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[] "), {})
        elif "=" in line and not line.startswith("#"):
            canonical, _, others = line.partition("=")
            for other in others.split(","):
                current[match_key(other)] = match_key(canonical)
    return found


@cache
def _country_of() -> dict[str, str]:
    """Match key of a country or of its people → match key of the country."""
    found: dict[str, str] = {}
    for line in read_data("nationalities.txt").splitlines():
        if "=" in line and not line.startswith("#"):
            country, _, peoples = line.partition("=")
            for name in (country, *peoples.split(",")):
                found[match_key(name)] = match_key(country)
    return found


@lru_cache(maxsize=_REMEMBERED)
def plain(surface: str) -> str:
    """The match key of a name without determiner, possessive and surrounding marks."""
    key = match_key(_POSSESSIVE.sub("", surface.strip(_QUOTES)))
    return key.removeprefix("the ") or match_key(surface) or surface


def is_acronym_of(short: str, full: str) -> bool:
    """Whether one name (both match keys) is the initials of another, small words in or out."""
    words = full.partition("/")[0].split()
    if " " in short or len(words) < _LEAST_INITIALS or len(short) > _LONGEST_ACRONYM:
        return False
    every = "".join(word[0] for word in words)
    telling = "".join(word[0] for word in words if word not in _SMALL_IN_ACRONYMS)
    return short.replace("&", "") in (every, telling, f"t{every}", f"t{telling}")


def is_alias(surface: str, kind: EntityType) -> bool:
    """Whether the list of aliases says what a name of this kind stands for."""
    return _alias_of(surface, plain(surface), kind) is not None


def _alias_of(surface: str, key: str, kind: EntityType) -> str | None:
    """The canonical name behind ``key``, the plain form of ``surface``, if a list has it.

    Some acronyms are words too: ``LA`` is Los Angeles, ``La.`` is Louisiana.
    """
    aliases = _aliases()
    meant = aliases.get(f"{kind} in capitals", {}).get(key)
    if meant and _POSSESSIVE.sub("", _DETERMINER.sub("", surface.strip(_QUOTES))).isupper():
        return meant
    return aliases.get(kind, {}).get(key)


def country_named(name: str) -> str:
    """The country that a place or people name (match key) stands for, or ``""``."""
    countries = _country_of()
    capitals, places = _aliases()["PLACE in capitals"], _aliases()["PLACE"]
    canonical = capitals.get(name) or places.get(name, name)
    return countries.get(canonical) or countries.get(name.removesuffix("s"), "")


def countries_named(names: Iterable[str]) -> Counter[str]:
    """How often each country is named by ``names``, match keys of places and peoples."""
    return Counter(country for name in names if (country := country_named(name)))


def main_country(counts: Counter[str], body: str = "") -> str:
    """The country that an article means most, of those that have ``body`` by its name.

    ``""`` when none has at least half of all namings of these countries.
    """
    having = _countries_with().get(body)
    if having is not None:
        counts = Counter({country: n for country, n in counts.items() if country in having})
    if not counts:
        return ""
    country, count = counts.most_common(1)[0]
    return country if 2 * count >= sum(counts.values()) else ""


@cache
def _countries_with() -> dict[str, frozenset[str]]:
    """Body → the countries that have one of this name, where few do."""
    found: dict[str, frozenset[str]] = {}
    for line in read_data("bodies_of.txt").splitlines():
        if "=" in line and not line.startswith("#"):
            body, _, countries = line.partition("=")
            found[match_key(body)] = frozenset(map(match_key, countries.split(",")))
    return found


@lru_cache(maxsize=_REMEMBERED)
def name_key(surface: str, kind: EntityType) -> str:
    """The canonical name that ``surface`` stands for; not for persons.

    Folded, aliases resolved, company forms (Inc, Ltd) and the word ``province``
    off, peoples in the singular, events as their edition and telling words.
    """
    key = plain(surface)
    aliases = _aliases().get(kind, {})
    key = _alias_of(surface, key, kind) or key
    words = key.split()
    if not words:
        return key
    if kind is EntityType.ORG:
        words = _ARABIC_ARTICLE.sub(r"\1 ", " ".join(words)).split() or words
        while len(words) > 1 and words[-1].strip(",") in _COMPANY_FORMS:
            words.pop()
        words[-1] = words[-1].rstrip(",")
        key = _ministry(words)
    elif kind is EntityType.PLACE:
        bare = words[:-1] if len(words) > 1 and words[-1] in _REGION_WORDS else words
        key = " ".join(word.rstrip(",") or word for word in bare)
    elif kind is EntityType.NORP:
        key = key.replace("-american", " american")
        key = (
            key.removesuffix("s") if len(key) > 4 and not key.endswith(("ss", "us", "is")) else key
        )
    elif kind is EntityType.EVENT:
        key = _event(words)
    return aliases.get(key, key)


def _ministry(words: list[str]) -> str:
    """``Foreign Ministry`` and ``Ministry of Foreign Affairs`` are one."""
    fields = section("titles.txt", "fields_of_office")
    if _MINISTRY_HEADS.intersection(words):
        rest = [word for word in words if word not in _MINISTRY_HEADS and word not in _SMALL_WORDS]
        if rest and all(word.strip(",") in fields for word in rest):
            head = next(word for word in words if word in _MINISTRY_HEADS)
            about = [word.strip(",") for word in rest if word != "affairs"]
            return f"{head} of {' '.join(about)}".replace("defense", "defence")
    return " ".join(words)


def _event(words: list[str]) -> str:
    """Editions and telling words in a fixed order, whatever the wording."""
    bare = [stripped for word in words if (stripped := word.strip("',"))]
    telling = [word for word in bare if word not in _SMALL_WORDS] or bare
    if not telling:
        return " ".join(words)
    kept = [word for word in telling if word not in _NOT_TELLING] or telling
    if (
        {"party", "national"}.intersection(telling)
        and "congress" in kept
        and telling[0][0].isdigit()
    ):
        kept = [*[word for word in kept if word != "party"], "party"]
    number = [word for word in kept if word[0].isdigit()]
    return " ".join([*number, *sorted(word for word in set(kept) if not word[0].isdigit())])


@cache
def _common_bodies() -> frozenset[str]:
    return section("common_bodies.txt", "bodies")


def body_of_a_country(key: str) -> tuple[str, str]:
    """(name of the body, country) when ``key`` is a body that most countries have.

    The country is ``""`` when the name does not say whose; ``("", "")`` when the
    name is an organisation's own.
    """
    words = key.split()
    for size in (2, 1):
        country = country_named(" ".join(words[:size])) if len(words) > size else ""
        if country:
            rest = name_key(" ".join(words[size:]), EntityType.ORG)
            return (rest, country) if _is_common(rest) else ("", "")
    return (key, "") if _is_common(key) else ("", "")


def _is_common(key: str) -> bool:
    if key in _common_bodies():
        return True
    head, _, rest = key.partition(" of ")
    fields = section("titles.txt", "fields_of_office")
    return head in _MINISTRY_HEADS and bool(rest) and all(word in fields for word in rest.split())
