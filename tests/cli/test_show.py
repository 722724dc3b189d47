from __future__ import annotations

import io
import re
from typing import get_args

import pytest
from rich.console import Console
from rich.table import Table

from bot.cli import show
from bot.cli.show import explanation_table, printable, show_reply, watch
from bot.explanation import Calibrated, Explanation, Instead, Reason, Similarity, Standing, WordShare
from bot.matching.calibration import Evidence
from bot.offers import Choice, FaqRef
from bot.reply import Answer, CorpusRef, Handoff, LinkOut, Reply

HOSTILE = "[red]x[/red] :smile: \x1b[31m\x07\u202e<b>"


def rendered(thing: object, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    if isinstance(thing, Reply):
        show_reply(console, thing)
    else:
        console.print(thing)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def reply(**values: object) -> Reply:
    given = {"id": "x", "decision": "no_answer", "message": "No.", "answer": None, "confidence": 0.0}
    return Reply(**(given | {"handoff": None, "locale": "en", "corpus": CorpusRef(revision="r")} | values))


ANSWER = Answer(
    faq_id="a",
    question="What?",
    text="That.",
    blocks=(),
    link=LinkOut(url="https://docs.example.com/a", title="Docs"),
    follow_ups=(FaqRef(faq_id="b", question="And then?"), FaqRef(faq_id="c", question="Why?")),
    revision="r",
)


def test_an_answer_is_shown_with_its_link_and_follow_ups():
    assert rendered(reply(decision="answer", message="That.", answer=ANSWER)) == (
        "What?\nThat.\n\nDocs: https://docs.example.com/a\n\nYou may also ask:\n  1. And then?\n  2. Why?\n"
    )


def test_what_was_numbered_can_be_picked():
    console = Console(file=io.StringIO())
    choices = (
        Choice(faq_id="b", question="B?", confidence=0.4),
        Choice(faq_id="c", question="C?", qualifier="Plans", confidence=0.3),
    )
    assert show_reply(console, reply(decision="clarify", message="Which?", choices=choices)) == choices
    assert show_reply(console, reply(decision="answer", answer=ANSWER)) == ANSWER.follow_ups
    assert (
        rendered(reply(decision="clarify", message="Which?", choices=choices))
        == "Which?\n\n  1. B?\n  2. C? (Plans)\n"
    )


@pytest.mark.parametrize("url", [None, "https://example.com/help"])
def test_a_person_is_offered_where_there_is_one(url: str | None):
    text = rendered(reply(handoff=Handoff(label="Talk to us", url=url)))
    assert ("Talk to us: https://example.com/help" in text) == bool(url)


def test_long_links_are_never_broken():
    link = LinkOut(url="https://docs.example.com/" + "x" * 100, title="Docs")
    assert link.url in rendered(
        reply(decision="answer", answer=ANSWER.model_copy(update={"link": link})), width=30
    )


def test_hostile_text_is_shown_as_it_is_written():
    answer = ANSWER.model_copy(
        update={"question": HOSTILE, "follow_ups": (FaqRef(faq_id="b", question=HOSTILE),),
                "link": LinkOut(url="https://docs.example.com", title=HOSTILE)}
    )  # fmt: skip
    text = rendered(reply(decision="answer", message=HOSTILE, answer=answer), width=200)
    assert text.count("[red]x[/red] :smile: \\x1b[31m\\x07\\u202e<b>") == 4
    assert not set("\x1b\x07\u202e") & set(text)


def test_what_cannot_be_encoded_is_escaped():
    assert printable("\ud83d lone") == "\\ud83d lone"
    assert printable("日本 é\n\ttab") == "日本 é\n\ttab"


CALIBRATED = Calibrated(
    intercept=-0.34,
    adds={"log_support": -1.55, "coverage": 4.44, "log_a_by_log_b": -0.001},
    log_odds=2.55,
    calibrated=0.93,
    doubts={},
)


def word(text: str, **values: object) -> WordShare:
    given = {
        "matched": None,
        "similarity": 0,
        "rarity": 1,
        "contribution": 0,
        "found": "matched",
        "covered": 1,
    }
    return WordShare(word=text, **(given | values))


def explanation(**values: object) -> Explanation:
    choice = Choice(faq_id="a", question="A?", confidence=0.9)
    given = {
        "question": "top up",
        "best": choice,
        "matched_phrasing": "how to top up",
        "words": (
            word("top", matched="top", similarity=1, rarity=5.07, contribution=0.05),
            word("zzz", found="nowhere"),
        ),
        "similarity": Similarity(total=0.88, words=0.4, meaning=0.4, order=0.08, about=0.1),
        "standing": Standing(total=0.61, candidates=0.43, classifier=0.18),
        "evidence": Evidence(0.43, 0.88, 0.9, 0.1, 2, 16, -0.03)._asdict(),
        "calibration": CALIBRATED,
        "runner_up": choice.model_copy(update={"faq_id": "b", "confidence": 0.07}),
        "runner_up_standing": Standing(total=0.37, candidates=0.36, classifier=0.01),
        "margin": 0.83,
        "lead_needed": 0.05,
        "cut_offs": {"answer": 0.4, "margin": 0.05},
        "not_covered": None,
        "small_talk": None,
        "embedder": "none",
    }
    return Explanation(**(given | values))


def test_an_explanation_tells_words_parts_runner_up_and_cut_offs():
    text = rendered(explanation_table(explanation()), width=120)
    for part in (
        "a, confidence 0.90", "how to top up", "0.88: words 0.40", "b, confidence 0.07", "0.83",
        "answer 0.4, margin 0.05", "zzz", "nothing", "5.07", "0.61: candidates 0.43, classifier 0.18",
        "0.37: candidates 0.36, classifier 0.01",
    ):  # fmt: skip
        assert part in text
    assert "Won instead" not in text


def test_an_explanation_tells_where_the_words_are_that_the_phrasing_lacks():
    words = (
        word("how", matched="how"),
        word("per", found="another", found_in=HOSTILE),
        word("zzz", found="nowhere"),
        word("minute", found="another", found_in=HOSTILE),
        word("fee", found="another", found_in="the fee"),
        word("sunday", found="elsewhere", letters_of="saturday", similarity=0.06),
    )
    text = rendered(explanation_table(explanation(words=words)), width=120)
    assert f'per, minute: in "{printable(HOSTILE)}", another of its phrasings\n' in re.sub(" +\n", "\n", text)
    for part in ('fee: in "the fee"', "zzz: nowhere", "sunday: only elsewhere", "letters of saturday"):
        assert part in text
    assert "how:" not in text
    assert "Words it lacks" not in rendered(explanation_table(explanation(words=words[:1])))


def test_no_word_is_cut_off_where_there_is_little_room():
    words = (word("extraordinarily", letters_of="extrapolations", found="nowhere"),)
    text = rendered(explanation_table(explanation(words=words)), width=50)
    assert "…" not in text


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("not_covered", "not_covered group x1, confidence 0.83"),
        ("small_talk", "small talk x1, confidence 0.83"),
        ("handoff", "a wish for a person, confidence 0.83"),
    ],
)
def test_an_explanation_tells_what_won_instead_and_why(kind: str, part: str):
    won = Instead(
        kind=kind,
        id="x1",
        confidence=0.83,
        taken_as="money back",
        matched_phrasing="can I get a refund",
        words=(word("refnd", matched="refund", similarity=0.9, rarity=7.11, contribution=0.2),),
        similarity=Similarity(total=0.91, words=0.5, meaning=0.36, order=0.05, about=0),
        standing=Standing(total=0.79, candidates=0.78, classifier=0.01),
    )
    text = rendered(explanation_table(explanation(instead=won)))
    for shown in (
        part,
        "Taken as",
        "money back",
        "can I get a refund",
        "0.91: words 0.50",
        "refnd",
        "7.11",
        "0.79: candidates 0.78",
    ):
        assert shown in text
    assert text.index("Won instead") < text.index("Best FAQ") < text.index("how to top up")
    assert "needed" not in text, "no FAQ had to lead"


def test_an_explanation_tells_a_group_that_was_in_the_way():
    text = rendered(explanation_table(explanation(rival_group="refunds", rival_confidence=0.62)))
    assert "not_covered group refunds, confidence 0.62" in text
    text = rendered(explanation_table(explanation(rival_faq="b", rival_confidence=0.62)))
    assert "Likelier rival" in text
    assert "b, confidence 0.62" in text


@pytest.mark.parametrize(
    ("reason", "part"),
    [
        ("exact", "word for word, a phrasing of a."),
        ("opposite", "not doing something"),
        ("number", "another number"),
        ("numbers", "another FAQ's"),
        ("name", "a name that no FAQ has"),
        ("subject", "another thing in its place"),
        ("topic", "A single word is a topic"),
    ],
)
def test_an_explanation_says_its_reasons_in_words(reason: str, part: str):
    text = rendered(explanation_table(explanation(reasons=(reason,))), width=200)
    assert part in text
    assert ("needed" in text) == (reason != "topic"), "a topic is offered, whatever its lead"
    assert "Reasons" not in rendered(explanation_table(explanation()))


def test_an_explanation_says_what_put_the_runner_up_behind():
    text = rendered(explanation_table(explanation(runner_up_reasons=("opposite",))), width=200)
    assert "b counts less" in text


def test_no_number_is_minus_nothing():
    alike = Similarity(total=0.4, words=0.4, meaning=-0.001, order=0, about=-0.004)
    text = rendered(explanation_table(explanation(similarity=alike, margin=-0.0004)))
    assert "-0.00" not in text
    assert "meaning 0.00" in text


def test_an_explanation_tells_what_each_piece_of_evidence_adds():
    lines = [line.split() for line in rendered(explanation_table(explanation())).splitlines()]
    for line in (
        "to begin with -0.34",
        "support 0.43 -1.55",
        "words covered 0.9 4.44",
        "a by b 0.00",
        "Confidence 2.55 in all, as a probability 0.93",
    ):
        assert line.split() in lines


@pytest.mark.parametrize(
    ("steps", "part"),
    [
        ({"raised_to": 0.99}, "as a probability 0.93, raised to 0.99"),
        ({"doubts": {"name": 0.5, "number": 0.5}}, "0.93, times 0.5 for the doubt: name, times 0.5"),
    ],
)
def test_an_explanation_tells_what_became_of_the_probability(steps: dict[str, object], part: str):
    made = CALIBRATED.model_copy(update=steps)
    assert part in rendered(explanation_table(explanation(calibration=made)), width=120)


def test_every_name_is_of_a_piece_of_evidence():
    assert set(show._EVIDENCE) <= set(Evidence._fields)


def test_there_is_a_sentence_for_every_reason():
    assert set(show._REASONS) == {reason for part in get_args(Reason) for reason in get_args(part) or [part]}


def test_an_explanation_of_nothing():
    bare = explanation(
        question="",
        best=None,
        matched_phrasing=None,
        words=(),
        similarity=None,
        standing=None,
        runner_up=None,
        runner_up_standing=None,
        margin=0,
    )
    text = " ".join(rendered(explanation_table(bare), width=40).split())
    assert "(nothing to match)" in text
    assert "needed" not in text
    assert "Standing" not in text


def test_what_no_terminal_reads_is_neither_wrapped_nor_cut(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "40")
    table = Table("one", "another", box=None)
    table.add_row("not_covered:" + "x" * 200, "a few words " * 20)
    for stderr in (False, True):
        show.terminal(stderr=stderr).print(table)
    for text in capsys.readouterr():
        assert len(text.splitlines()) == 2
        assert f"not_covered:{'x' * 200}  {'a few words ' * 20}" in text
        assert max(map(len, text.splitlines())) < 500, "no wider than what is in it"


def test_progress_is_for_terminals_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    assert list(watch("abc")) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    monkeypatch.setattr(show, "terminal", lambda **_: console)
    assert list(watch("abc", "Spelling")) == ["a", "b", "c"]
    assert isinstance(console.file, io.StringIO)
    assert "3/3" in console.file.getvalue()
    assert "Spelling" in console.file.getvalue()
