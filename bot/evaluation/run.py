"""What `faqbot eval` does, without its terminal: questions in, an Evaluation out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.assistant import Assistant
from bot.corpus.corpus import Corpus
from bot.errors import SettingsError
from bot.evaluation.compare import Comparison, compare
from bot.evaluation.cut_off import coverage_risk, shipped_point
from bot.evaluation.gates import Gate, broken_gates
from bot.evaluation.metrics import Figures, measure, measure_kinds
from bot.evaluation.outcomes import Grade, Outcome, Watch, cautions, foresee, write_predictions
from bot.evaluation.plot import check_plot_path, draw
from bot.evaluation.questions import read_questions
from bot.evaluation.revision import folder_of
from bot.indexer import Indexer
from bot.matching.embedders import load_embedder
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be evaluated and written.

    `against`: a folder, or git's REVISION:FOLDER, with the corpus to compare with.
    """

    questions: Path
    predictions: Path | None = None
    plot: Path | None = None
    against: str | None = None
    gates: Sequence[Gate] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of it. `broken`: the limits that are not kept, in words."""

    corpus: Corpus
    outcomes: Sequence[Outcome]
    figures: Figures
    kinds: dict[str, Figures]
    cautions: tuple[str, ...]
    comparison: Comparison | None = None
    broken: tuple[str, ...] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether every limit is kept and no question is served worse than before."""
        return not self.broken and not (self.comparison and self.comparison.count("worse"))

    def mistakes(self) -> list[Outcome]:
        """The wrong and false answers, the most confident first."""
        wrong = [o for o in self.outcomes if o.answered and o.grade is Grade.WRONG]
        return sorted(wrong, key=lambda o: -o.confidence)


def evaluate(request: Request, settings: Settings, watch: Watch = iter) -> Evaluation:
    """Put the questions to the assistant that `settings` describe, measure, compare, and write the files.

    Raises QuestionsFileError, CorpusError, and SettingsError for what cannot be written or compared.
    """
    if request.plot:
        check_plot_path(request.plot)
    for path in filter(None, (request.predictions, request.plot)):
        if not path.absolute().parent.is_dir():
            raise SettingsError(f"{path} cannot be written: there is no folder {path.parent}")
    questions = read_questions(request.questions)
    indexer = Indexer(load_embedder(settings.embedder))
    assistant = Assistant.from_folder(settings.faqs, settings, indexer)
    corpus = assistant.corpus
    base = None
    if request.against is not None:
        with folder_of(request.against) as folder:
            base = Assistant.from_folder(folder, settings, indexer)
    outcomes = foresee(assistant, questions, watch)
    figures = measure(outcomes)
    broken = broken_gates(figures, request.gates)
    comparison = None
    if base:
        changes = compare(foresee(base, questions, watch), outcomes)
        comparison = Comparison(base.corpus.revision, corpus.revision, len(questions), changes)
    if predictions := request.predictions:
        _write(predictions, lambda: write_predictions(outcomes, predictions))
    if plot := request.plot:
        marks = {"answer": assistant.cut_offs.answer, "clarify": assistant.cut_offs.clarify}
        drawing = draw(coverage_risk(outcomes), marks, shipped_point(outcomes), title=request.questions.name)
        _write(plot, lambda: plot.write_text(drawing, encoding="utf-8"))
    notes = cautions(questions, corpus.by_id, max_length=settings.max_question_length)
    return Evaluation(corpus, outcomes, figures, measure_kinds(outcomes), notes, comparison, broken)


def _write(path: Path, write: Callable[[], object]) -> None:
    try:
        write()
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror or error}") from None
