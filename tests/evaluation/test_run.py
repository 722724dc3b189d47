from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import CorpusError, QuestionsFileError, SettingsError
from bot.evaluation import run
from bot.evaluation.gates import Gate
from bot.evaluation.report import as_json
from bot.evaluation.run import Request, evaluate
from bot.matching.embed import NoEmbedder, Vectors
from bot.settings import Settings

LINES = [
    {"question": "How do I brew green tea?", "expect": "brew-green", "kind": "plain"},
    {"question": "keeping leaves fresh in the cupboard", "expect": "store-leaves", "kind": "plain"},
    {"question": "how do I grind coffee beans", "expect": None, "kind": "beside"},
    {"question": "hello", "expect": "small_talk", "kind": "chat"},
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES))
    return path


@pytest.fixture
def settings(faqs: Path) -> Settings:
    return Settings(faqs=faqs)


@pytest.fixture
def without_storing(faqs: Path, tmp_path: Path) -> Path:
    """The corpus without the FAQ on storing."""
    text = (faqs / "tea.yaml").read_text(encoding="utf-8")
    kept = text[: text.index("  - id: store-leaves")] + text[text.index("not_covered:") :]
    folder = tmp_path / "less"
    folder.mkdir()
    (folder / "tea.yaml").write_text(kept, encoding="utf-8")
    return folder


def test_figures_and_files(questions: Path, settings: Settings, tmp_path: Path) -> None:
    request = Request(questions, predictions=tmp_path / "p.csv", plot=tmp_path / "c.svg")
    evaluation = evaluate(request, settings)
    values = evaluation.figures.values
    for name, expected in {
        "top1": 1,
        "answered_right": 1,
        "wrong_answer": 0,
        "false_answer": 0,
        "chat_right": 1,
    }.items():
        figure = values[name]
        assert figure is not None
        assert figure.value == expected, name
    assert sorted(evaluation.kinds) == ["beside", "chat", "plain"]
    assert evaluation.passed
    assert not evaluation.mistakes()
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as file:
        decisions = [row["decision"] for row in csv.DictReader(file)]
    assert decisions == ["answer", "answer", "no_answer", "small_talk"]
    assert (tmp_path / "c.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_a_question_served_worse_fails(questions: Path, settings: Settings, without_storing: Path) -> None:
    better = evaluate(Request(questions, against=str(without_storing)), settings)
    assert better.passed
    assert better.comparison is not None
    assert [c.turn for c in better.comparison.changes] == ["better"]
    worse = evaluate(Request(questions, against=str(settings.faqs)), Settings(faqs=without_storing))
    assert not worse.passed
    assert worse.comparison is not None
    (change,) = worse.comparison.changes
    assert change.after.asked.question == "keeping leaves fresh in the cupboard"
    assert worse.comparison.before_revision == better.comparison.after_revision
    assert worse.cautions == (
        "line 2: no FAQ has the id store-leaves",
        "1 of 4 questions cannot be answered right, as no FAQ has an id that is expected",
    )


def test_nothing_changed_against_itself(questions: Path, settings: Settings) -> None:
    evaluation = evaluate(Request(questions, against=str(settings.faqs)), settings)
    assert evaluation.passed
    assert evaluation.comparison is not None
    assert evaluation.comparison.changes == ()


def test_a_limit_that_is_not_kept_fails(questions: Path, settings: Settings) -> None:
    kept = evaluate(Request(questions, gates=[Gate("top1", 1.0, "under")]), settings)
    assert kept.passed
    broken = evaluate(Request(questions, gates=[Gate("coverage", 0.5, "over")]), settings)
    assert broken.broken == ("coverage is 0.6667, over 0.5",)
    assert not broken.passed


def test_mistakes_come_most_confident_first(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    rows = ["water temperature for green tea leaves pls,", "How do I brew green tea?,store-leaves"]
    path.write_text("question,expect\n" + "\n".join(rows) + "\n")
    mistakes = evaluate(Request(path), settings).mistakes()
    assert [o.asked.line for o in mistakes] == [3, 2]
    assert mistakes[0].confidence > mistakes[1].confidence


def test_the_json_report(questions: Path, settings: Settings, without_storing: Path) -> None:
    request = Request(questions, against=str(settings.faqs), gates=[Gate("top1", 0.9, "under")])
    report = json.loads(
        json.dumps(as_json(evaluate(request, Settings(faqs=without_storing))), allow_nan=False)
    )
    assert (report["questions"], report["chat_questions"], report["top1"]) == (3, 1, 0.5)
    assert set(report["intervals"]) <= set(report)
    assert report["kinds"]["plain"]["answered_right"] == 0.5
    assert report["kinds"]["plain"]["chat_right"] is None
    assert report["corpus"]["faqs"] == 1
    assert report["against"]["worse"] == 1
    assert report["against"]["unchanged"] == 3
    (change,) = report["against"]["changes"]
    assert change["turn"] == "worse"
    assert change["before"]["faq_id"] == "store-leaves"
    assert change["expect"] == ["store-leaves"]
    assert report["broken"] == ["top1 is 0.5000, under 0.9"]
    assert report["passed"] is False


def test_what_cannot_be_done_is_told_before_the_work(
    questions: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.evaluation.run.read_questions", lambda _: pytest.fail("work was done"))
    with pytest.raises(SettingsError, match=r"name it c\.svg"):
        evaluate(Request(questions, plot=tmp_path / "c.png"), settings)
    with pytest.raises(SettingsError, match=r"p\.csv cannot be written: there is no folder .*nowhere"):
        evaluate(Request(questions, predictions=tmp_path / "nowhere" / "p.csv"), settings)
    monkeypatch.undo()
    monkeypatch.setattr(run, "foresee", lambda *_: pytest.fail("work was done"))
    with pytest.raises(CorpusError, match="does not exist"):
        evaluate(Request(questions, against=str(tmp_path / "nowhere")), settings)


def test_errors(questions: Path, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(QuestionsFileError):
        evaluate(Request(tmp_path / "none.jsonl"), settings)
    with pytest.raises(CorpusError):
        evaluate(Request(questions, against=str(tmp_path / "none")), settings)
    with pytest.raises(SettingsError, match="cannot be written: Is a directory"):
        evaluate(Request(questions, predictions=tmp_path), settings)


def test_of_the_corpus_to_compare_with_only_what_is_new_is_embedded(
    questions: Path, settings: Settings, without_storing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []

    class Counting(NoEmbedder):
        def embed(self, texts: Sequence[str]) -> Vectors:
            embedded.extend(texts)
            return super().embed(texts)

    monkeypatch.setattr(run, "load_embedder", lambda _: Counting())
    evaluate(
        Request(questions, against=str(without_storing)), settings.model_copy(update={"embedder": "none"})
    )
    assert embedded.count("how do i brew green tea") == 1 + 2, "once of the corpora, and asked of each"
