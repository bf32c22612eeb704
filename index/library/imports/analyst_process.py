"""A child process that analyses articles: ``python -m index.library.imports.analyst_process``.

It says that it is ready with ``None``; then it reads lists of articles from standard
input and answers each article on standard output, all as pickles: with what was found
in it, or with words for why that was not possible. Pickles travel between a process
and its own child only. It ends when its input does, thus also when its parent is killed.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from typing import BinaryIO

from index.article import Article
from index.children import answering
from index.library.imports.collecting import collecting_seldom
from index.library.linking.analysing import Analysed, analyse

Answer = Analysed | str | None


def main() -> None:
    """Answer until there is nothing more to answer."""
    output = answering()
    with collecting_seldom(), suppress(EOFError, BrokenPipeError):
        _send(output, None)
        while True:
            articles: list[Article] = pickle.load(sys.stdin.buffer)
            for article in articles:
                _send(output, tried(article))


def tried(article: Article) -> Analysed | str:
    """What was found in an article, or why that was not possible."""
    try:
        return analyse(article)
    # Whatever one article brings about, the others go on.
    except Exception as error:
        return f"could not be analysed ({type(error).__name__}: {error})"


def _send(output: BinaryIO, answer: Answer) -> None:
    pickle.dump(answer, output, pickle.HIGHEST_PROTOCOL)
    output.flush()


if __name__ == "__main__":
    main()
