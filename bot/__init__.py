"""faqbot: an approved answer with its link, or an honest "I don't know".

>>> from bot import Assistant
>>> assistant = Assistant.from_folder()
>>> assistant.ask("how do I top up").answer.link.url
'https://developer.kore.ai/docs/bots/bot-settings/plan-usage/usage-plans/'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.errors import CorpusError, FaqbotError, QuestionError, ScopeError
    from bot.reply import Reply
    from bot.settings import Settings

__version__ = "0.1.0"
__all__ = [
    "Assistant",
    "CorpusError",
    "FaqbotError",
    "QuestionError",
    "Reply",
    "ScopeError",
    "Settings",
    "__version__",
]

# Imported when first used: `faqbot --help` and the other small commands need none of them.
_HOMES = {
    "Assistant": "bot.assistant",
    "CorpusError": "bot.errors",
    "FaqbotError": "bot.errors",
    "QuestionError": "bot.errors",
    "Reply": "bot.reply",
    "ScopeError": "bot.errors",
    "Settings": "bot.settings",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
