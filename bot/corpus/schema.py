"""What a FAQ file may say: the pydantic models behind `faqbot check` and the published JSON Schema.

These models describe the *file*. What the bot serves is `bot.corpus.corpus.Corpus`, made from them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from bot.links import checked_url

SLUG_PATTERN = r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$"
# RFC 5646 in the shapes that people use: en, pt-BR, zh-Hant, zh-Hant-TW, es-419.
LOCALE_PATTERN = r"^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?$"

Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=120)]
Locale = Annotated[str, StringConstraints(pattern=LOCALE_PATTERN)]
# The models strip blanks before they measure; for the JSON Schema the same is said by a pattern.
_NOT_BLANK = Field(json_schema_extra={"pattern": r"\S"})
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000), _NOT_BLANK]
Phrasing = Annotated[str, StringConstraints(min_length=1, max_length=1_000), _NOT_BLANK]
# What `checked_url` wants, as far as a pattern can say it.
_URL_SCHEMA = {"type": "string", "format": "uri", "pattern": r"^https?://[^\s\\/?#@]+([/?#][^\s\\]*)?$"}
Url = Annotated[str, AfterValidator(checked_url), WithJsonSchema(_URL_SCHEMA)]


class _Part(BaseModel):
    """Unknown keys are errors: a typo in a key must not silently drop what an author wrote."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, strict=True)


class Link(_Part):
    """A documentation link."""

    url: Url = Field(description="An http or https address.")
    title: Text | None = Field(
        None, description="What the link says; default: the page's documentation title."
    )


def _link_of_text(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


class _LinkSchema:
    """An address, or what the model says; made when the schema is asked for, as few starts need it."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [_URL_SCHEMA, handler(core)]}


LinkField = Annotated[Link, BeforeValidator(_link_of_text), _LinkSchema()]


def _tuple_of_list(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_AsTuple = BeforeValidator(_tuple_of_list)


def _date_of_text(value: Any) -> Any:
    """A quoted date is a date; what is no date stays as it is, to be refused."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return value


class Faq(_Part):
    """One question with its approved answer, or with the link that answers it."""

    id: Slug = Field(description="Stable id, unique in the whole corpus.")
    question: Phrasing = Field(description="The question as the help center shows it.")
    alternates: Annotated[tuple[Phrasing, ...], _AsTuple] = Field(
        (), description="Other ways to ask the same, in the words of people who do not know the product's."
    )
    answer: Text | None = Field(None, description="CommonMark; leave it out where only the link answers.")
    link: LinkField | None = Field(None, description="The documentation link: an address, or {url, title}.")
    follow_ups: Annotated[tuple[Slug, ...], _AsTuple] = Field(
        (), description="Ids of FAQs offered after the answer."
    )
    tags: Annotated[tuple[Text, ...], _AsTuple] = Field((), description="Words to sort FAQs by.")
    owner: Text | None = Field(None, description="Who keeps this answer right.")
    review_by: Annotated[date, BeforeValidator(_date_of_text)] | None = Field(
        None, description="The day by which somebody should look at it again."
    )


class NotCovered(_Part):
    """A group of questions that people do ask and that this topic must not answer."""

    id: Slug = Field(description="Stable id, unique among the groups of the corpus.")
    examples: Annotated[tuple[Phrasing, ...], _AsTuple] = Field(
        min_length=1, description="Such questions, as people ask them."
    )
    message: Text | None = Field(None, description="What to say instead of the general no-answer message.")
    link: LinkField | None = Field(
        None, description="Where such questions are answered instead; without a title: More about this."
    )


class FaqFile(_Part):
    """A topic: one file below the FAQ folder."""

    topic: Slug | None = Field(None, description="Default: the file's stem.")
    title: Text | None = Field(None, description="Default: the topic, in words.")
    locale: Locale = Field("en", description="BCP 47 language tag of the questions and answers.")
    source: Text | None = Field(None, description="Where the facts come from.")
    documentation: LinkField | None = Field(None, description="The topic's own documentation link.")
    faqs: Annotated[tuple[Faq, ...], _AsTuple] = Field((), description="The questions and their answers.")
    not_covered: Annotated[tuple[NotCovered, ...], _AsTuple] = Field(
        (), description="Questions that people do ask and that this topic must not answer."
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a FAQ file, for editors and other tools."""
    schema = FaqFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "faqbot FAQ file",
    }
