from __future__ import annotations

import string

import pytest

from bot import messages
from bot.messages import say
from bot.small_talk import COMPETING

LANGUAGES = sorted(messages._BY_LANGUAGE)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_values(language: str) -> None:
    english, table = messages._BY_LANGUAGE["en"], messages._BY_LANGUAGE[language]
    assert set(table) == set(english)
    assert {key: fields(text) for key, text in table.items()} == {k: fields(t) for k, t in english.items()}


def test_every_kind_of_small_talk_has_a_reply() -> None:
    for owner, _ in COMPETING:
        if owner.kind == "small_talk":
            assert say(owner.id, "en", topics="Plans")


def test_the_language_of_a_locale_else_english() -> None:
    assert say("thanks", "de-AT") == "Gern geschehen."
    assert say("thanks", "sw") == "You're welcome."


def test_values_are_never_read_as_templates() -> None:
    assert (
        say("link_only", "en", title="{0} {{7*7}} {topics}") == "This page answers that: {0} {{7*7}} {topics}"
    )
