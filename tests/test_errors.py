from __future__ import annotations

import re

import pytest

from bot import errors
from bot.errors import CorpusError, FaqbotError, Problem

ERRORS = [
    value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)
]


def test_one_except_catches_them_all():
    assert all(issubclass(error, FaqbotError) for error in ERRORS)


def test_the_docstring_draws_the_whole_tree():
    drawn = re.findall(r"^ +(?:[├└]── )?(\w+) ", errors.__doc__ or "", re.MULTILINE)
    assert drawn == [error.__name__ for error in (FaqbotError, *(e for e in ERRORS if e is not FaqbotError))]


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("a.yaml", 3, 5, "is empty", "fill it"), "a.yaml:3:5: error: is empty (fill it)"),
        (Problem("a.yaml", 3, 5, "is odd", severity="warning"), "a.yaml:3:5: warning: is odd"),
        (Problem("faqs", 0, 0, "does not exist"), "faqs: error: does not exist"),
    ],
)
def test_a_problem_reads_like_a_compilers(problem: Problem, text: str):
    assert str(problem) == text


def test_a_corpus_error_says_every_problem():
    problems = [Problem("a.yaml", 1, 1, "x"), Problem("b.yaml", 2, 1, "y")]
    assert str(CorpusError(problems)) == "a.yaml:1:1: error: x\nb.yaml:2:1: error: y"
    assert CorpusError(problems).problems == tuple(problems)
