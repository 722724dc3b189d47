from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.corpus.corpus import Corpus
from bot.corpus.load import load_corpus
from bot.journal.report import Group
from bot.journal.suggest import Suggestion, apply_all, suggest

FAQS = """\
faqs:
  - id: pay
    question: Can I pay by credit card?
    answer: Yes.
  - id: invoice
    question: Can I have an invoice?
    answer: Yes.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "pay.yaml").write_text(FAQS, encoding="utf-8")
    return load_corpus(tmp_path)


def group(question: str = "can i pay by card", **changed: Any) -> Group:
    values: dict[str, Any] = {
        "question": question,
        "locale": "en",
        "count": 12,
        "conversations": 12,
        "texts": ((question, 12),),
        "by_decision": {"clarify": 12},
        "unhelpful": 0,
        "taken_for": (("pay", 0.81), ("invoice", 0.3)),
        "picked": {},
        "wordings": {},
    }
    return Group(**{**values, **changed})


def suggested(corpus: Corpus, **changed: Any) -> Suggestion:
    [made] = suggest([group(**changed)], corpus, min_conversations=3)
    return made


def test_what_was_offered_as_likely_and_never_refused_is_an_alternate(corpus: Corpus):
    made = suggested(corpus)
    assert (made.kind, made.target, made.phrasings) == ("alternate", "pay", ("can i pay by card",))
    assert "offered as likely (0.81), and nobody took another" in made.reason
    assert suggested(corpus, picked={"pay": 1}, wordings={"pay": ("can i pay by card",)}).kind == "alternate"


@pytest.mark.parametrize(
    "changed",
    [
        {"none_right": 1},
        {"unhelpful": 1},
        {"picked": {"invoice": 1}, "wordings": {"invoice": ("can i pay by card",)}},
        {"by_decision": {"clarify": 5, "no_answer": 7}},
        {"taken_for": (("pay", 0.49),)},
        {"taken_for": (("pay", 0.81), ("invoice", 0.7))},
    ],
)
def test_where_something_else_may_be_meant_it_is_the_draft_of_a_faq(corpus: Corpus, changed: Any):
    made = suggested(corpus, **changed)
    assert (made.kind, made.is_draft, made.topic.slug) == ("new_faq", True, "pay")


def test_a_draft_is_served_only_with_its_answer(corpus: Corpus, tmp_path: Path):
    made = suggested(corpus, none_right=1)
    [written] = yaml.safe_load(made.snippet)["faqs"]
    assert written == {"id": made.target, "question": "can i pay by card", "answer": None}
    for answer, ids in (("", ["invoice", "pay"]), ("By card, too.", ["invoice", "pay", made.target])):
        [(path, (_, after))] = apply_all([made], answer).items()
        path.write_text(after, encoding="utf-8")
        assert sorted(load_corpus(tmp_path).served.by_id) == sorted(ids)
        path.write_text(FAQS, encoding="utf-8")


def test_what_is_a_draft_already_is_not_suggested_again(tmp_path: Path):
    draft = "  - id: card\n    question: can i pay by card\n"
    (tmp_path / "pay.yaml").write_text(FAQS + draft, encoding="utf-8")
    corpus = load_corpus(tmp_path)
    for known in (corpus, corpus.served):
        assert suggest([group(none_right=1)], known, min_conversations=3) == []
