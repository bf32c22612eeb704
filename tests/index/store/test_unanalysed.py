"""Which articles wait for their analysis."""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.language.model import Analysis
from index.store.archive import Archive


def test_an_article_waits_until_it_is_analysed_and_again_when_that_is_forgotten(
    tmp_path: Path,
) -> None:
    archive = Archive(tmp_path / "archive.db")
    with archive.write() as connection:
        one, two = (
            archive.put_article(connection, Article(key, f"text of {key}", key))
            for key in ("one", "two")
        )
    assert archive.analyses.unanalysed(10) == [one, two]
    with archive.write() as connection:
        archive.analyses.put_analysis(connection, one, Analysis())
    assert archive.analyses.unanalysed(10) == [two]
    with archive.write() as connection:
        archive.analyses.put_analysis(connection, one, Analysis())
        archive.remove(connection, two)
    assert archive.analyses.unanalysed(10) == []
    with archive.write() as connection:
        archive.analyses.clear(connection)
    assert archive.analyses.unanalysed(10) == [one]
    archive.close()
