"""What every route works with, found through the app that is handling the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app

from bot.assistant import Assistant
from bot.corpus.live import Live
from bot.journal.journal import Journal
from bot.matching.index import MatchIndex
from bot.settings import Settings

EXTENSION = "faqbot"


@dataclass(frozen=True, slots=True)
class Service:
    """The settings, the assistant, the holder of its index, and the journal unless it is off.

    `ends`: whether the server that this process belongs to takes no new connections any more.
    """

    settings: Settings
    assistant: Assistant
    live: Live[MatchIndex]
    journal: Journal | None = None
    ends: Callable[[], bool] = lambda: False


def service() -> Service:
    """The service of the app that is handling this request."""
    return cast(Service, current_app.extensions[EXTENSION])
