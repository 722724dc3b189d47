from __future__ import annotations

import io

from rich.console import Console

from bot.cli.figures import show_evaluation
from bot.corpus.corpus import Corpus
from bot.evaluation.compare import Comparison, compare
from bot.evaluation.metrics import measure, measure_kinds
from bot.evaluation.outcomes import Outcome
from bot.evaluation.questions import LabelledQuestion
from bot.evaluation.run import Evaluation


def shown(outcomes: list[Outcome], before: list[Outcome] | None = None) -> str:
    console = Console(file=io.StringIO(), width=100, highlight=False, markup=False)
    changes = compare(before, outcomes) if before else ()
    evaluation = Evaluation(
        Corpus((), (), (), "f00", {}),
        outcomes,
        measure(outcomes),
        measure_kinds(outcomes),
        (),
        Comparison("beef", "f00", len(outcomes), changes) if before else None,
    )
    show_evaluation(console, evaluation)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def wrong(i: int) -> Outcome:
    return Outcome(LabelledQuestion(f"question {i}", ("a",), "", i), "answer", "b", i / 100)


def test_the_ten_most_confident_mistakes() -> None:
    text = shown([wrong(i) for i in range(1, 31)])
    assert "30 wrong or false answers, the 10 most confident" in text
    assert "question 30 " in text
    assert "question 21 " in text
    assert "question 20 " not in text


def test_all_that_got_worse_is_shown_and_the_rest_counted() -> None:
    right = [Outcome(LabelledQuestion(f"question {i}", ("b",), "", i), "answer", "b", 0.9) for i in range(60)]
    missed = [Outcome(o.asked, "no_answer") for o in right]
    worse = shown(missed, before=right)
    assert worse.count("worse") == 61
    assert "more; --json" not in worse
    better = shown(right, before=missed)
    assert "0 worse, 60 better, 0 changed but as good, 0 unchanged" in better
    assert "and 35 more; --json lists them all" in better


def test_hostile_and_endless_questions_stay_on_their_line() -> None:
    asked = LabelledQuestion("[red]\x1b[2J\nnext\u202e" + "x" * 5_000, ("a",), "", 1)
    text = shown([Outcome(asked, "answer", "b", 0.9)])
    assert "[red]" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "…" in text
    assert text.count("x" * 10) < 20
