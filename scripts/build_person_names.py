"""Builds ``index/language/data/person_names.txt``: given and family names of the world.

    pip install names==0.3.0 faker==40.54.0
    python -m scripts.build_person_names

Sources: the name counts of the US census of 1990 (public domain, as packaged in
``names``) and the name lists of Faker (MIT), all locales written in Latin letters.
The hand-made lists of ``persons.txt`` are not touched.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from pathlib import Path

import faker.providers.person as faker_person
import names

from index.language.fold import match_key

TARGET = Path(__file__).parents[1] / "index" / "language" / "data" / "person_names.txt"
CENSUS_SHARE = {"dist.male.first": 89.5, "dist.female.first": 88.5, "dist.all.last": 64.0}
GIVEN_ATTRIBUTES = (
    "first_names",
    "first_names_male",
    "first_names_female",
    "first_names_nonbinary",
    "first_romanized_names",
)
FAMILY_ATTRIBUTES = ("last_names", "last_names_male", "last_names_female", "last_romanized_names")


def census(file: str) -> set[str]:
    """The most frequent names that together cover ``CENSUS_SHARE`` per cent of people."""
    found = set()
    for line in (Path(names.__file__).parent / file).read_text().splitlines():
        name, _, cumulative, _ = line.split()
        if float(cumulative) <= CENSUS_SHARE[file]:
            found.add(match_key(name))
    return found


def from_faker(attributes: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for locale in pkgutil.iter_modules(faker_person.__path__):
        provider = importlib.import_module(f"{faker_person.__name__}.{locale.name}").Provider
        for attribute in attributes:
            entries = getattr(provider, attribute, ())
            for entry in entries if isinstance(entries, Iterable) else ():
                text = entry[0] if isinstance(entry, tuple) else entry
                for word in str(text).split():
                    key = match_key(word)
                    if len(key) > 1 and key.isascii() and key.replace("-", "").isalpha():
                        found.add(key)
    return found


def main() -> None:
    given = census("dist.male.first") | census("dist.female.first") | from_faker(GIVEN_ATTRIBUTES)
    family = census("dist.all.last") | from_faker(FAMILY_ATTRIBUTES)
    lines = ["# Built by scripts/build_person_names.py; sources and licences: docs/names.md."]
    for title, entries in (("given", given), ("family", family)):
        lines += ["", f"[{title}]", ",".join(sorted(entries))]
        print(title, len(entries))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
