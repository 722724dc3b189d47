"""Whether a question asks how *not* to do what a phrasing asks how to do.

Words and meaning can hardly tell the two apart: one short word out of eight. So the opposite is looked for
by its form. English only; in other languages nothing is found, and nothing changes.
"""

from __future__ import annotations

import re

_HOW_NOT = re.compile(
    r"\bhow (?:\w+ ){0,3}?(?:not|never|stop|avoid|prevent|disable|deactivate|opt out)\b"
    r"|\b(?:stop|turn off|switch off|disable|prevent|avoid) (?:\w+ ){0,2}?(?:auto|automatic|automatically)\b"
)


def is_opposite(question: str, phrasing: str) -> bool:
    """Both normalised. Whether just one of the two asks how not to do something.

    >>> is_opposite("how do i not reload", "how do i reload")
    True
    >>> is_opposite("i cannot reload", "how do i reload")
    False
    """
    return bool(_HOW_NOT.search(question)) != bool(_HOW_NOT.search(phrasing))
