"""A folder of FAQ files that lies in the working folder and is not used."""

from __future__ import annotations

from pathlib import Path

from bot.corpus.load import faq_paths
from bot.resources import SHIPPED_FAQS
from bot.settings import Settings

_NAME = "faqs"


def of_unused_folder(settings: Settings) -> str:
    """What is to be said of `faqs/` in the working folder, where the shipped FAQs are used; else ""."""
    folder = Path(_NAME)
    if "faqs" in settings.model_fields_set or folder.resolve() == SHIPPED_FAQS.resolve():
        return ""
    try:
        found = faq_paths(folder)
    except OSError:  # there is none
        return ""
    how = f"for those of {_NAME}/ here give --faqs {_NAME}, or set FAQBOT_FAQS={_NAME}"
    return f"The FAQs that came with faqbot are used; {how}" if found else ""
