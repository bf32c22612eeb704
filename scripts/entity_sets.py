"""Reading collections whose names carry chains: which mentions are one entity.

Knows the layouts of GUM, MEANTIME, ECB+ and NewsWCL50 beside the checkout
(``../shared/data``) and of the five sample articles. Collections chain pronouns,
descriptions and names alike; only names are kept here, cut as culm cuts them
(titles, articles and possessives outside).
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.language.model import EntityType, Mention
from index.language.names import find_names
from index.language.wordlists import section
from index.sanitise import canonical_text

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
GUM_TYPES = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
MEANTIME_TYPES = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "PLACE"}
ECB_TYPES = {"HUMAN_PART_PER": "PERSON", "HUMAN_PART_ORG": "ORG", "LOC_GEO": "PLACE"}
TITLES = section("titles.txt", "forms_of_address", "offices")
PEOPLES = section("peoples.txt", "demonyms")
LONGEST_NAME = 6
_SPACE_BEFORE = frozenset(".,;:?!)%") | {"'s", "n't"}
_SMALL_WORDS = frozenset(["of", "the", "and", "for", "&"])
_PRONOUNS = frozenset(
    ["i", "he", "she", "we", "they", "it", "you", "us", "him", "her", "them", "his", "its"]
) | {"their", "our", "my", "mp", "who", "i'm", "i'd", "he's", "she's"}
_OPENING = re.compile(r"[\"'`“‘\s]+|(?:in|at|to|of|from|the|a|an)\s+", re.IGNORECASE)
_ENDING = re.compile(r"(?:'s|’s|['’\"”`.,\s])\Z")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.)+\Z|\b(?:Jr|Sr|Inc|Corp|Co|Ltd)\.\Z")
_TITLE = re.compile(r"([A-Z][\w'-]*)\.?\s+")


@dataclass(frozen=True)
class Document:
    """A text with its names and the chain that each belongs to.

    Names that the collection leaves without a chain have the chain ``""``: they
    help to resolve the others, and are not judged. Chains are compared among
    documents of one ``group``.
    """

    key: str
    text: str
    mentions: tuple[Mention, ...]
    chains: tuple[str, ...]
    group: str = ""


Found = tuple[int, int, str, str]
"""Start, end, type and chain of a mention."""


def collections() -> dict[str, Callable[[], Iterable[Document]]]:
    """What there is to judge on, by title."""
    found: dict[str, Callable[[], Iterable[Document]]] = {"the sample articles": samples}
    if DATA.exists():
        found |= {"GUM news": gum, "MEANTIME": meantime, "ECB+": ecb, "NewsWCL50": newswcl}
    return found


def gum() -> Iterator[Document]:
    """News articles of GUM, chains within articles."""
    for record in _records("ner_linking_gum_news.dev.jsonl.gz"):
        found = [
            (m["start"], m["end"], GUM_TYPES[m["type"]], f"{record['id']} {m['coref_group']}")
            for m in record["mentions"]
            if m["type"] in GUM_TYPES and is_name(m["text"], GUM_TYPES[m["type"]])
        ]
        yield _document(record["id"], record["text"], found, group=record["id"])


def meantime() -> Iterator[Document]:
    """MEANTIME, chains across its articles."""
    for record in _records("events_meantime_en.dev.jsonl.gz"):
        text, places = _joined(record["sentences"])
        found = []
        for m in record["mentions"]:
            kind = MEANTIME_TYPES.get(m["type"]) if m["kind"] == "entity" else None
            if kind and m.get("chain") and is_name(m["text"], kind):
                row = places[m["sent"]]
                start, end = row[m["tokens"][0]][0], row[m["tokens"][-1]][1]
                chain = m["chain"].removeprefix("cross_").removeprefix("intra_")
                found.append((start, end, kind, chain))
        yield _document(record["id"], unicodedata.normalize("NFC", text), found)


def ecb() -> Iterator[Document]:
    """ECB+ names the people, bodies and places of some sentences, chained within a topic."""
    records = list(_records("events_ecbplus.dev.jsonl.gz"))
    # "Driver" in a headline is no name where "driver" is chained elsewhere.
    descriptions = {
        m["text"].lower() for record in records for m in record["mentions"] if m["text"].islower()
    } | PEOPLES
    for record in records:
        text = record["text"]
        found = []
        for m in record["mentions"]:
            kind = ECB_TYPES.get(m["type"])
            if kind and m["chain"]:
                start, end = _trimmed(text, m["start"], m["end"], kind)
                name = text[start:end]
                if is_name(name, kind) and name.lower() not in descriptions:
                    found.append((start, end, kind, m["chain"]))
        yield _document(record["id"], text, found, group=record["topic"], own_names=True)


def newswcl() -> Iterator[Document]:
    """NewsWCL50: the people of each event (its other chains hold things said of a country)."""
    for record in _records("events_newswcl50.dev.jsonl.gz"):
        text, places = _joined(record["sentences"])
        tokens = [place for row in places for place in row]
        found = []
        for m in record["mentions"]:
            if m["chain"].endswith("_ACTOR"):
                span = tokens[m["tok_start"]][0], tokens[m["tok_end"] - 1][1]
                start, end = _trimmed(text, *span, "PERSON")
                if is_name(text[start:end], "PERSON"):
                    found.append((start, end, "PERSON", m["chain"]))
        yield _document(record["id"], text, found, group=record["event_cluster"], own_names=True)


def samples() -> Iterator[Document]:
    """The five sample articles, as judged by hand."""
    for path in sorted((ROOT / "tests" / "data" / "gold").glob("00?.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        source = next((ROOT / "seeds").glob(f"{path.stem}_*"))
        text = source.open(encoding="utf-8", newline="").read()
        found = [(m["start"], m["end"], m["type"], m["entity"]) for m in record["mentions"]]
        yield _document(path.stem, text, found)


def stream(limit: int) -> Iterator[Document]:
    """The first ``limit`` articles of the open stream, with the names that culm finds."""
    for number, record in enumerate(_records("articles_12k.jsonl.gz")):
        if number == limit:
            return
        text = canonical_text(record.get("body") or record.get("text") or "")
        yield _document(str(number), text, [], own_names=True)


def is_name(text: str, kind: str) -> bool:
    """Whether a chained phrase is a name rather than a description or a pronoun."""
    words = [word for word in text.split() if word.lower() not in _SMALL_WORDS]
    return (
        bool(words)
        and len(words) <= LONGEST_NAME
        and all(word[0].isupper() or word[0].isdigit() or word in ".-'s" for word in words)
        and any(word[0].isupper() for word in words)
        and "'s" not in words
        and "," not in words
        and not (
            kind == "PERSON" and ("of" in text.split() or TITLES.intersection(text.lower().split()))
        )
        and not (words[0].lower() in _PRONOUNS and (words[0] == "I" or not words[0].isupper()))
    )


def _records(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _joined(sentences: Iterable[list[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """Tokens as running text, a sentence a line, and where each token is."""
    text, places = "", []
    for sentence in sentences:
        row = []
        for token in sentence:
            glued = text.endswith(("\n", "(", "$", "-")) or token in _SPACE_BEFORE or token == "-"
            if text and not glued:
                text += " "
            row.append((len(text), len(text) + len(token)))
            text += token
        places.append(row)
        text += "\n"
    return text, places


def _trimmed(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """A phrase without quotes, small words and titles before it and possessives after it."""
    while start < end and (opening := _OPENING.match(text, start, end)):
        start = opening.end()
    while kind == "PERSON" and (title := _TITLE.match(text, start, end)):
        if title[1].lower() not in TITLES:
            break
        start = title.end()
    while start < end and (ending := _ENDING.search(text[start:end])):
        if _ABBREVIATED.search(text[start:end]):
            break
        end = start + ending.start()
    return start, end


def _document(
    key: str, text: str, found: list[Found], *, group: str = "", own_names: bool = False
) -> Document:
    """``own_names`` adds the names that culm finds where the collection marks none."""
    kept = _flat(found)
    if own_names:
        taken = [False] * (len(text) + 1)
        for start, end, *_ in kept:
            taken[start:end] = [True] * (end - start)
        more = find_names(text, ())
        kept += [(m.start, m.end, m.type, "") for m in more if not any(taken[m.start : m.end])]
        kept.sort()
    return Document(
        key,
        text,
        tuple(Mention(start, end, EntityType(kind)) for start, end, kind, _ in kept),
        tuple(chain for *_, chain in kept),
        group,
    )


def _flat(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for item in sorted(dict.fromkeys(found), key=lambda item: (item[0], -item[1])):
        if not kept or item[0] >= kept[-1][1]:
            kept.append(item)
    return kept
