"""Fit the shipped calibration: `python -m bot.evaluation.calibrate DATA… --embedder wordllama [--write]`.

DATA is a folder with `faqs/` and `questions.jsonl`, one for each data set. Besides the whole corpus, thinned
ones with 1, 3 and 8 phrasings for half of the FAQs take part, with and without groups of what is not covered,
so that a confidence means the same on a corpus whose authors wrote little, and left out much that people ask.
A data set most of whose questions are out of scope counts as one with more in scope.
Prints the calibration error on every whole
corpus twice: with the curve fitted on everything, and with one fitted on the other data sets alone, so that
no set judges a fit that has seen it (a single one does). The share of wrong answers at each cut-off, by which
`--max-wrong` picks one, is of the second kind too. `--write` puts both into `bot/matching/calibration.json`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.assistant import Assistant
from bot.corpus.corpus import Corpus, FaqRecord, NotCoveredRecord
from bot.corpus.load import load_corpus
from bot.corpus.schema import Link, NotCovered
from bot.errors import EmbedderError, SettingsError
from bot.evaluation.questions import LabelledQuestion, read_questions
from bot.indexer import Indexer
from bot.matching.calibration import FEATURES, FILE, Calibration, Evidence, features
from bot.matching.embedders import load_embedder
from bot.settings import Settings

_RIDGE = 2.0
_RUNNERS_UP = 2
_RUNNER_UP_WEIGHT = 0.4
_CUT_OFFS = tuple(step / 20 for step in range(1, 20))
_THINNED = (1, 3, 8)
_THINNED_WEIGHT = 0.125
_THINNED_QUESTIONS = 500
_LEFT_OUT = 0.5
_NOT_COVERED = 0.25
_EXAMPLES = 15
# Of the questions of a whole data set at least so many count as in scope: what share of them the FAQs cover
# says nothing of a question, and help centers cover more than half.
_IN_SCOPE = 0.6
_DOCUMENTATION = Link(url="https://example.com/")


@dataclass(frozen=True, slots=True)
class Sample:
    """One FAQ found for one question: the best, or one of the next, which weigh less."""

    evidence: Evidence
    right: bool
    best: bool
    weight: float


@dataclass(frozen=True, slots=True)
class SampleSet:
    """What was found on one corpus."""

    weight: float
    samples: list[Sample]


def collect(folder: Path, indexer: Indexer, settings: Settings) -> list[SampleSet]:
    """What the assistant finds for the questions of a data set: on the whole corpus, then on thinned ones."""
    corpus = load_corpus(folder / "faqs")
    asked = [question for question in read_questions(folder / "questions.jsonl") if question.sort != "chat"]
    few = random.Random(0).sample(asked, min(len(asked), _THINNED_QUESTIONS))
    weight = out_of_scope_weight(asked)
    whole = SampleSet(1.0, _found(corpus, asked, indexer, settings, out_of_scope=weight))
    thinned = [
        SampleSet(_THINNED_WEIGHT, _found(thin(corpus, count, share), few, indexer, settings))
        for count in _THINNED
        for share in (0, _NOT_COVERED)
    ]
    return [whole, *thinned]


def out_of_scope_weight(asked: Sequence[LabelledQuestion]) -> float:
    """What a question that must not be answered counts, so that enough of all count as in scope."""
    in_scope = sum(1 for question in asked if question.expect)
    return min(1.0, in_scope * (1 / _IN_SCOPE - 1) / max(1, len(asked) - in_scope))


def thin(corpus: Corpus, count: int, not_covered: float = 0) -> Corpus:
    """Half of the FAQs with `count` phrasings each; of the others so many that they are a share
    `not_covered` of all become groups that are not covered. By chance, but always the same ones.
    """

    def shuffled(record: FaqRecord) -> list[str]:
        phrasings = list(record.phrasings)
        random.Random(record.id).shuffle(phrasings)
        return phrasings

    def thinned(record: FaqRecord) -> FaqRecord:
        question, *alternates = shuffled(record)[:count]
        changed = {"question": question, "alternates": tuple(alternates), "answer": None, "link": None}
        # Without any link they would be drafts; the topic's tells matching nothing.
        topic = replace(record.topic, documentation=_DOCUMENTATION)
        return replace(record, faq=record.faq.model_copy(update=changed), topic=topic)

    def refused(record: FaqRecord) -> NotCoveredRecord:
        group = NotCovered(id=record.id, examples=tuple(shuffled(record)[:_EXAMPLES]))
        return NotCoveredRecord(group, record.topic)

    lot = {record.id: random.Random(f"{count} {record.id}").random() for record in corpus.faqs}
    faqs = tuple([thinned(record) for record in corpus.faqs if lot[record.id] >= _LEFT_OUT])
    groups = tuple([refused(record) for record in corpus.faqs if lot[record.id] < not_covered])
    return replace(corpus, faqs=faqs, by_id={record.id: record for record in faqs}, not_covered=groups)


def _found(
    corpus: Corpus,
    asked: Sequence[LabelledQuestion],
    indexer: Indexer,
    settings: Settings,
    *,
    out_of_scope: float = 1.0,
) -> list[Sample]:
    """`out_of_scope`: what a question that must not be answered weighs."""
    index = indexer(corpus)
    assistant = Assistant(lambda: index, settings)
    samples: list[Sample] = []
    for question in asked:
        ranked = assistant.consider(question.question).decision.ranked
        counts = 1.0 if question.expect else out_of_scope
        for place, found in enumerate(ranked[: 1 + _RUNNERS_UP]):
            weight = counts * (_RUNNER_UP_WEIGHT if place else 1.0)
            samples.append(Sample(found.evidence, found.faq_id in question.expect, place == 0, weight))
    return samples


def fit(sets: Sequence[SampleSet]) -> Calibration:
    """Ridge-regularised logistic regression by Newton's method; a set counts by its weight, not its size."""
    sets = [one for one in sets if one.samples]
    shares = [one.weight / sum(sample.weight for sample in one.samples) for one in sets]
    x = np.array([features(sample.evidence) for one in sets for sample in one.samples])
    y = np.array([sample.right for one in sets for sample in one.samples], float)
    weight = 1_000 * np.array(
        [sample.weight * share for one, share in zip(sets, shares, strict=True) for sample in one.samples]
    )
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    penalty = np.diag([0.0] + [_RIDGE] * x.shape[1])
    beta = np.zeros(design.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (weight * (y - p)) - penalty @ beta
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + penalty
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-9:
            break
    weights = beta[1:] / spread
    return Calibration(float(beta[0] - weights @ mean), tuple(float(w) for w in weights))


def calibration_error(calibration: Calibration, samples: Sequence[Sample], bins: int = 10) -> float:
    """Expected calibration error of these FAQs' confidence, in equal bins."""
    confidence = np.array([calibration.confidence(sample.evidence) for sample in samples])
    right = np.array([sample.right for sample in samples], float)
    which = np.minimum(bins - 1, (confidence * bins).astype(np.intp))
    gaps = np.bincount(which, weights=right - confidence, minlength=bins)
    return float(np.abs(gaps).sum() / len(samples))


def risk(sets: Sequence[Sequence[tuple[float, bool]]], cut_off: float) -> float:
    """Share of the answers at `cut_off` that are wrong, the mean over the data sets.

    `sets`: (confidence, whether the FAQ is right) of every question's best FAQ.
    """
    shares = []
    for judged in sets:
        answered = [right for confidence, right in judged if confidence >= cut_off]
        shares.append(1 - sum(answered) / len(answered) if answered else 0.0)
    return sum(shares) / len(shares)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation.calibrate", description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--embedder", default="wordllama")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    for folder in given.data:
        if not (folder / "faqs").is_dir() or not (folder / "questions.jsonl").is_file():
            parser.error(f"{folder}: a data set is a folder with faqs/ and questions.jsonl")
    try:
        settings = Settings(embedder=given.embedder)
        indexer = Indexer(load_embedder(given.embedder))
    except (SettingsError, EmbedderError) as error:
        parser.error(str(error))
    sets = {folder.name: collect(folder, indexer, settings) for folder in given.data}
    everything = fit([one for found in sets.values() for one in found])
    out = sys.stdout
    out.write(f"{'data set':20} {'questions':>9} {'ece, all':>9} {'ece, held out':>14}\n")
    judged: list[list[tuple[float, bool]]] = []
    for name, found in sets.items():
        best = [sample for sample in found[0].samples if sample.best]
        others = [one for key, other in sets.items() if key != name for one in other]
        held_out = fit(others) if others else everything
        judged.append([(held_out.confidence(sample.evidence), sample.right) for sample in best])
        errors = f"{calibration_error(everything, best):9.3f} {calibration_error(held_out, best):14.3f}"
        out.write(f"{name:20} {len(best):9,} {errors}\n")
    entry = {
        "intercept": round(everything.intercept, 4),
        "weights": {name: round(w, 4) for name, w in zip(FEATURES, everything.weights, strict=True)},
        "risk": {f"{cut_off:.2f}": round(risk(judged, cut_off), 4) for cut_off in _CUT_OFFS},
    }
    out.write(json.dumps(entry) + "\n")
    if given.write:
        table = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"families": {}}
        table["families"][given.embedder.partition(":")[0]] = entry
        FILE.write_text(json.dumps(table, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
