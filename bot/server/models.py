"""What requests may say and what replies hold, beside `bot.reply`: the models of the API and its document."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.corpus.schema import SLUG_PATTERN
from bot.offers import FaqRef, Offer
from bot.reply import Answer, CorpusRef, LinkOut

LocaleTag = Annotated[str, StringConstraints(min_length=1, max_length=35)]
TopicSlug = Annotated[str, StringConstraints(min_length=1, max_length=120)]
ConversationId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
ReplyId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
FaqId = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=120)]
MAX_COMMENT = 2_000
Flag = Annotated[Literal["true", "false", "1", "0"], Field(json_schema_extra={"default": "false"})]

_LOCALE = Field(None, description="Answer from this locale only; pt-BR falls back on pt.", examples=["en"])
_TOPIC = Field(None, description="Answer from this topic only.", examples=["plan-usage"])
_CONVERSATION = Field(
    None,
    description="Ties the questions of one conversation together; the report takes a day's questions without"
    " one for a single conversation.",
    examples=["c-81f3"],
)

_PICKED = Field(
    None,
    description="The FAQ that was picked from choices, follow-ups or suggestions: it answers, whatever its"
    " topic. One that is not in the corpus (any more) or not of the `locale` is read over.",
    examples=["allowed-sessions"],
)

_REPLY_ID = Field(description="The id of the reply.", examples=["AAAAZGB6q1VZ0m3rT9v4Hc0e"])
_PAGE_LOCALE = Field(
    "", description="Show and answer this locale; empty: the browser's choice.", examples=["en"]
)


class _Request(BaseModel):
    """Unknown fields are refused: a typo must not silently drop what a caller meant."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AskBody(_Request):
    """A question."""

    question: str = Field(description="What the person typed.", examples=["how do I top up"])
    locale: LocaleTag | None = _LOCALE
    topic: TopicSlug | None = _TOPIC
    faq_id: FaqId | None = _PICKED
    conversation_id: ConversationId | None = _CONVERSATION
    explain: bool = Field(False, description="Also say why the reply is what it is.")


class AskQuery(_Request):
    """A question, in a query string."""

    q: str = Field(description="What the person typed.", examples=["how do I top up"])
    locale: LocaleTag | None = _LOCALE
    topic: TopicSlug | None = _TOPIC
    faq_id: FaqId | None = _PICKED
    conversation_id: ConversationId | None = _CONVERSATION
    explain: Flag = Field("false", description="Also say why the reply is what it is.", examples=["true"])


class FeedbackBody(_Request):
    """Whether a reply helped."""

    reply_id: ReplyId = _REPLY_ID
    helpful: bool = Field(description="Whether it did.", examples=[True])
    comment: Annotated[str, StringConstraints(max_length=MAX_COMMENT)] | None = Field(
        None,
        description="In the person's own words; addresses, numbers of persons and secrets are replaced before"
        " it is stored. Without one an earlier comment on this reply stays; an empty one takes it back.",
    )


class EventBody(_Request):
    """What somebody did with a reply."""

    reply_id: ReplyId = _REPLY_ID
    event: Literal["choice", "none_of_these", "handoff"] = Field(
        description="Picked a choice, found none of them right, or went to a person.", examples=["handoff"]
    )
    faq_id: FaqId | None = Field(
        None, description="The choice that was picked; with choice only.", examples=["allowed-sessions"]
    )

    @model_validator(mode="after")
    def _faq_id_with_choice(self) -> EventBody:
        if (self.event == "choice") != (self.faq_id is not None):
            raise ValueError("name faq_id with the event choice, and with no other")
        return self


class SuggestQuery(_Request):
    """What has been typed so far."""

    q: str = Field(
        "",
        description="What has been typed so far; may be empty. The first 200 characters count.",
        examples=["usage"],
    )
    locale: LocaleTag | None = _LOCALE
    topic: TopicSlug | None = _TOPIC


class FaqsQuery(_Request):
    """Which FAQs to list."""

    locale: LocaleTag | None = _LOCALE
    topic: TopicSlug | None = _TOPIC


class TopicsQuery(_Request):
    """Which topics to list."""

    locale: LocaleTag | None = _LOCALE


class _PageRequest(BaseModel):
    """Pages read over what they do not know, such as `utm_source`."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class HomeQuery(_PageRequest):
    """What the help center shows."""

    q: str = Field("", description="A question to answer.", examples=["usage"])
    locale: str = _PAGE_LOCALE


class ChatQuery(_PageRequest):
    """What the chat begins with."""

    q: str = Field("", description="A question to ask at once.", examples=["usage"])
    locale: str = _PAGE_LOCALE


class ChatForm(_PageRequest):
    """One turn of the chat without JavaScript."""

    question: str = Field("", description="What the person typed.", examples=["how do I top up"])
    earlier: tuple[str, ...] = Field((), description="The questions asked before, in their order.")
    earlier_choice: tuple[str, ...] = Field(
        (), description="For each of them the FAQ that was picked; empty where the question was typed."
    )
    conversation: str = Field("", description="Ties the turns together; empty: a new conversation.")
    offered_by: str = Field(
        "", description="The reply that `choice` or `none` is about; empty for other offers than choices."
    )
    choice: str = Field("", description="The FAQ that was picked; asked instead of `question`.")
    none: Literal["", "1"] = Field("", description="1: none of the choices was meant.")
    locale: str = _PAGE_LOCALE


class AdminQuery(_PageRequest):
    """What the admin page shows."""

    since: str = Field("7d", description="From when on: 7d, 30d or 90d.", examples=["7d"])


class LoginForm(_PageRequest):
    """The token of the admin page."""

    token: str = Field("", description="The value of FAQBOT_ADMIN_TOKEN.", examples=["the-token"])


class NoQuery(_Request):
    """No parameters at all."""


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class FeedbackOut(_Out):
    """The vote that now counts for this reply."""

    reply_id: str
    helpful: bool


class EventOut(_Out):
    """The event that is now recorded with this reply."""

    reply_id: str
    event: str
    faq_id: str | None


class Suggestions(_Out):
    """FAQ questions close to what has been typed."""

    suggestions: tuple[Offer, ...]
    corpus: CorpusRef


class TopicOut(_Out):
    """One topic: a FAQ file."""

    topic: str
    title: str
    locale: str
    documentation: LinkOut | None
    faqs: tuple[FaqRef, ...]


class Topics(_Out):
    """The topics, by locale and slug."""

    topics: tuple[TopicOut, ...]
    corpus: CorpusRef


class FaqOut(Answer):
    """A FAQ with its approved answer and its place."""

    topic: str
    locale: str
    tags: tuple[str, ...]


class Faqs(_Out):
    """FAQs, by topic, in the order of their files."""

    faqs: tuple[FaqOut, ...]
    corpus: CorpusRef


class Health(_Out):
    """The process answers."""

    status: Literal["ok"] = "ok"


class FileProblem(_Out):
    """What is wrong in a FAQ file, and where; paths are relative to the FAQ folder."""

    path: str
    line: int = Field(description="From 1; 0 where the problem is the file itself.")
    column: int
    message: str
    hint: str


class JournalState(_Out):
    """How the process that replied, one of several workers, fares with the journal; of all tells /metrics.

    A journal that fails never costs an answer.
    """

    state: Literal["on", "off", "failing"]
    written: int = Field(description="Replies that this process has recorded since it began.")
    lost: int = Field(description="Replies of this process that could not be recorded.")
    queued: int = Field(description="Replies of this process that wait to be written.")
    error: str = Field(description="Why its last write failed; empty where it did not.")


class Ready(_Out):
    """What the process that replied serves; others follow a change of the FAQ files in their own time.

    `stale`: newer FAQ files cannot be served, for the `problems`; the last good ones are.
    """

    status: Literal["ready"] = "ready"
    corpus: CorpusRef
    loaded_at: datetime
    topics: int
    faqs: int
    reloads: int
    stale: bool
    problems: tuple[FileProblem, ...]
    journal: JournalState


class FieldProblem(_Out):
    """One field of a request that cannot be used."""

    field: str = Field(description="Its name; empty for the body as a whole.", examples=["question"])
    detail: str = Field(description="What is wrong with it.", examples=["is missing"])


class ProblemOut(_Out):
    """RFC 9457 problem details: the one shape of every error."""

    type: str = Field(
        description="Which kind of problem; the address leads to its description.",
        examples=["/docs#problem-invalid-request"],
    )
    title: str = Field(description="The kind of problem, in words.", examples=["The request is not valid"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What is wrong this time, and what to do.")
    errors: tuple[FieldProblem, ...] = Field((), description="The fields at fault, where fields are.")
    request_id: str = Field(
        description="The X-Request-ID of the request, as it stands in the log.", examples=["5f2c81a09be3d476"]
    )
