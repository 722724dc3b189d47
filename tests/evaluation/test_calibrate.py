from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bot.corpus.corpus import Corpus
from bot.corpus.load import load_corpus
from bot.evaluation.calibrate import (
    Sample,
    SampleSet,
    calibration_error,
    fit,
    main,
    out_of_scope_weight,
    risk,
    thin,
)
from bot.evaluation.questions import LabelledQuestion
from bot.matching.calibration import FEATURES, Evidence
from bot.resources import SHIPPED_FAQS


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(SHIPPED_FAQS)


def samples(count: int) -> list[Sample]:
    """FAQs that are right as often as their support says."""
    chance = random.Random(1)
    found = []
    for _ in range(count):
        support = chance.uniform(0.05, 0.95)
        evidence = Evidence(support, 0.5, 0.5, 0.0, 5, 3, 0.0)
        found.append(Sample(evidence, chance.random() < support, True, 1.0))
    return found


def test_a_thinned_corpus_has_some_faqs_with_few_phrasings_and_nothing_else(corpus: Corpus) -> None:
    found = [thin(corpus, count) for count in (1, 2, 3, 5, 8)]
    assert 0 < sum(len(one.faqs) for one in found) < 5 * len(corpus.faqs)
    for count, one in zip((1, 2, 3, 5, 8), found, strict=True):
        assert all(len(record.phrasings) == count for record in one.faqs)
        assert not any(record.faq.answer or record.faq.link for record in one.faqs)
        assert thin(corpus, count) == one


def test_some_of_what_is_left_out_is_not_covered(corpus: Corpus) -> None:
    for count in range(1, 9):
        one = thin(corpus, count, 0.25)
        assert one.faqs == thin(corpus, count).faqs
        assert len(one.faqs) + len(one.not_covered) <= len(corpus.faqs)
        assert not {record.id for record in one.faqs} & {record.id for record in one.not_covered}
        for group in one.not_covered:
            assert set(group.phrasings) <= set(corpus.by_id[group.id].phrasings)
    assert any(thin(corpus, count, 0.25).not_covered for count in range(1, 9))
    assert not thin(corpus, 1).not_covered


def test_what_is_fitted_is_calibrated() -> None:
    found = samples(2_000)
    fitted = fit([SampleSet(1.0, found)])
    assert calibration_error(fitted, found) < 0.05
    assert fitted.weights[FEATURES.index("log_support")] > 0.5
    turned = [Sample(one.evidence, not one.right, True, 1.0) for one in found]
    assert calibration_error(fitted, turned) > 0.2


def test_of_a_data_set_enough_counts_as_in_scope() -> None:
    def asked(in_scope: int, others: int) -> list[LabelledQuestion]:
        return [LabelledQuestion("q", ("a",))] * in_scope + [LabelledQuestion("q", ())] * others

    assert out_of_scope_weight(asked(30, 40)) == pytest.approx(0.5), "60 % of 30 + 20"
    assert out_of_scope_weight(asked(80, 20)) == 1
    assert out_of_scope_weight(asked(10, 0)) == 1


def test_risk_is_the_mean_share_of_wrong_answers() -> None:
    sets = [[(0.9, True), (0.8, False), (0.1, False)], [(0.9, True)], []]
    assert risk(sets, 0.5) == pytest.approx((0.5 + 0 + 0) / 3)


def test_prints_the_errors_and_the_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "faqs").mkdir()
    (tmp_path / "faqs" / "a.yaml").write_text((SHIPPED_FAQS / "plan-usage.yaml").read_text("utf-8"), "utf-8")
    questions = [
        {"question": "how do i top up again", "expect": "reload-option"},
        {"question": "which plan am i on at present", "expect": "current-plan"},
        {"question": "who won the cup", "expect": None},
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)), "utf-8")
    main([str(tmp_path), "--embedder", "none"])
    printed = capsys.readouterr().out
    assert tmp_path.name[:20] in printed
    entry = json.loads(printed.splitlines()[-1])
    assert set(entry["weights"]) == set(FEATURES)
    assert set(entry) == {"intercept", "weights", "risk"}


@pytest.mark.parametrize(
    ("embedder", "said"), [("none", "a data set is a folder with faqs/"), ("bert", "bert")]
)
def test_says_what_is_wrong(
    tmp_path: Path, embedder: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    if embedder != "none":
        (data / "faqs").mkdir(parents=True)
        (data / "questions.jsonl").touch()
    with pytest.raises(SystemExit) as stopped:
        main([str(data), "--embedder", embedder])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
