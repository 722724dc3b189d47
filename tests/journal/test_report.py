from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np
import pytest

from bot.journal.database import make_engine
from bot.journal.entries import Candidate, Entry, candidates_of, conversation_name, event, vote, written
from bot.journal.groups import group_texts
from bot.journal.journal import Journal
from bot.journal.records import Record, read
from bot.journal.report import Ungrouped, find_groups, make_report
from bot.matching.embed import NoEmbedder
from bot.matching.embedders import load_embedder

MakeEntry = Callable[..., Entry]
NOW = 1_800_000_000_000
MINUTE = 60_000


def record(question: str = "is there an app", **changed: Any) -> Record:
    values: dict[str, Any] = {
        "id": f"r{changed.get('at', 0)}",
        "at": NOW,
        "conversation": question,
        "channel": "http",
        "locale": "en",
        "question": question,
        "decision": "no_answer",
        "faq_id": "",
        "confidence": 0.1,
        "instead": "",
        "latency": 1.0,
        "raw_candidates": "[]",
    }
    return Record(**{**values, **changed})


def report(records: list[Record], k: int = 3) -> Any:
    return make_report(records, NoEmbedder(), since=NOW - 1, until=NOW + 1, min_conversations=k)


def test_questions_of_one_meaning_stand_together():
    told = [
        ["is there a mobile app", "iphone app?", "do you have an android app"],
        ["slack integration", "connect to slack", "how to integrate with slack"],
        ["how do I export my data", "export data csv", "download my data"],
    ]
    texts = [text for group in told for text in group]
    groups = group_texts(texts, [()] * len(texts), load_embedder("wordllama"))
    assert groups == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


def test_what_the_corpus_takes_for_the_same_stands_together():
    texts, same = ["refund pls", "money back"], [("not_covered:refunds", 0.8)]
    embedder = load_embedder("wordllama")
    assert group_texts(texts, [same, same], embedder) == [[0, 1]]
    assert group_texts(texts, [same, [("top-up", 0.8)]], embedder) == [[0], [1]]


def test_spellings_stand_together_without_an_embedder():
    texts = ["cancel subscription", "cancel my subscription", "slack integration"]
    assert group_texts(texts, [()] * 3, NoEmbedder()) == [[0, 1], [2]]


def test_every_text_is_in_one_group():
    dice = np.random.default_rng(1)
    words = [f"word{i}" for i in range(40)]
    texts = sorted({" ".join(dice.choice(words, 4)) for _ in range(1_500)})
    groups = group_texts(texts, [()] * len(texts), NoEmbedder())
    assert sorted(i for group in groups for i in group) == list(range(len(texts)))


def test_no_texts_are_no_groups():
    assert group_texts([], [], NoEmbedder()) == []


def test_a_group_is_shown_from_three_conversations_on():
    asked = [record("is there an app", conversation=c) for c in "aabb"]
    assert report(asked).groups == ()
    assert report(asked).hidden_groups == 1
    [group] = report([*asked, record("Is there an app?", conversation="c")]).groups
    assert (group.question, group.count, group.conversations) == ("Is there an app?", 5, 3)
    assert report(asked, k=2).groups[0].conversations == 2


def test_what_was_answered_well_is_in_no_group():
    records = [record(decision="answer", faq_id="x", helpful=h, conversation=str(h)) for h in (True, None)]
    assert find_groups(records, NoEmbedder()).groups == []
    [group] = find_groups([record(decision="answer", faq_id="x", helpful=False)], NoEmbedder()).groups
    assert group.unhelpful == 1


def test_what_is_too_much_to_be_grouped_is_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.journal.report.MOST_TEXTS", 1)
    asked = [record("is there an app", conversation=c) for c in "abc"]
    rare = [record(f"dark mode {i}", conversation="d", decision="clarify") for i in range(2)]
    assert report(asked).ungrouped == Ungrouped(0, 0, 0, {})
    made = report([*asked, *rare])
    assert made.ungrouped == Ungrouped(2, 2, 1, {"clarify": 2})
    assert [group.question for group in made.groups] == ["is there an app"]


def test_the_figures():
    records = [
        record(decision="answer", faq_id="a", helpful=True, latency=1.0),
        record(decision="answer", faq_id="a", helpful=False, comment="wrong", conversation="1"),
        record(decision="answer", faq_id="b", latency=9.0),
        record(decision="clarify", picked="b"),
        record(decision="no_answer", instead="not_covered:refunds", locale="de", channel="widget"),
        record(decision="handoff", handed_over=True),
        record(decision="small_talk"),
        record(decision="clarify", none_right=True, handed_over=True),
    ]
    made = report(records)
    assert (made.replies, made.answered, made.clarified) == (8, 3, 2)
    assert (made.picked, made.none_right, made.sent_on) == (1, 1, 2)
    assert (made.unanswered, made.not_covered, made.handed_over, made.small_talk) == (1, 1, 1, 1)
    assert (made.helpful, made.unhelpful) == (1, 1)
    assert made.coverage == pytest.approx(3 / 7)
    assert made.languages == {"en": 7, "de": 1}
    assert made.channels == {"http": 7, "widget": 1}
    assert made.slowest[0] == (9.0, "answer", "b")
    figures = {f.faq_id: (f.answered, f.picked, f.helpful, f.unhelpful) for f in made.faqs}
    assert figures == {"a": (2, 0, 1, 1), "b": (1, 1, 0, 0)}
    assert made.faqs[0].helpful_share == 0.5
    assert made.faqs[0].comments == (), "one person's comment is not shown"
    assert sum(day.questions for day in made.days) == 7


def test_a_comment_shows_where_enough_people_rated():
    unhappy = [
        record(decision="answer", faq_id="a", helpful=False, comment=told, conversation=told + c)
        for told, c in [("old", "a"), ("wrong", "b"), ("old", "c")]
    ]
    assert report(unhappy).faqs[0].comments == ("old", "wrong"), "the last first, each once"


def test_nothing_asked():
    made = report([])
    assert (made.replies, made.coverage, made.groups, made.faqs) == (0, None, (), ())
    assert len(made.days) == 1


def test_records_come_with_what_became_of_them(journal: Journal, entry: MakeEntry):
    conversation = conversation_name("c-1")
    first = entry(
        "first",
        decision="clarify",
        faq_id="",
        conversation=conversation,
        candidates=written([Candidate("trend", 0.4, True), Candidate("top-up", 0.3, True)]),
    )
    second = entry("second", at=first.at + MINUTE, conversation=conversation, faq_id="top-up")
    early = entry("early", at=first.at - 10 * MINUTE)
    for made in (early, first, second):
        journal.record(made)
    journal.acknowledge(vote("second", False, "meh"))
    journal.acknowledge(event("second", "handoff"))
    engine = make_engine(journal.url)
    found = {r.id: r for r in read(engine, first.at - MINUTE)}
    engine.dispose()
    assert list(found) == ["first", "second"]
    assert found["first"].picked == "top-up", "a choice that is asked as a question is a pick"
    assert found["first"].candidates == candidates_of(first.candidates)
    assert (found["second"].helpful, found["second"].comment, found["second"].handed_over) == (
        False,
        "meh",
        True,
    )


def test_what_was_not_offered_is_no_pick(journal: Journal, entry: MakeEntry):
    offered = written([Candidate("trend", 0.4, True), Candidate("top-up", 0.3)])
    made = entry("first", decision="clarify", faq_id="", candidates=offered)
    journal.record(made)
    for forged in ("trend", "top-up", "nowhere"):
        assert journal.acknowledge(event("first", "choice", forged))
    engine = make_engine(journal.url)
    [found] = read(engine, made.at)
    engine.dispose()
    assert found.picked == "trend"


def test_what_strangers_ask_one_after_the_other_is_no_pick(journal: Journal, entry: MakeEntry):
    offered = written([Candidate("trend", 0.4, True), Candidate("top-up", 0.3, True)])
    unnamed = conversation_name(None)
    first = entry("first", decision="clarify", faq_id="", conversation=unnamed, candidates=offered)
    journal.record(first)
    journal.record(entry("second", at=first.at + MINUTE, conversation=unnamed, faq_id="top-up"))
    journal.flush()
    engine = make_engine(journal.url)
    assert [r.picked for r in read(engine, first.at)] == ["", ""]
    engine.dispose()


def test_a_hundred_thousand_different_questions_take_seconds():
    dice = np.random.default_rng(1)
    words = [
        f"{a}{b}" for a in "bcdfghklmn" for b in ("ill", "ank", "oke", "urt", "est", "ish", "old", "ame")
    ]
    told = dice.choice(words, (100_000, 5))
    records = [record(" ".join(row), conversation=str(i % 60_000)) for i, row in enumerate(told)]
    began = process_time()
    report(records)
    assert process_time() - began < 20, "10 s on a machine that does nothing else"
