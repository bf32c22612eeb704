"""Search against SQLite FTS5, stock Whoosh and tantivy: same corpus, same machine, same run.

Run by ``make bench`` or as a script. tantivy takes part when it is installed
(``pip install tantivy``), stock Whoosh in the small corpus only: it would take
most of an hour over the large one.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

import pytest

from index.search import (
    ENOUGH_FOR_A_SNIPPET,
    SearchDocument,
    SearchIndex,
    hits,
    parse,
    snippet,
)
from tests.benchmarks.search.corpus import articles
from tests.benchmarks.search.engines import (
    TODAY,
    Culm,
    CulmAgain,
    Engine,
    Fts5,
    StockWhoosh,
    Tantivy,
    size_of,
)
from tests.benchmarks.search.measure import ask_all, table, timed
from tests.benchmarks.search.questions import questions
from tests.benchmarks.search.report import write_section

pytestmark = pytest.mark.slow

SMALL, LARGE = 12_000, 100_000
HAS_TANTIVY = importlib.util.find_spec("tantivy") is not None
SNIPPETS = 20


def contestants(directory: Path, with_whoosh: bool) -> list[tuple[Engine, Path]]:
    """Each engine and its folder; culm is the first."""
    kinds: list[type[Culm] | type[Fts5] | type[Tantivy] | type[StockWhoosh]] = [Culm, Fts5]
    kinds += [Tantivy] * HAS_TANTIVY + [StockWhoosh] * with_whoosh
    return [(kind(directory / kind.name), directory / kind.name) for kind in kinds]


def report(count: int, segments: int, with_whoosh: bool) -> str:
    """Builds all indexes and asks all questions; the tables as Markdown."""
    corpus = list(articles(count))
    asked = questions(corpus)
    title = f"{count:,} articles, {segments} commit{'s' * (segments > 1)}"
    with tempfile.TemporaryDirectory() as directory:
        entered = contestants(Path(directory), with_whoosh)
        lines = [f"### Indexing: {title}", ""]
        lines += ["| | articles a CPU second | MB | one more article, CPU ms (wall) |"]
        lines += ["|---|---:|---:|---:|"]
        for engine, place in entered:
            cpu, _ = timed(lambda engine=engine: engine.build(corpus, segments))
            size = size_of(place) / 1e6
            adding = timed(lambda engine=engine: engine.add_one(_one_more(count)))
            speed = count / cpu * 1000
            one = f"{adding[0]:.1f} ({adding[1]:.1f})"
            lines.append(f"| {engine.name} | {speed:,.0f} | {size:,.0f} | {one} |")
        engines = [engine for engine, _ in entered]
        asking = list(engines)
        asking[1:1] = [CulmAgain(engine) for engine in engines if isinstance(engine, Culm)]
        names = [engine.name for engine in asking]
        parts = ["\n".join(lines) + "\n", table(title, ask_all(asking, asked), names)]
        for engine in engines:
            engine.delete(list(range(0, count, 20)))
        deleted = ask_all(asking, asked, rounds=3)
        parts.append(table(f"{title}, 5 % of them deleted", deleted, names))
        if any(engine.merge() for engine in engines if isinstance(engine, Culm)):
            merged = ask_all(asking, asked, rounds=3)
            parts.append(table(f"{title}, 5 % deleted, culm merged as when idle", merged, names))
        parts.append(_own_facts(Path(directory) / Culm.name, corpus))
    return "\n".join(parts)


def _one_more(count: int) -> SearchDocument:
    body = "A conference on bamboo diplomacy was held in Hà Nội. " * 40
    return SearchDocument(count + 1, "One more article", body, 738_000, 738_000, "VNS")


def _own_facts(directory: Path, corpus: list[SearchDocument]) -> str:
    """Opening, snippets, merging and memory of culm alone."""
    context = multiprocessing.get_context("spawn")
    pipe, other = context.Pipe()
    process = context.Process(target=_in_a_fresh_process, args=(directory, other))
    process.start()
    opening, memory = pipe.recv()
    process.join()
    parsed = parse("government election", date(2024, 1, 1))
    screen = [article.body for article in corpus if hits(article.body, parsed)][:SNIPPETS]
    cpu, _ = timed(
        lambda: [
            snippet(text, hits(text, parsed, most=ENOUGH_FOR_A_SNIPPET), 160) for text in screen
        ]
    )
    merge_cpu, _ = timed(lambda: SearchIndex.open(directory).optimise(full=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"Opening and first answer {opening:.1f} ms CPU, process {memory:.0f} MB; "
        f"{len(screen)} snippets {cpu:.1f} ms; merging everything {merge_cpu / 1000:.1f} s "
        f"(peak of the whole benchmark, corpus included, {peak:.0f} MB).\n"
    )


def _in_a_fresh_process(directory: Path, pipe: object) -> None:
    import index.search.search_index  # noqa: F401

    parsed = parse("government election", TODAY)
    started = time.process_time()
    SearchIndex.open(directory).searcher().search(parsed)
    spent = (time.process_time() - started) * 1000
    status = Path("/proc/self/status").read_text()
    resident = int(status.split("VmRSS:")[1].split()[0]) / 1024
    pipe.send((spent, resident))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("count", "segments", "with_whoosh"),
    [(SMALL, 1, True), (LARGE, 1, False), (LARGE, 5, False), (LARGE, 20, False)],
)
def test_speed(count: int, segments: int, with_whoosh: bool) -> None:
    text = report(count, segments, with_whoosh)
    print("\n" + text)
    write_section(f"Search: {count:,} articles in {segments}", text)


if __name__ == "__main__":
    test_speed(SMALL, 5, True)
    test_speed(LARGE, 5, False)
