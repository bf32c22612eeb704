"""Which numbers of hosts belong to the public net, by the registries of special addresses.

The registries are IANA's for IPv4 and IPv6 (RFC 6890 and its successors). What is not
listed as public unicast is not public: for IPv6 that is all outside of 2000::/3.
"""

from __future__ import annotations

from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address


class Reach(Enum):
    """Who may be meant by a number."""

    PUBLIC = "public"
    PRIVATE = "private"
    """This computer, or a network around it."""
    NOBODY = "nobody"
    """No single host: groups, reserved and documentation."""


_PRIVATE_4 = tuple(
    map(
        IPv4Network,
        (
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared by customers of one provider
            "127.0.0.0/8",
            "169.254.0.0/16",  # of this link, and where clouds keep their secrets
            "172.16.0.0/12",
            "192.168.0.0/16",
        ),
    )
)
_NOBODY_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    )
)
_PRIVATE_6 = tuple(map(IPv6Network, ("::1/128", "fc00::/7", "fe80::/10", "fec0::/10")))
_PUBLIC_6 = IPv6Network("2000::/3")
_NOBODY_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocols, Teredo among them
            "2001:db8::/32",
            "2002::/16",  # 6to4: whatever IPv4 number is inside
            "3fff::/20",
        ),
    )
)
_HOLDS_4 = tuple(map(IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))
"""IPv6 numbers that stand for the IPv4 number in their last 32 bits."""


def reach_of(number: str) -> Reach:
    """Who is meant by an IP address; what is none means nobody."""
    try:
        address = ip_address(number.partition("%")[0])
    except ValueError:
        return Reach.NOBODY
    return _reach_4(address) if isinstance(address, IPv4Address) else _reach_6(address)


def _reach_4(address: IPv4Address) -> Reach:
    if any(address in network for network in _PRIVATE_4):
        return Reach.PRIVATE
    return Reach.NOBODY if any(address in network for network in _NOBODY_4) else Reach.PUBLIC


def _reach_6(address: IPv6Address) -> Reach:
    if any(address in network for network in _HOLDS_4):
        return _reach_4(IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address in network for network in _PRIVATE_6):
        return Reach.PRIVATE
    is_public = address in _PUBLIC_6 and not any(address in network for network in _NOBODY_6)
    return Reach.PUBLIC if is_public else Reach.NOBODY
