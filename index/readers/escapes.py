"""Terminal escape sequences in captured output, taken out whole.

The sanitiser replaces the escape character alone, since it keeps every other
character in its place; what the sequence said would be left as debris.
"""

from __future__ import annotations

import re

# The forms of ECMA-48, in seven bits and in eight. A string (OSC, DCS, SOS, PM,
# APC) must be closed on its line: an opened one must not hide the text after it.
# No run holds an escape character, so each character is looked at from one place.
_SEQUENCE = re.compile(
    r"""
      (?:\x1b\[|\x9b) [0-?]{0,64} [\ -/]{0,8} [@-~]
    | (?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]) [^\x07\x1b\x90\x98\x9b-\x9f\r\n]{0,4096}
      (?:\x07|\x1b\\|\x9c)
    | \x1b [#%()*+./-] [0-~]
    | \x1b [78=>]
    """,
    re.VERBOSE,
)
_INTRODUCERS = frozenset("\x1b\x90\x98\x9b\x9d\x9e\x9f")


def without_escapes(text: str) -> str:
    """``text`` without its complete terminal escape sequences; linear in its length.

    An escape character that opens no complete sequence stays where it is.
    """
    if not any(introducer in text for introducer in _INTRODUCERS):
        return text
    return _SEQUENCE.sub("", text)
