"""faqbot: an approved answer with its link, or an honest "I don't know".

>>> from bot import Assistant
>>> assistant = Assistant.from_folder()
>>> assistant.ask("how do I top up").answer.link.url
'https://developer.kore.ai/docs/bots/bot-settings/plan-usage/usage-plans/'
"""

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
