"""The corpus as lists: its topics and FAQs, in the order in which their authors wrote them."""

from __future__ import annotations

from bot.corpus.corpus import Corpus, FaqRecord, Topic
from bot.matching.index import Scope
from bot.reply import FaqRef, LinkOut, answer_of
from bot.server.models import FaqOut, TopicOut


def topics_in(corpus: Corpus, scope: Scope) -> list[Topic]:
    """The topics of a scope, by locale and slug."""
    return [
        topic
        for topic in corpus.topics
        if scope.locale in (None, topic.locale) and scope.topic in (None, topic.slug)
    ]


def faqs_in(corpus: Corpus, scope: Scope) -> list[FaqRecord]:
    """The FAQs of a scope, topic after topic, each in the order of its file."""
    places = {topic: i for i, topic in enumerate(topics_in(corpus, scope))}
    found = [record for record in corpus.faqs if record.topic in places]
    return sorted(found, key=lambda record: (places[record.topic], record.place()))


def topic_out(topic: Topic, records: list[FaqRecord]) -> TopicOut:
    """A topic with its questions."""
    link = topic.documentation
    return TopicOut(
        topic=topic.slug,
        title=topic.title,
        locale=topic.locale,
        documentation=LinkOut(url=link.url, title=link.title or f"{topic.title} documentation")
        if link
        else None,
        faqs=tuple(FaqRef(faq_id=r.id, question=r.faq.question) for r in records if r.topic == topic),
    )


def faq_out(corpus: Corpus, record: FaqRecord) -> FaqOut:
    """A FAQ with its answer and its place."""
    answer = answer_of(corpus, record)
    return FaqOut(**dict(answer), topic=record.topic.slug, locale=record.topic.locale, tags=record.faq.tags)
