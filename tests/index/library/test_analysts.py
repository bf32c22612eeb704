"""Analysis with helpers: the same outcome, whatever happens to them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import children
from index.article import Article
from index.library import Library
from index.library.imports import analysts
from index.library.imports.analysts import Analysts
from index.library.imports.importing import ImportOptions, Progress, Status
from index.library.linking.analysing import Analysed, analyse
from tests.support.notes import TEXTS

ARTICLES = 24
WITH_HELPERS = ImportOptions(helpers=2)
ALONE = ImportOptions(helpers=0)
# A helper that dies when it is to analyse an article with this word in it.
POISON = "arsenic"
DEADLY = f"""
import os, signal
from pathlib import Path
from index.library.imports import analyst_process as process
tried = process.tried
def deadly(article):
    if {POISON!r} in article.text and not Path({{spared!r}}).exists():
        Path({{marked!r}}).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return tried(article)
process.tried = deadly
process.main()
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysts, "WORTH_HELPERS", 2)


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A file of several articles, one with poison in it."""
    path = tmp_path / "all.jsonl"
    lines = []
    for number in range(ARTICLES):
        text = TEXTS[number % len(TEXTS)][number * 40 :][:2500]
        text += f"\n\n{POISON} was found." if number == ARTICLES // 2 else ""
        lines.append(json.dumps({"id": f"id-{number}", "text": text, "date": "2023-12-19"}))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def deadly(monkeypatch: pytest.MonkeyPatch, *, spared: Path, marked: Path) -> None:
    """Have helpers die of poison unless there is a file ``spared``; ``marked`` tells it."""
    script = DEADLY.format(spared=str(spared), marked=str(marked))
    monkeypatch.setattr(analysts, "_COMMAND", (sys.executable, "-P", "-c", script))


def content(path: Path, collection: Path, options: ImportOptions) -> dict[str, Any]:
    """What a new library at ``path`` knows of each article of ``collection``."""
    with Library.open(path) as library:
        assert {done.status for done in library.add([collection], options)} == {Status.ADDED}
        known: dict[str, Any] = {}
        for number in library.listing():
            reading = library.reading(number)
            names = {entity.id: entity.name for entity in reading.entities}
            known[reading.article.key] = (
                reading.article.text,
                [(view.mention, names[view.entity]) for view in reading.mentions],
                reading.timexes,
                sorted((event.name, event.role, event.spans) for event in reading.events),
            )
        known["events"] = sorted(event.name for event in library.events())
        known["found"] = sorted(library.searching.search("party chief").ids)
        return known


def articles(collection: Path) -> Iterator[Article]:
    from index.readers import read_path

    for read in read_path(collection, key="all"):
        assert isinstance(read, Article)
        yield read


def test_a_library_holds_the_same_whoever_analysed(tmp_path: Path, collection: Path) -> None:
    helped = content(tmp_path / "helped", collection, WITH_HELPERS)
    assert helped == content(tmp_path / "alone", collection, ALONE)
    assert len(helped) == ARTICLES + 2


def test_outcomes_belong_to_their_articles(collection: Path) -> None:
    with Analysts(helpers=1) as analysing:
        works = [analysing.submit(article) for article in articles(collection)]
        for work in reversed(works):
            outcome = analysing.outcome(work)
            assert isinstance(outcome, Analysed)
            assert outcome == analyse(work.article)


def test_an_article_that_kills_whoever_reads_it_is_told_and_the_others_come_in(
    tmp_path: Path, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed, spared = tmp_path / "killed", tmp_path / "spared"
    deadly(monkeypatch, spared=spared, marked=killed)
    # This process takes part in the work and would live: it is to leave that one alone.
    monkeypatch.setattr(analysts.Analysts, "_next_for_me", only_waiting)
    with Library.open(tmp_path / "library") as library:
        done = {each.key: each for each in library.add([collection], WITH_HELPERS)}
        assert killed.exists()
        (failed,) = [each for each in done.values() if each.status is not Status.ADDED]
        assert failed.key == f"id-{ARTICLES // 2}"
        assert failed.status is Status.FAILED
        assert "killed" in failed.error
        assert library.count() == ARTICLES - 1
        # The file does not count as read: what failed is tried again.
        spared.touch()
        again = [each.status for each in library.add([collection], WITH_HELPERS)]
        assert sorted(again) == [Status.ADDED, *[Status.UNCHANGED] * (ARTICLES - 1)]


def test_an_article_whose_helper_was_killed_once_is_tried_again(
    tmp_path: Path, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = tmp_path / "killed"
    deadly(monkeypatch, spared=killed, marked=killed)
    monkeypatch.setattr(analysts.Analysts, "_next_for_me", only_waiting)
    with Library.open(tmp_path / "library") as library:
        done = [each.status for each in library.add([collection], WITH_HELPERS)]
        assert killed.exists()
        assert done == [Status.ADDED] * ARTICLES


def only_waiting(self: Analysts, wanted: analysts.Work) -> None:
    """In place of taking part in the work, once there are helpers."""
    with self._changed:
        if not self._threads:
            wanted.outcome = analysts.tried(wanted.article)
            self._waiting.remove(wanted)
        while wanted.outcome is None:
            self._changed.wait()


def test_helpers_that_cannot_start_are_done_without(
    tmp_path: Path, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ((sys.executable, "-c", "raise SystemExit(1)"), (str(tmp_path / "none"),)):
        monkeypatch.setattr(analysts, "_COMMAND", command)
        with Analysts(helpers=2) as analysing:
            works = [analysing.submit(article) for article in articles(collection)]
            assert all(isinstance(analysing.outcome(work), Analysed) for work in works)


def test_an_article_that_cannot_be_analysed_is_told(
    tmp_path: Path, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragile(article: Article) -> Analysed:
        if POISON in article.text:
            raise RecursionError("too deep")
        return analyse(article)

    monkeypatch.setattr("index.library.imports.analyst_process.analyse", fragile)
    with Library.open(tmp_path / "library") as library:
        done = list(library.add([collection], ALONE))
        (failed,) = [each for each in done if each.status is Status.FAILED]
        assert "too deep" in failed.error
        assert library.count() == ARTICLES - 1


def test_interrupting_ends_the_helpers_and_leaves_what_was_committed(
    tmp_path: Path, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []
    popen = children.subprocess.Popen

    def noted(*arguments: Any, **options: Any) -> Any:
        started.append(popen(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(children.subprocess, "Popen", noted)
    monkeypatch.setattr("index.library.imports.batch.FIRST_BATCH_SECONDS", 0.0)

    def interrupt(progress: Progress) -> None:
        if started and progress.counts.get(Status.ADDED, 0) > 3:
            raise KeyboardInterrupt

    with Library.open(tmp_path / "library") as library:
        with pytest.raises(KeyboardInterrupt):
            list(library.add([collection], WITH_HELPERS, on_progress=interrupt))
        assert started
        assert all(process.poll() is not None for process in started)
        assert 3 < library.count() < ARTICLES
        list(library.add([collection], WITH_HELPERS))
        assert library.count() == ARTICLES
