"""The one rule for what may become a link: FAQ files, answers' Markdown and imported pages all ask here."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

_MAX_LENGTH = 2_000


def checked_url(text: str) -> str:
    """Return `text` if it is an absolute http(s) address that is what it looks like.

    Raises ValueError saying what is wrong: another scheme, blanks or control characters (browsers drop
    them, so `java\\tscript:` would run), text direction marks, or a name and password before the host
    (`https://good@evil` leads to evil).

    >>> checked_url("https://docs.example.com/plans#units")
    'https://docs.example.com/plans#units'
    """
    if len(text) > _MAX_LENGTH:
        raise ValueError(f"link is longer than {_MAX_LENGTH:,} characters")
    if any(c.isspace() or c == "\\" or unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in text):
        raise ValueError("link must not contain blanks, backslashes or invisible characters")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"link is not an address: {error}") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("link must start with http:// or https://")
    if not host:
        raise ValueError("link has no host name")
    if "@" in parts.netloc:
        raise ValueError("link must not carry a name or password before the host")
    return text


def is_safe_url(text: str) -> bool:
    """Whether `text` may become a link, by the rule of `checked_url`."""
    try:
        checked_url(text)
    except ValueError:
        return False
    return True
