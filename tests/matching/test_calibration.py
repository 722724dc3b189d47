from __future__ import annotations

import json
import math

import pytest

from bot.matching.calibration import FEATURES, FILE, Evidence, calibration_for, features

EVIDENCE = Evidence(0.4, 0.6, 0.8, 0.1, 6, 10, 0.2)


@pytest.mark.parametrize("family", ["none", "wordllama", "onnx"])
def test_better_evidence_is_surer(family: str) -> None:
    calibration = calibration_for(family)
    confidence = calibration.confidence(EVIDENCE)
    assert 0 < confidence < 1
    for better in (
        EVIDENCE._replace(support=0.6),
        EVIDENCE._replace(coverage=1.0),
        EVIDENCE._replace(classified_lead=0.5),
    ):
        assert calibration.confidence(better) > confidence


@pytest.mark.parametrize("family", ["none", "wordllama", "onnx"])
def test_the_parts_make_the_confidence(family: str) -> None:
    calibration = calibration_for(family)
    parts = calibration.parts(EVIDENCE)
    assert tuple(parts) == FEATURES
    log_odds = calibration.intercept + sum(parts.values())
    assert 1 / (1 + math.exp(-log_odds)) == pytest.approx(calibration.confidence(EVIDENCE))


def test_more_words_than_any_question_has_say_nothing() -> None:
    calibration = calibration_for("wordllama")
    confidence = [calibration.confidence(EVIDENCE._replace(words=words)) for words in (8, 32, 64, 4_000)]
    assert confidence[0] < confidence[1] == confidence[2] == confidence[3]


def test_extremes_stay_between_0_and_1() -> None:
    calibration = calibration_for("wordllama")
    for support in (0.0, 1e9):
        assert 0 <= calibration.confidence(EVIDENCE._replace(support=support)) <= 1


@pytest.mark.parametrize("family", ["none", "wordllama", "onnx"])
def test_fewer_wrong_answers_need_a_higher_cut_off(family: str) -> None:
    calibration = calibration_for(family)
    cut_offs = [calibration.cut_off_for(share) for share in (0.3, 0.1, 0.05, 0.02, 0.0)]
    assert cut_offs == sorted(cut_offs)
    assert cut_offs[0] < cut_offs[-1]


def test_every_feature_has_a_number_and_a_weight() -> None:
    assert len(features(EVIDENCE)) == len(FEATURES)
    for entry in json.loads(FILE.read_text(encoding="utf-8"))["families"].values():
        assert set(entry["weights"]) == set(FEATURES)
