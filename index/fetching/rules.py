"""What holds for all fetching: limits, manners, and who culm says it is."""

from __future__ import annotations

from msgspec import Struct

from index import __version__

USER_AGENT = f"culm/{__version__} (news reader; fetches when its user asks)"
ROBOT_NAME = "culm"
"""The name under which a robots.txt may speak to culm."""


class FetchRules(Struct, frozen=True):
    """``private``: addresses of this computer and the networks around it may be fetched from.

    Times are in seconds: ``connect`` for a connection to stand, ``silence`` between two
    pieces of an answer, ``total`` for one document with all redirects and the robots.txt
    on its way, ``pause`` between two documents from one host. ``largest`` is how many bytes
    a document may have, as sent and unpacked; ``redirects`` how many may follow each other;
    ``at_once`` how many hosts are asked at the same time.
    """

    private: bool = False
    connect: float = 10.0
    silence: float = 15.0
    total: float = 60.0
    pause: float = 1.0
    largest: int = 32 << 20
    redirects: int = 5
    at_once: int = 6
