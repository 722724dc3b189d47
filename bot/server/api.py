"""The JSON API: ask, suggest, and the FAQs themselves."""

from __future__ import annotations

from flask import Blueprint, Response

from bot.reply import CorpusRef, Reply
from bot.server import examples, inputs
from bot.server.contract import Operation, promises
from bot.server.listing import by_topic, faq_out, topic_out
from bot.server.models import (
    AskBody,
    AskQuery,
    FaqOut,
    Faqs,
    FaqsQuery,
    NoQuery,
    Suggestions,
    SuggestQuery,
    Topics,
    TopicsQuery,
)
from bot.server.problems import RequestProblem
from bot.server.recording import answer
from bot.server.replies import cached_reply, json_reply
from bot.server.service import service

# What is longer than this is no longer being looked up, but written: its beginning is what suggests.
MAX_TYPED = 200

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.post("/ask")
@promises(
    Operation(
        tag="questions",
        body=AskBody,
        reply=Reply,
        example=examples.REPLY,
        problems=("unsupported-media-type", "invalid-request"),
    )
)
def ask() -> Response:
    """Ask a question."""
    asked = inputs.body(AskBody)
    return _reply(asked, asked.question, explain=asked.explain)


@blueprint.get("/ask")
@promises(
    Operation(
        tag="questions",
        query=AskQuery,
        reply=Reply,
        example=examples.REPLY,
        problems=("invalid-request",),
    )
)
def ask_by_query() -> Response:
    """Ask a question with a query string, from a browser or curl."""
    asked = inputs.query(AskQuery)
    return _reply(asked, asked.q, explain=asked.explain in ("true", "1"))


def _reply(asked: AskBody | AskQuery, question: str, *, explain: bool) -> Response:
    return json_reply(
        answer(
            question,
            locale=asked.locale,
            topic=asked.topic,
            faq_id=asked.faq_id,
            explain=explain,
            conversation=asked.conversation_id,
        )
    )


@blueprint.get("/suggest")
@promises(
    Operation(
        tag="questions",
        query=SuggestQuery,
        reply=Suggestions,
        example=examples.SUGGESTIONS,
        problems=("invalid-request",),
    )
)
def suggest() -> Response:
    """Questions that the help center answers, close to what has been typed so far."""
    asked = inputs.query(SuggestQuery)
    index = service().live.current()
    found = service().assistant.suggest(
        asked.q[:MAX_TYPED], locale=asked.locale, topic=asked.topic, index=index
    )
    return json_reply(Suggestions(suggestions=found, corpus=CorpusRef(revision=index.corpus.revision)))


@blueprint.get("/topics")
@promises(
    Operation(
        tag="corpus",
        query=TopicsQuery,
        reply=Topics,
        example=examples.TOPICS,
        problems=("invalid-request",),
        revalidates=True,
    )
)
def topics() -> Response:
    """The topics with their questions."""
    asked = inputs.query(TopicsQuery)
    scope = service().assistant.scope(locale=asked.locale)
    corpus = service().assistant.corpus
    found = tuple(topic_out(topic, records) for topic, records in by_topic(corpus, scope))
    return cached_reply(Topics(topics=found, corpus=CorpusRef(revision=corpus.revision)))


@blueprint.get("/faqs")
@promises(
    Operation(
        tag="corpus",
        query=FaqsQuery,
        reply=Faqs,
        example=examples.FAQS,
        problems=("invalid-request",),
        revalidates=True,
    )
)
def faqs() -> Response:
    """FAQs with their approved answers."""
    asked = inputs.query(FaqsQuery)
    scope = service().assistant.scope(locale=asked.locale, topic=asked.topic)
    corpus = service().assistant.corpus
    found = tuple(faq_out(corpus, r) for _, records in by_topic(corpus, scope) for r in records)
    return cached_reply(Faqs(faqs=found, corpus=CorpusRef(revision=corpus.revision)))


@blueprint.get("/faqs/<faq_id>")
@promises(
    Operation(
        tag="corpus",
        query=NoQuery,
        reply=FaqOut,
        example=examples.FAQ,
        problems=("not-found", "invalid-request"),
        revalidates=True,
        path_examples=(("faq_id", "allowed-sessions"),),
    )
)
def faq(faq_id: str) -> Response:
    """One FAQ with its approved answer."""
    inputs.query(NoQuery)
    corpus = service().assistant.corpus
    record = corpus.by_id.get(faq_id)
    if record is None:
        raise RequestProblem("not-found", f"There is no FAQ {faq_id[:120]!r}; /api/v1/faqs lists them.")
    return cached_reply(faq_out(corpus, record))
