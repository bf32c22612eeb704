"""The engine of culm: it reads, analyses, stores, searches and links articles.

It knows no terminal. Programs come in through :class:`index.library.Library`.
"""

__version__ = "0.1.0"
