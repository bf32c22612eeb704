"""Builds ``index/language/data/words.bin``: word clusters and capital ratios.

    pip install numpy scipy
    python -m scripts.build_word_statistics ../shared/data/articles_12k.jsonl.gz

From a collection of news articles (JSON lines with ``title`` and ``body``) this
keeps numbers about words only, no text. Clusters: positional contexts (two words
either side), positive pointwise mutual information, truncated SVD, k-means with
a fixed seed. The format is told in :mod:`index.language.names.words`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.linalg import svds

from index.language.fold import fold
from index.language.names.tokens import tokenise
from index.language.names.words import NO_CLUSTER, capital_bucket, write_words

TARGET = Path(__file__).parents[1] / "index" / "language" / "data" / "words.bin"
COARSE, FINE = 128, 1024
"""How many clusters there are of each kind."""
LEAST_COUNT = 6
CONTEXT_WORDS = 3000
OFFSETS = (-2, -1, 1, 2)
DIMENSIONS = 120
ROUNDS = 25


def articles(path: Path) -> Iterator[list[str]]:
    """The tokens of each article; numbers become one token per shape."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = f"{record.get('title') or ''}\n{record.get('body') or ''}"
            words = tokenise(fold(unicodedata.normalize("NFC", text))).words
            yield ["<number>" if word[0].isdigit() else word for word in words]


def capitals(corpus: list[list[str]]) -> tuple[Counter[str], Counter[str]]:
    """How often a word is written lower-case, and capitalised where it need not be."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for words in corpus:
        before = "\n"
        for word in words:
            if word[0].isalpha():
                if word.islower():
                    lower[word] += 1
                elif before not in '.!?:\n"(|':
                    upper[word.lower()] += 1
            before = word
    return lower, upper


def vectors(corpus: list[list[str]], vocabulary: list[str]) -> np.ndarray:
    """One unit vector per word of ``vocabulary`` (most frequent first)."""
    number = {word: at for at, word in enumerate(vocabulary)}
    rows: list[np.ndarray] = []
    columns: list[np.ndarray] = []
    for words in corpus:
        ids = np.array([number.get(word, -1) for word in words], dtype=np.int32)
        for place, offset in enumerate(OFFSETS):
            here = ids[max(0, -offset) : len(ids) - max(0, offset)]
            there = ids[max(0, offset) : len(ids) - max(0, -offset)]
            kept = (here >= 0) & (there >= 0) & (there < CONTEXT_WORDS)
            rows.append(here[kept])
            columns.append(there[kept] + place * CONTEXT_WORDS)
    row, column = np.concatenate(rows), np.concatenate(columns)
    shape = (len(vocabulary), CONTEXT_WORDS * len(OFFSETS))
    counts = sparse.coo_matrix((np.ones(len(row), np.float32), (row, column)), shape=shape).tocsr()
    of_word = np.asarray(counts.sum(1)).ravel()
    of_context = np.asarray(counts.sum(0)).ravel() ** 0.75
    expected = of_context / of_context.sum()
    cells = counts.tocoo()
    pmi = np.log(cells.data / (of_word[cells.row] * expected[cells.col]))
    positive = pmi > 0
    matrix = sparse.csr_matrix(
        (pmi[positive], (cells.row[positive], cells.col[positive])), shape=shape
    )
    start = np.random.default_rng(1).standard_normal(min(shape))
    left, values, _ = svds(matrix, k=DIMENSIONS, v0=start)
    found = left * np.sqrt(values)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def k_means(points: np.ndarray, weights: np.ndarray, clusters: int) -> np.ndarray:
    """Spherical k-means, weighted, started from the most frequent points; cluster numbers."""
    random = np.random.default_rng(2)
    probabilities = np.sqrt(weights) / np.sqrt(weights).sum()
    centres = points[random.choice(len(points), clusters, replace=False, p=probabilities)]
    nearest = np.zeros(len(points), dtype=np.int64)
    for _ in range(ROUNDS):
        for begin in range(0, len(points), 8192):
            nearest[begin : begin + 8192] = (points[begin : begin + 8192] @ centres.T).argmax(1)
        sums = (
            sparse.csr_matrix(
                (np.sqrt(weights), (nearest, np.arange(len(points)))), shape=(clusters, len(points))
            )
            @ points
        )
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    return nearest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    corpus = list(articles(parser.parse_args().articles))
    lower, upper = capitals(corpus)
    counts = Counter(word for words in corpus for word in words)
    vocabulary = [word for word, count in counts.most_common() if count >= LEAST_COUNT]
    print(sum(counts.values()), "tokens,", len(vocabulary), "words")
    points = vectors(corpus, vocabulary)
    weights = np.array([counts[word] for word in vocabulary], dtype=float)
    coarse, fine = (k_means(points, weights, size) for size in (COARSE, FINE))
    table = {
        word: (int(coarse[at]), int(fine[at]), 0)
        for at, word in enumerate(vocabulary)
        if any(char.isalpha() for char in word)
    }
    for word in sorted(set(lower) | set(upper)):
        bucket = capital_bucket(lower[word], upper[word])
        if bucket:
            known = table.get(word, (NO_CLUSTER, NO_CLUSTER, 0))
            table[word] = (known[0], known[1], bucket)
    write_words(TARGET, table)
    print(len(table), "entries,", TARGET.stat().st_size, "bytes")
    by_cluster: dict[int, list[str]] = {}
    for at, word in enumerate(vocabulary):
        by_cluster.setdefault(int(fine[at]), []).append(word)
    for cluster in list(by_cluster)[:400:20]:
        print(cluster, *by_cluster[cluster][:12])


if __name__ == "__main__":
    main()
