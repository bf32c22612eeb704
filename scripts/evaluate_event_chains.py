"""How many of the events that texts name are found, and linked across articles.

    python -m scripts.evaluate_event_chains

Three development sets mark which passages of several articles are of one event.
Of these passages the ones count that *name* their event: every word but the last has a
capital (or is a year), in running text. ECB+ marks mostly verbs and bare nouns,
MEANTIME and NewsWCL50 hold few names that two articles share, so that the figures
rest on few chains; they are listed.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from index.article import Span
from index.events.extract import record_of
from index.events.link import link
from index.events.model import MentionKind
from index.events.record import ArticleEvents
from index.events.wording import sentences
from scripts.news_sets import SHARED, analyse, article_of

SETS = ("events_ecbplus.dev", "events_meantime_en.dev", "events_newswcl50.dev")
_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Shorter ones are of other things: "DUI", "IR".
_ACRONYM = 3
_JOINTS = frozenset(["the", "of", "on", "for", "in", "and", "'s"])
_NAMES_SHOWN = 3

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an article that names an event of a chain."""

    article: str
    span: Span
    chain: str
    words: str


def marked(row: Row) -> Iterator[tuple[Span, str, str]]:
    """The passages of a row that are of an event: place in its text, chain, words."""
    starts = _token_places(row.get("sentences", ()))
    for mention in row["mentions"]:
        chain = mention.get("chain") or ""
        if "start" in mention:
            if "ACTION" in mention["type"] and chain:
                yield Span(mention["start"], mention["end"]), chain, mention["text"]
        elif "sent" in mention:
            if mention["kind"] == "event" and chain:
                tokens = [starts[mention["sent"]][t] for t in mention["tokens"]]
                yield Span(tokens[0].start, tokens[-1].end), chain, mention["text"]
        elif chain.endswith(("_EVENT", "_ACTION")):
            flat = [token for sentence in starts for token in sentence]
            first, last = flat[mention["tok_start"]], flat[mention["tok_end"] - 1]
            yield Span(first.start, last.end), chain, mention["text"]


def _token_places(rows: Sequence[Sequence[str]]) -> list[list[Span]]:
    """Where each token stands once blanks join tokens and line ends join sentences."""
    places, at = [], 0
    for sentence in rows:
        line = []
        for token in sentence:
            line.append(Span(at, at + len(token)))
            at += len(token) + 1
        places.append(line)
    return places


def names(text: str, span: Span, sentence: Span) -> bool:
    """Whether the passage at ``span`` is a name, in a sentence that is no headline."""
    around = [word[0].isupper() for word in _WORD.findall(text[sentence.start : sentence.end])]
    if 2 * sum(around) > len(around):
        return False
    words = text[span.start : span.end].split()
    if all(word.lower() in _JOINTS for word in words):
        return False
    if len(words) == 1:
        told = words[0]
        short = told.isupper() and len(told) <= _ACRONYM
        return told[0].isupper() and span.start > sentence.start and not short
    *before, last = (word for word in words if word.lower() not in _JOINTS)
    if not before:
        return last[0].isupper()
    return all(word[0].isupper() or _YEAR.match(word) for word in before)


def passages(row: Row, text: str, key: str) -> Iterator[Passage]:
    """The names of events in an article whose text is ``text``."""
    lines = sentences(text)
    for span, chain, words in marked(row):
        if text[span.start : span.end] != words:
            continue
        if names(text, span, lines.around(span.start)):
            yield Passage(key, span, chain, words)


def evaluate(source: Path) -> None:
    """Print what of one set is found and linked, chain by chain."""
    found: list[Passage] = []
    records: list[ArticleEvents] = []
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            article = article_of(row, "en")
            found += passages(row, article.text, article.key)
            records.append(record_of(article, analyse(article)))
    heard = {
        (record.key, m.start, m.end)
        for record in records
        for m in record.mentions
        if m.mention_kind in (MentionKind.NAME, MentionKind.PHRASE)
    }
    places: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for key, start, end in heard:
        places[key].append((Span(start, end), 0))
    seen = sum(any(s.overlaps(p.span) for s, _ in places[p.article]) for p in found)
    events: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for number, made in enumerate(link(records).drafts):
        for saying in made.sayings:
            events[saying.article] += [(span, number) for span in saying.spans]
    chains: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    called: dict[str, list[str]] = defaultdict(list)
    for p in found:
        held = {number for span, number in events[p.article] if span.overlaps(p.span)}
        chains[p.chain][p.article] |= held
        called[p.chain].append(p.words)
    told = []
    for chain, articles in chains.items():
        pairs = list(combinations(sorted(articles), 2))
        linked = sum(bool(articles[a] & articles[b]) for a, b in pairs)
        if pairs:
            told.append((len(pairs), linked, sorted(set(called[chain]))[:_NAMES_SHOWN]))
    every, linked = sum(row[0] for row in told), sum(row[1] for row in told)
    print(f"{source.name.removesuffix('.jsonl.gz')}: {len(found)} passages name an event", end=", ")
    print(f"{seen} found ({seen / max(1, len(found)):.3f}); {len(told)} chains in two articles")
    print(f"  {every} pairs of articles, {linked} linked ({linked / max(1, every):.3f})")
    for count, right, shown in sorted(told, reverse=True):
        print(f"    {right:4} of {count:4} {', '.join(shown)}")


def main() -> None:
    for name in SETS:
        source = SHARED / f"{name}.jsonl.gz"
        if source.exists():
            evaluate(source)


if __name__ == "__main__":
    main()
