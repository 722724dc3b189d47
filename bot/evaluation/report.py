"""An Evaluation as JSON: flat figures by name, as programs compare them."""

from __future__ import annotations

from typing import Any

from bot.evaluation.compare import Change, Comparison
from bot.evaluation.metrics import Figures
from bot.evaluation.outcomes import Outcome
from bot.evaluation.run import Evaluation


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The figures (null where nothing measures one), then the same of each kind, mistakes and changes."""
    comparison = evaluation.comparison
    return {
        **_figures(evaluation.figures),
        "kinds": {kind: _figures(figures) for kind, figures in evaluation.kinds.items()},
        "mistakes": [_asked(o) | _reply(o) for o in evaluation.mistakes()],
        "corpus": {"revision": evaluation.corpus.revision, "faqs": len(evaluation.corpus.faqs)},
        "cautions": list(evaluation.cautions),
        "against": _comparison(comparison) if comparison else None,
        "broken": list(evaluation.broken),
        "passed": evaluation.passed,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    known = {name: figure for name, figure in figures.values.items() if figure}
    return {
        "questions": figures.questions,
        "chat_questions": figures.chat_questions,
        **{name: figure.value if figure else None for name, figure in figures.values.items()},
        "intervals": {name: [figure.low, figure.high] for name, figure in known.items()},
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "revision": comparison.before_revision,
        "worse": comparison.count("worse"),
        "better": comparison.count("better"),
        "as_good": comparison.count("as good"),
        "unchanged": comparison.questions - len(comparison.changes),
        "changes": [_change(change) for change in comparison.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    turn = change.turn.replace(" ", "_")
    return {
        **_asked(change.after),
        "turn": turn,
        "before": _reply(change.before),
        "after": _reply(change.after),
    }


def _asked(outcome: Outcome) -> dict[str, Any]:
    asked = outcome.asked
    return {"question": asked.question, "line": asked.line, "kind": asked.kind, "expect": list(asked.expect)}


def _reply(outcome: Outcome) -> dict[str, Any]:
    return {
        "decision": outcome.decision,
        "faq_id": outcome.faq_id,
        "confidence": outcome.confidence,
        "choices": list(outcome.choices),
    }
