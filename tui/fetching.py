"""What the config file says of fetching, as those who fetch take it."""

from __future__ import annotations

from index.errors import NotFetched
from index.fetching.rules import FetchRules
from tui.config import SETTINGS, Config


def rules_of(config: Config) -> FetchRules:
    """The rules of fetching; raises :class:`~index.errors.NotFetched` where none is allowed."""
    if not _said(config, "allowed"):
        file = str(config.path or "the config file")
        raise NotFetched(file, "says that nothing is fetched (fetching.allowed)")
    return FetchRules(private=bool(_said(config, "private")))


def fetch_asked(config: Config, *, again: bool, follow: bool) -> dict[str, bool]:
    """The same for the process that fetches: see :class:`index.worker.FetchAsked`."""
    return {"private": rules_of(config).private, "again": again, "follow": follow}


def every(config: Config) -> int:
    """Minutes between fetches of all feeds; 0 when they are fetched only when asked."""
    return int(_said(config, "every")) if _said(config, "allowed") else 0


def _said(config: Config, name: str) -> str | int | bool:
    place = ("fetching", name)
    default = next(one.default for one in SETTINGS if (one.table, one.name) == place)
    return config.values.get(place, default)
