"""What the widget is told before the first question; kept small, for every page that opens it loads this."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.corpus.corpus import Corpus
from bot.matching.index import Scope
from bot.reply import Handoff
from bot.resources import WIDGET
from bot.server.listing import by_topic
from bot.server.models import LocaleTag, TopicSlug

MOST_TOPICS = 5
MOST_QUESTIONS = 3
MOST_OF_ONE_TOPIC = 4

Colour = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_#(),.%/ -]{1,60}$")]


class WidgetQuery(BaseModel):
    """Who asks for the widget's configuration."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: LocaleTag = Field("en", description="The language of the widget's own words.", examples=["de"])
    topic: TopicSlug | None = Field(
        None, description="Offer and ask questions of this topic only.", examples=["plan-usage"]
    )
    rows: str | None = Field(
        None,
        max_length=40,
        description="Which table of words the asking script was built with; words of another are not sent.",
        examples=["917737aab184"],
    )


class EmbedQuery(BaseModel):
    """How the conversation in an iframe looks; each is the widget's `data-` attribute of that name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: LocaleTag | None = Field(None, description="Language of the widget's own words.", examples=["de"])
    topic: TopicSlug | None = Field(None, description="Answer from this topic only.", examples=["plan-usage"])
    theme: Literal["auto", "light", "dark"] = Field("auto", description="Colours.", examples=["light"])
    accent: Colour | None = Field(
        None, description="Accent colour, in any CSS notation.", examples=["#0b7a5b"]
    )


class StarterTopic(BaseModel):
    """A topic and questions of it to begin with."""

    title: str
    questions: tuple[str, ...]


class WidgetConfig(BaseModel):
    """What the widget needs to begin."""

    title: str = Field(description="Name of the help center.")
    locale: str | None = Field(
        description="The locale to ask in; null where no FAQ (of the topic) is written in `lang`."
    )
    topic: str | None = Field(
        description="The topic to ask about; null where none was named, or none of that name is there."
    )
    topics: tuple[StarterTopic, ...]
    handoff: Handoff
    feedback: bool = Field(description="Whether answers can be rated here.")
    max_question_length: int
    strings: tuple[str, ...] = Field(
        description="The widget's words in `lang`, in the order of its table; none for English."
    )


WIDGET_EXAMPLE = WidgetConfig(
    title="Help center",
    locale="en",
    topic=None,
    topics=(StarterTopic(title="Plan & Usage", questions=("What is Allowed Sessions?",)),),
    handoff=Handoff(label="Talk to a person", url="https://help.example.com/contact"),
    feedback=True,
    max_question_length=4000,
    strings=(),
)


class _Table(BaseModel):
    """What the build says in each language, by key; `rows` names the keys and their order."""

    rows: str
    words: dict[str, dict[str, str]]


@cache
def _table() -> _Table:
    return _Table.model_validate_json((WIDGET / "strings.json").read_bytes())


def words(lang: str, rows: str | None = None) -> tuple[str, ...]:
    """The widget's words in `lang`, in the order of its table.

    None for English, which its script carries; none where the language is unknown, or where a script that was
    built with other `rows` asks, as for the minutes after an upgrade that a browser keeps one.
    """
    language = lang.replace("_", "-").partition("-")[0].lower()
    if language == "en" or rows not in (None, _table().rows):
        return ()
    return tuple(_table().words.get(language, {}).values())


def starter_topics(corpus: Corpus, scope: Scope) -> tuple[StarterTopic, ...]:
    """The first topics of a scope with their first questions; where it names nothing, those of English."""
    if scope == Scope():
        scope = Scope(locale=corpus.default_locale)
    topics = [(topic, records) for topic, records in by_topic(corpus, scope) if records][:MOST_TOPICS]
    most = MOST_QUESTIONS if len(topics) > 1 else MOST_OF_ONE_TOPIC
    return tuple(
        StarterTopic(title=topic.title, questions=tuple(r.faq.question for r in records[:most]))
        for topic, records in topics
    )
