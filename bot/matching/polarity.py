"""Whether a question is about *not* doing what a phrasing asks how to do.

Words and meaning can hardly tell the two apart: one short word out of eight. So the opposite is looked for
by its form. English only; in other languages nothing is found, and nothing changes.
"""

from __future__ import annotations

import re

_HOW_NOT = re.compile(
    r"\bhow (?:\w+ ){0,3}?(?:not|never|stop|avoid|prevent|disable|deactivate|opt out)\b"
    r"|\b(?:stop|turn off|switch off|disable|prevent|avoid) (?:\w+ ){0,2}?(?:auto|automatic|automatically)\b"
)
_DECLINES = re.compile(
    r"^(?:please )?(?:do not|dont|never) (?!know|see|understand|have|get|remember|find|think|mind|like)\w"
    r"|\b(?:i|we) (?:do not|dont|no longer) (?:want|need|wish)\b"
)


def how_not(text: str) -> bool:
    """Whether a normalised text asks how not to do something.

    >>> how_not("how do i not reload")
    True
    >>> how_not("i cannot reload")
    False
    """
    return bool(_HOW_NOT.search(text))


def declines(text: str) -> bool:
    """Whether a normalised text says that something is not to be done.

    >>> declines("please do not reload"), declines("i do not want to reload")
    (True, True)
    >>> declines("i do not know how to reload")
    False
    """
    return bool(_DECLINES.search(text))
