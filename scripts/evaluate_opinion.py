"""How well the manner of a text tells opinion from reports, and the weights it is told by.

    python -m scripts.evaluate_opinion          by folds: no outlet is judged by weights that saw it
    python -m scripts.evaluate_opinion --fit    print the weights that all labelled articles give

Labelled are articles of the open stream in ``../shared/data``: opinion where its outlet, a label or
the section of its address says so, a report where the address has a section of news and the outlet
prints few articles that argue there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence

import numpy as np

from index.events.manner import ARGUES_FROM, NAMES, measures
from index.events.opinion import says_opinion
from scripts.news_sets import SHARED, article_of

STREAM = SHARED / "articles_12k.jsonl.gz"
FOLDS, ROUNDS, RIDGE = 5, 30, 1.0
_NEWS_SECTION = re.compile(
    r"/(?:news|politics|us-news|world|us|usa|business|national|health|economy|uk-news)(?:[-/]|$)"
)
_REPORTING = frozenset(
    (
        "ABC News", "Al Jazeera", "Associated Press", "BBC News", "Bloomberg", "CBN", "CBS News",
        "CNBC", "CNN (Web News)", "Chicago Sun-Times", "Christian Science Monitor", "Daily Mail",
        "Fox News", "Fox Online News", "NBC News (Online)", "NPR Online News", "New York Post",
        "New York Times - News", "Newsmax", "Newsmax - News", "Politico", "Reuters", "The Guardian",
        "The Hill", "USA TODAY", "Wall Street Journal - News", "Washington Times",
    )
)  # fmt: skip
_TITLE = re.compile(r"(?:(?i:opinion|editorial|op-?ed)\b|[A-Z]{4,20}: )")
Labelled = tuple[str, bool, list[float]]


def labelled() -> Iterator[Labelled]:
    """Outlet, whether it is opinion, and measures of each article that is long enough."""
    with gzip.open(STREAM, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            article = article_of(row, "en")
            opinion = says_opinion(article) or _TITLE.match(article.title) is not None
            news = article.outlet in _REPORTING and _NEWS_SECTION.search(article.url.lower())
            if not (opinion or news):
                continue
            found = measures(article.text, article.zones)
            if found is not None:
                yield article.outlet, opinion, [found[name] for name in NAMES]


def fitted(rows: Sequence[Labelled]) -> np.ndarray:
    """Weights of a logistic regression with a small ridge, by Newton's method."""
    x = np.array([values for _, _, values in rows])
    y = np.array([opinion for _, opinion, _ in rows], dtype=float)
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + RIDGE * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def cross_validated(rows: Sequence[Labelled]) -> np.ndarray:
    """For each row the probability that weights of other outlets give it."""
    outlets = sorted({outlet for outlet, _, _ in rows})
    random.Random(1).shuffle(outlets)
    fold = {outlet: number % FOLDS for number, outlet in enumerate(outlets)}
    found = np.zeros(len(rows))
    for number in range(FOLDS):
        weights = fitted([row for row in rows if fold[row[0]] != number])
        for index, (outlet, _, values) in enumerate(rows):
            if fold[outlet] == number:
                found[index] = 1 / (1 + np.exp(-np.array(values) @ weights))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fit", action="store_true", help="print the weights")
    options = parser.parse_args()
    rows = list(labelled())
    if options.fit:
        for name, weight in zip(NAMES, fitted(rows), strict=True):
            print(f'    "{name}": {weight:.2f},')
        return
    opinion = np.array([is_opinion for _, is_opinion, _ in rows])
    found = cross_validated(rows)
    print(f"{len(rows)} labelled articles, {opinion.sum()} of them opinion")
    for threshold in (0.5, 0.6, 0.7, 0.8, ARGUES_FROM, 0.9, 0.95):
        told = found >= threshold
        both = (told & opinion).sum()
        print(
            f"from {threshold:.2f}: {told.sum()} held to argue, precision "
            f"{both / max(1, told.sum()):.3f}, recall {both / opinion.sum():.3f}"
        )


if __name__ == "__main__":
    main()
