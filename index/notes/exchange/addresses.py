"""Other ways of writing the web address of the same page."""

from __future__ import annotations

from itertools import product
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# What senders and campaigns add to an address; it says nothing of the page.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref_src", "cmpid")
_LONGEST = 2000


def variants(address: str) -> list[str]:
    """An address and what it is likely to be called elsewhere, itself first.

    With and without fragment, tracking parameters, a slash at the end and ``www.``,
    with either scheme. What is no web address comes back alone.
    """
    if len(address) > _LONGEST or not address.startswith(("http://", "https://")):
        return [address]
    try:
        parts = urlsplit(address)
        asked = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return [address]
    kept = [pair for pair in asked if not pair[0].lower().startswith(_TRACKING)]
    query = parts.query if kept == asked else urlencode(kept)
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.rstrip("/")
    forms = product(("https", "http"), (host, f"www.{host}"), (path, path + "/"))
    written = (urlunsplit((*form, query, "")) for form in forms)
    return list(dict.fromkeys((address, *written)))
