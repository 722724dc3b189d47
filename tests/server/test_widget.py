from __future__ import annotations

import json

import pytest
from flask import Flask

from bot.matching.index import Scope
from bot.resources import WIDGET
from bot.server.service import EXTENSION
from bot.server.widget import MOST_QUESTIONS, starter_topics, words


def test_words_are_those_of_the_built_table():
    table = json.loads((WIDGET / "strings.json").read_text("utf-8"))
    assert set(table["words"]) == {"en", "es", "de", "fr", "ja", "ar"}
    french = tuple(table["words"]["fr"].values())
    assert words("fr-CA") == words("FR") == words("fr", table["rows"]) == french


def test_a_script_of_another_build_gets_no_words_that_it_would_mix_up():
    assert words("fr", "0ther1") == ()


@pytest.mark.parametrize("lang", ["en", "en-GB", "tlh", ""])
def test_english_and_the_unknown_need_no_words(lang: str):
    assert words(lang) == ()


def test_starters_are_the_first_questions_of_each_topic(app: Flask):
    corpus = app.extensions[EXTENSION].assistant.corpus
    titles = {topic.title: topic.questions for topic in starter_topics(corpus, Scope("en"))}
    assert titles["Plans & <Usage>"][0] == "How do I top up sessions?"
    assert all(0 < len(questions) <= MOST_QUESTIONS for questions in titles.values())
    assert [topic.title for topic in starter_topics(corpus, Scope("ar"))] == ["الخطط"]
    assert starter_topics(corpus, Scope()) == starter_topics(corpus, Scope("en"))
    assert [topic.title for topic in starter_topics(corpus, Scope(topic="plans"))] == ["Plans & <Usage>"]
