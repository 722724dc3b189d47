"""What the words and the address of a link say it is: documentation, a course, a video, a question."""

from __future__ import annotations

from urllib.parse import urlsplit

_DOCUMENTATION = ("documentation", "ドキュメント", "ドキュメンテーション", "문서", "docs")
_COURSE = ("academy", "course", "アカデミー", "コース", "아카데미", "강좌", "과정")
_VIDEO = ("video", "ビデオ", "動画", "비디오", "동영상", "영상")
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "drive.google.com", "loom.com", "wistia.com")
_ASKING = frozenset(
    [
        "how",
        "what",
        "why",
        "when",
        "where",
        "which",
        "who",
        "can",
        "could",
        "do",
        "does",
        "is",
        "are",
        "should",
        "will",
    ]
)


def says_documentation(text: str) -> bool:
    """Whether a card's label names documentation."""
    words = text.casefold()
    return any(word in words for word in _DOCUMENTATION)


def kind_of_words(text: str) -> str:
    """`course` or `video` where a label names one; else ""."""
    words = text.casefold()
    if any(word in words for word in _COURSE):
        return "course"
    return "video" if any(word in words for word in _VIDEO) else ""


def kind_of_host(href: str) -> str:
    """`course` or `video` where an address leads to a host of these; else ""."""
    try:
        host = urlsplit(href).hostname or ""
    except ValueError:
        return ""
    if host.startswith("academy."):
        return "course"
    return "video" if any(host == name or host.endswith(f".{name}") for name in _VIDEO_HOSTS) else ""


def asks(text: str) -> bool:
    """Whether a text is worded as a question."""
    words = text.casefold().split()
    return text.rstrip().endswith(("?", "\N{FULLWIDTH QUESTION MARK}")) or bool(words and words[0] in _ASKING)
