"""What a page says around a FAQ's own phrasings: the title above it, its answer, where its link leads.

People see a question of a topic guide under its title, and may be asked "How to cancel?" there; what is typed
into a chat is "cancel billing". A FAQ with few phrasings is found by these.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from bot.corpus.corpus import Corpus, FaqRecord
from bot.markdown import to_blocks, to_text
from bot.matching.normalise import normalise


@dataclass(frozen=True, slots=True)
class Context:
    """`under_title`: "Billing: How to cancel?", "" where the title adds nothing; `about`: what else is said,
    normalised; `around`: all that stands around a FAQ, its link too, where our own names are to be found.
    """

    under_title: str
    about: str
    around: str


def contexts(corpus: Corpus) -> list[Context]:
    """The context of each FAQ. A title tells nothing where all FAQs of a locale stand under the same."""
    topics = Counter(topic.locale for topic in corpus.topics)
    return [
        _context(record, record.topic.title if topics[record.topic.locale] > 1 else "")
        for record in corpus.faqs
    ]


def _context(record: FaqRecord, title: str) -> Context:
    question = record.faq.question
    adds = title and not set(normalise(title).split()) <= set(normalise(question).split())
    under_title = f"{title}: {question}" if adds else ""
    answer = normalise(to_text(to_blocks(record.faq.answer or "")))
    link = record.faq.link.url if record.faq.link else ""
    around = f"{answer} {normalise(f'{record.topic.title} {unquote(link)}')}"
    if answer:
        return Context(under_title, answer, around)
    url = urlsplit(link)
    page = PurePosixPath(unquote(url.path)).stem
    return Context(under_title, normalise(f"{title} {unquote(url.fragment)} {page}"), around)
