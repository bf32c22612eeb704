"""A child that imports without end and says on stdout what has been acknowledged.

    python importing.py LIBRARY FOLDER NAME

In turn it changes articles of FOLDER and imports them, marks a passage in one, and
brings in annotations from JSON-LD. Each line is JSON: ``writing``, an article's key and
words that are new in it before it is imported, ``article`` and the same when it is, and
annotations as in :mod:`tests.support.annotating`.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
import uuid
from collections.abc import Iterable
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path

from msgspec.structs import replace

from index.errors import LibraryLocked
from index.library import Library
from index.notes.exchange import to_jsonld
from tests.support.annotating import Child, running
from tests.support.notes import TEXTS

# A few short articles: a process is to be killed in all that it does, not only reading.
ARTICLES = [text[:2000] for text in TEXTS[:3]]


def importing(library: Path, folder: Path, name: str) -> AbstractContextManager[Child]:
    """A running child; it is dead when the block has ended."""
    return running(Path(__file__), str(library), str(folder), name)


def overtaken(library: Library, said: Iterable[list[str]]) -> list[str]:
    """Keys of articles that hold the words of none of the versions that can be expected.

    An article that was acknowledged may since have been replaced by a version whose
    import had begun when the child was killed.
    """
    possible: dict[str, set[str]] = {}
    for kind, *words in said:
        if kind == "article":
            possible[words[0]] = {words[1]}
        elif kind == "writing" and words[0] in possible:
            possible[words[0]].add(words[1])
    return [
        key
        for key, words in possible.items()
        if not any(one in library.article(library.find(key)).text for one in words)
    ]


def main(path: Path, folder: Path, name: str) -> None:
    chance = random.Random(name)
    folder.mkdir(exist_ok=True)
    for number in itertools.count():
        # A process that annotates without end may leave no gap for five seconds.
        with suppress(LibraryLocked), closing(Library.open(path)) as library:
            _import(library, folder, f"{name} {number}", chance)


def _import(library: Library, folder: Path, name: str, chance: random.Random) -> None:
    added = f"Added by {name}."
    chosen = chance.sample(range(len(ARTICLES)), chance.randrange(1, len(ARTICLES) + 1))
    keys = [f"{folder.name}/{place}.txt" for place in chosen]
    for place, key in zip(chosen, keys, strict=True):
        paragraphs = ARTICLES[place].split("\n")
        paragraphs.insert(chance.randrange(1, len(paragraphs) + 1), added)
        _say("writing", key, added)
        draft = folder / f"{place}.part"
        draft.write_text("\n".join(paragraphs), encoding="utf-8")
        draft.replace(folder / f"{place}.txt")
    for _ in library.add([folder]):
        pass
    for key in keys:
        _say("article", key, added)
    article = library.article(library.find(chance.choice(keys)))
    start = chance.randrange(len(article.text) - 60)
    made = library.notes.annotate(
        article.key, article.version, article.text, start, start + 60, note=name
    )
    _say("annotation", made.id, made.note)
    foreign = [
        replace(made, id=str(uuid.UUID(int=chance.getrandbits(128))), note=f"from {place}")
        for place in range(3)
    ]
    library.import_notes(to_jsonld(foreign, lambda _: None), "elsewhere")
    for one in foreign:
        _say("annotation", one.id, one.note)


def _say(*words: str) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
