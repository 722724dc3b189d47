"""The pages for people: help center, one FAQ, chat. All of them work without JavaScript."""

from __future__ import annotations

from itertools import islice, zip_longest
from typing import Any

from flask import Blueprint, Flask, Response, render_template, request

from bot.corpus.corpus import Corpus
from bot.errors import QuestionError
from bot.matching.index import Scope
from bot.messages import say
from bot.offers import FaqRef, Offer, offers_of
from bot.reply import Reply, message_of
from bot.server import inputs
from bot.server.assets import asset_url
from bot.server.contract import Operation, promises
from bot.server.conversation import Asked, converse, history_budget, remembered, turn
from bot.server.feedback import noted
from bot.server.listing import by_topic, faq_out, topic_out
from bot.server.models import ChatForm, ChatQuery, FaqOut, HomeQuery
from bot.server.problems import RequestProblem
from bot.server.recording import answer
from bot.server.replies import page_reply
from bot.server.service import service
from bot.settings import Settings
from bot.tokens import random_bytes

blueprint = Blueprint("pages", __name__)

# With more FAQs than this the help center lists questions, and each answer has its page.
INLINE_FAQS = 60
MAX_MATCHES = 3
MAX_STARTERS = 4
_RTL = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "ps", "sd", "ug", "ur", "yi"])


def direction(locale: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    language, _, rest = locale.lower().partition("-")
    return "rtl" if language in _RTL or rest.startswith("arab") else "ltr"


def install(app: Flask, settings: Settings) -> None:
    """What every template knows."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        site=settings.title,
        handoff_label=settings.handoff_label,
        handoff_url=settings.handoff_url,
        max_question_length=settings.max_question_length,
        asset_url=asset_url,
        direction=direction,
    )


@blueprint.get("/")
@promises(
    Operation(
        tag="pages", query=HomeQuery, reply="text/html", problems=("invalid-request",), revalidates=True
    )
)
def home() -> Response:
    """The help center: topics, questions, answers, and a search that answers."""
    assistant, corpus = service().assistant, service().assistant.corpus
    asked, question = _locale_asked(), request.args.get("q", "")
    locale = asked or _locale_of_browser(corpus)
    topics = by_topic(corpus, Scope(locale=locale))
    inline = sum(len(records) for _, records in topics) <= INLINE_FAQS
    answers = [[faq_out(corpus, record) for record in records] if inline else [] for _, records in topics]
    reply: Reply | None = None
    matches: tuple[FaqRef, ...] = ()
    complaint = ""
    if question.strip():
        try:
            reply = answer(question, locale=asked, channel="page")
            matches = _matches(reply, assistant.suggest(question, locale=asked))
        except QuestionError as error:
            complaint = f"{str(error)[:1].upper()}{str(error)[1:]}."
    page = render_template(
        "home.html",
        question=question,
        reply=reply,
        complaint=complaint,
        matches=matches,
        locale=locale,
        locale_asked=asked,
        locales=corpus.locales,
        topics=[(topic_out(*topic), shown) for topic, shown in zip(topics, answers, strict=True)],
        inline=inline,
        json_ld=_json_ld([faq for shown in answers for faq in shown]) if inline and not question else None,
    )
    return _in_languages(page_reply(page, 422 if complaint else 200))


@blueprint.get("/faq/<faq_id>")
@promises(
    Operation(
        tag="pages",
        reply="text/html",
        problems=("not-found",),
        revalidates=True,
        path_examples=(("faq_id", "allowed-sessions"),),
    )
)
def faq(faq_id: str) -> Response:
    """One question with its answer."""
    corpus = service().assistant.corpus
    record = corpus.by_id.get(faq_id)
    if record is None:
        raise RequestProblem(
            "not-found", "This question is not in the help center any more; / lists those that are."
        )
    found = faq_out(corpus, record)
    page = render_template("faq.html", faq=found, topic=record.topic, json_ld=_json_ld([found]))
    return page_reply(page)


@blueprint.get("/chat")
@promises(
    Operation(
        tag="pages", query=ChatQuery, reply="text/html", problems=("invalid-request",), revalidates=True
    )
)
def chat() -> Response:
    """The chat, full page; `q` is asked at once."""
    return _chat([], Asked(request.args.get("q", "")), _locale_asked())


@blueprint.post("/chat")
@promises(
    Operation(
        tag="pages",
        form=ChatForm,
        reply="text/html",
        problems=("unsupported-media-type", "invalid-request"),
    )
)
def chat_turn() -> Response:
    """The chat without JavaScript: a form with the question and those asked before it."""
    inputs.form()
    asked, offered_by = Asked(request.form.get("question", "")), request.form.get("offered_by", "")
    corpus = service().assistant.corpus
    if picked := corpus.by_id.get(request.form.get("choice", "")):
        if offered_by:  # what else can be picked is no choice of a reply
            noted(offered_by, "choice", picked.id)
        asked = Asked(picked.faq.question, picked.id)
    elif request.form.get("none"):
        noted(offered_by, "none_of_these")
    choices = [id_ if id_ in corpus.by_id else "" for id_ in request.form.getlist("earlier_choice")]
    questions = request.form.getlist("earlier")
    earlier = [Asked(*one) for one in zip_longest(questions, choices[: len(questions)], fillvalue="")]
    return _chat(earlier, asked, _locale_asked())


def _chat(earlier: list[Asked], asked: Asked, locale: str | None) -> Response:
    settings = service().settings
    budget = history_budget(settings.max_body_bytes, settings.max_question_length)
    turns = converse(service().assistant, remembered(earlier, budget=budget), locale=locale)
    conversation = ""
    if asked.question.strip():
        conversation = request.form.get("conversation", "")[:64] or random_bytes(12).hex()
        # A link that is opened again is no other conversation.
        named = conversation if request.method == "POST" else None
        turns.append(
            turn(
                asked,
                lambda one: answer(
                    one.question,
                    locale=locale,
                    faq_id=one.faq_id,
                    conversation=named,
                    channel="page",
                ),
            )
        )
    corpus = service().assistant.corpus
    shown = locale or _locale_of_browser(corpus)
    last = turns[-1].reply if turns else None
    unmeant = say("no_answer", last.locale) if last and request.form.get("none") else ""
    refused = asked.question if turns and not turns[-1].reply else ""
    blank = request.method == "POST" and not asked.question.strip() and not unmeant
    page = render_template(
        "chat.html",
        turns=turns,
        conversation=conversation,
        earlier=remembered([turn.asked for turn in turns if turn.reply], budget=budget),
        draft=refused,
        unmeant=unmeant,
        blank=blank,
        locale_asked=locale,
        starters=topic_starters(corpus, shown),
        starters_locale=shown,
    )
    return _in_languages(page_reply(page, 422 if refused or blank else 200))


def topic_starters(corpus: Corpus, locale: str) -> tuple[Offer, ...]:
    """What an empty chat offers: the first questions of each topic, in turn."""
    topics = [records for _, records in by_topic(corpus, Scope(locale=locale))]
    in_turn = (record for rank in zip_longest(*topics) for record in rank if record)
    return offers_of(corpus, [record.id for record in islice(in_turn, MAX_STARTERS)])


def _matches(reply: Reply, suggested: tuple[FaqRef, ...]) -> tuple[FaqRef, ...]:
    """What a search also shows: FAQs close to the question that the reply does not name already."""
    if reply.decision in ("small_talk", "handoff"):
        return ()
    named = {choice.faq_id for choice in reply.choices}
    if reply.answer:
        named |= {reply.answer.faq_id, *(ref.faq_id for ref in reply.answer.follow_ups)}
    return tuple(ref for ref in suggested if ref.faq_id not in named)[:MAX_MATCHES]


def _locale_asked() -> str | None:
    asked = request.values.get("locale", "").strip()
    return service().assistant.scope(locale=asked).locale if asked else None


def _locale_of_browser(corpus: Corpus) -> str:
    return request.accept_languages.best_match(corpus.locales) or corpus.default_locale


def _json_ld(faqs: list[FaqOut]) -> dict[str, Any]:
    """The FAQs as search engines read them: https://schema.org/FAQPage."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": found.question,
                "inLanguage": found.locale,
                "acceptedAnswer": {"@type": "Answer", "text": _answer_text(found)},
            }
            for found in faqs
        ],
    }


def _answer_text(found: FaqOut) -> str:
    text = message_of(found, found.locale)
    return f"{text} {found.link.url}" if found.link else text


def _in_languages(response: Response) -> Response:
    response.vary.add("Accept-Language")
    return response
