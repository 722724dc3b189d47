from __future__ import annotations

import pytest

from bot.matching.calibration import Evidence
from bot.matching.decide import CutOffs, decide
from bot.matching.index import Kind, Owner
from bot.matching.score import Ranked

CUT_OFFS = CutOffs(answer=0.5, clarify=0.2, margin=0.1)


def found(
    id_: str,
    confidence: float,
    *,
    kind: Kind = "faq",
    words: int = 5,
    similarity: float = 0.5,
    coverage: float = 1.0,
    exact: bool = False,
) -> Ranked:
    evidence = Evidence(0.5, similarity, coverage, 0.0, words, 3, 0.1)
    return Ranked(Owner(kind, id_, "en", "t"), confidence, 0, evidence, exact)


@pytest.mark.parametrize(
    ("confidences", "verdict", "choices"),
    [
        ((0.9,), "answer", ""),
        ((0.9, 0.3), "answer", ""),
        ((0.5, 0.35), "answer", ""),
        ((0.55, 0.5), "clarify", "a b"),
        ((0.7, 0.55), "clarify", "a b"),
        ((0.95, 0.6), "answer", ""),
        ((0.4, 0.1), "clarify", "a b"),
        ((0.4, 0.3, 0.2, 0.15, 0.14), "clarify", "a b c d"),
        ((0.4, 0.1, 0.05), "clarify", "a b"),
        ((0.19, 0.18), "no_answer", ""),
        ((0.4,), "no_answer", ""),
        ((), "no_answer", ""),
    ],
)
def test_by_confidence_and_lead(confidences: tuple[float, ...], verdict: str, choices: str) -> None:
    ranked = [found("abcde"[place], c, coverage=1 - place / 10) for place, c in enumerate(confidences)]
    decision = decide(ranked, CUT_OFFS)
    assert decision.verdict == verdict
    assert " ".join(choice.faq_id for choice in decision.choices) == choices


def test_two_that_have_the_same_words_of_the_question_need_a_larger_lead() -> None:
    for coverage, verdict in ((0.8, "answer"), (0.9, "clarify"), (1.0, "clarify")):
        ranked = [found("a", 0.6, coverage=0.9), found("b", 0.45, coverage=coverage)]
        assert decide(ranked, CUT_OFFS).verdict == verdict
        ranked = [found("a", 0.7, coverage=0.9), found("b", 0.45, coverage=coverage)]
        assert decide(ranked, CUT_OFFS).verdict == "answer"
    # Both have all words of the question.
    assert decide([found("a", 0.75), found("b", 0.45)], CUT_OFFS).verdict == "clarify"
    assert decide([found("a", 0.85), found("b", 0.45)], CUT_OFFS).verdict == "answer"
    assert decide([found("a", 0.5), found("b", 0.15)], CUT_OFFS).verdict == "answer"


def test_a_group_that_stands_first_is_refused_for_its_own_reason() -> None:
    decision = decide([found("refunds", 0.3, kind="not_covered"), found("a", 0.9)], CUT_OFFS)
    assert decision.verdict == "no_answer"
    assert decision.instead
    assert decision.instead.owner.id == "refunds"
    assert decision.best
    assert decision.best.faq_id == "a"


@pytest.mark.parametrize(("confidence", "verdict"), [(0.85, "clarify"), (0.91, "answer")])
def test_two_faqs_that_have_all_the_words_need_a_lead_unless_one_is_very_likely(
    confidence: float, verdict: str
) -> None:
    assert decide([found("a", confidence), found("b", confidence - 0.3)], CUT_OFFS).verdict == verdict


def test_a_group_that_is_nearly_as_likely_is_a_rival() -> None:
    rivals = [found("a", 0.6), found("refunds", 0.55, kind="not_covered")]
    assert decide(rivals, CUT_OFFS).verdict == "no_answer"
    assert decide([*rivals, found("b", 0.1)], CUT_OFFS).verdict == "clarify"


def test_nothing_is_offered_where_a_group_is_likelier_than_every_faq() -> None:
    ranked = [found("a", 0.55), found("refunds", 0.8, kind="not_covered"), found("b", 0.3)]
    decision = decide(ranked, CUT_OFFS)
    assert decision.verdict == "no_answer"
    assert decision.instead
    assert decision.instead.owner.id == "refunds"


def test_small_talk_that_is_not_what_was_said_keeps_nothing_from_being_offered() -> None:
    chat = found("help", 0.3, kind="small_talk")
    assert decide([chat, found("a", 0.05), found("b", 0.02)], CUT_OFFS).verdict == "no_answer"
    assert decide([chat, found("a", 0.25), found("b", 0.2)], CUT_OFFS).verdict == "clarify"
    assert decide([chat, found("a", 0.7), found("b", 0.3)], CUT_OFFS).verdict == "answer"
    assert decide([found("a", 0.4), chat, found("b", 0.3)], CUT_OFFS).verdict == "clarify"


def test_a_group_that_stands_second_does_not_refuse() -> None:
    assert decide([found("a", 0.9), found("refunds", 0.3, kind="not_covered")], CUT_OFFS).verdict == "answer"


@pytest.mark.parametrize(("similarity", "verdict"), [(0.6, "clarify"), (0.5, "answer")])
def test_a_group_that_is_more_alike_stands_in_the_way(similarity: float, verdict: str) -> None:
    group = found("refunds", 0.3, kind="not_covered", similarity=similarity, coverage=0.5)
    decision = decide([found("a", 0.75), group, found("b", 0.1)], CUT_OFFS)
    assert decision.verdict == verdict
    assert decision.lead_needed == (0.5 if verdict == "clarify" else CUT_OFFS.margin)


@pytest.mark.parametrize("kind", ["small_talk", "handoff"])
def test_small_talk_that_is_clearly_meant(kind: Kind) -> None:
    talk = found("greeting", 0.9, kind=kind, similarity=0.8)
    assert decide([talk, found("a", 0.1, similarity=0.3)], CUT_OFFS).verdict == kind


def test_a_faq_that_would_be_answered_is_asked_before_a_person_is_called() -> None:
    wish = found("person", 0.99, kind="handoff", similarity=1.0)
    assert decide([wish, found("contact", 0.55, similarity=0.7)], CUT_OFFS).verdict == "answer"
    assert decide([wish, found("contact", 0.45, similarity=0.7)], CUT_OFFS).verdict == "handoff"


def test_small_talk_does_not_take_a_question_from_a_faq_that_is_as_near() -> None:
    talk = found("greeting", 0.9, kind="small_talk", similarity=0.8)
    assert decide([talk, found("a", 0.9, similarity=0.75)], CUT_OFFS).verdict == "answer"


def test_small_talk_that_is_unlikely_is_none() -> None:
    talk = found("greeting", 0.3, kind="small_talk", similarity=0.4)
    assert decide([talk, found("a", 0.1, similarity=0.1)], CUT_OFFS).verdict == "no_answer"


def test_one_word_that_several_faqs_have_asks_what_is_meant() -> None:
    one = [found("a", 0.9, words=1), found("b", 0.01, words=1), found("c", 0.01, words=1, coverage=0)]
    decision = decide(one, CUT_OFFS)
    assert decision.verdict == "clarify"
    assert [choice.faq_id for choice in decision.choices] == ["a", "b"]
    assert decision.topic
    assert not decide([found("a", 0.4), found("b", 0.2)], CUT_OFFS).topic


def test_one_word_that_is_a_phrasing_is_answered() -> None:
    assert (
        decide([found("a", 0.9, words=1, exact=True), found("b", 0.1, words=1)], CUT_OFFS).verdict == "answer"
    )


def test_one_word_that_only_one_faq_has_is_offered_with_the_next() -> None:
    ranked = [
        found("a", 0.9, words=1),
        found("b", 0.1, words=1, coverage=0),
        found("c", 0.1, words=1, coverage=0),
    ]
    assert [choice.faq_id for choice in decide(ranked, CUT_OFFS).choices] == ["a", "b"]
    assert decide(ranked[:1], CUT_OFFS).verdict == "answer"
    assert decide([found("a", 0.1, words=1), ranked[1]], CUT_OFFS).verdict == "no_answer"


def test_a_phrasing_needs_no_lead() -> None:
    ranked = [found("a", 0.99, exact=True), found("b", 0.9)]
    assert decide(ranked, CUT_OFFS).verdict == "answer"
    assert decide([found("a", 0.99), found("b", 0.9)], CUT_OFFS).verdict == "clarify"


def test_a_high_cut_off_for_answers_does_not_silence_small_talk() -> None:
    high = CutOffs(answer=0.95, clarify=0.2, margin=0.1)
    for kind in ("small_talk", "handoff"):
        assert decide([found("x", 0.8, kind=kind), found("a", 0.1, similarity=0.1)], high).verdict == kind


def test_one_of_many_parts_of_a_text_must_be_surer() -> None:
    alone = CutOffs(answer=0.5, clarify=0.2, margin=0.1)
    assert alone.among(0) == alone.among(1) == alone.among(2) == alone
    answers = [alone.among(parts).answer for parts in (2, 4, 8, 16)]
    assert answers == sorted(answers)
    assert answers[-1] == pytest.approx(1 - 0.5 / 8**0.5)
    assert alone.among(16).clarify == 0.2


@pytest.mark.parametrize("words", [5, 1])
def test_what_is_offered_comes_likeliest_first(words: int) -> None:
    ranked = [found(id_, c, words=words) for id_, c in zip("abcd", (0.4, 0.45, 0.2, 0.45), strict=True)]
    decision = decide(ranked, CUT_OFFS)
    assert decision.verdict == "clarify"
    assert [choice.faq_id for choice in decision.choices] == ["b", "d", "a", "c"]
    assert decision.ranked == tuple(ranked), "the best is the first still"


def test_the_next_of_a_topic_is_offered_first_where_it_is_likelier() -> None:
    ranked = [found("a", 0.6, words=1), found("b", 0.7, words=1, coverage=0)]
    assert [choice.faq_id for choice in decide(ranked, CUT_OFFS).choices] == ["b", "a"]
