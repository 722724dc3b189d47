"""What a change of the FAQ files would do: which questions it serves better, and which it takes away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.assistant import Assistant
from bot.corpus.load import load_corpus
from bot.evaluation.compare import compare
from bot.evaluation.outcomes import Outcome, foresee
from bot.evaluation.questions import LabelledQuestion
from bot.indexer import Indexer
from bot.matching.embedders import load_embedder
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to questions.

    `fixed`, `broken`: labelled ones served better or worse; `gained`: recent ones that get an answer now, or
    are rightly refused; `stolen`: recent ones that were answered and now get another reply.
    """

    fixed: tuple[Outcome, ...]
    broken: tuple[Outcome, ...]
    gained: tuple[Outcome, ...]
    stolen: tuple[Outcome, ...]


class Simulation:
    """Asks the same questions of the corpus as it is, and as it would be."""

    def __init__(
        self, settings: Settings, labelled: Sequence[LabelledQuestion], recent: Sequence[str]
    ) -> None:
        """Raises CorpusError and EmbedderError."""
        self._settings, self._labelled = settings, labelled
        self._recent = [LabelledQuestion(text) for text in recent]
        self._indexer = Indexer(load_embedder(settings.embedder))
        self._before = self._ask({})

    def effect(self, changed: Mapping[Path, bytes]) -> Effect:
        """The effect of new contents of some files. Raises CorpusError where they cannot be served."""
        after = self._ask(changed)
        count = len(self._labelled)
        changes = compare(self._before[:count], after[:count])
        recent = compare(self._before[count:], after[count:])
        return Effect(
            fixed=tuple(c.after for c in changes if c.turn == "better"),
            broken=tuple(c.after for c in changes if c.turn == "worse"),
            gained=tuple(c.after for c in recent if not c.before.answered),
            stolen=tuple(c.after for c in recent if c.before.answered),
        )

    def _ask(self, changed: Mapping[Path, bytes]) -> list[Outcome]:
        settings = self._settings
        corpus = load_corpus(settings.faqs, max_file_bytes=settings.max_file_bytes, changed=changed)
        index = self._indexer(corpus)
        assistant = Assistant(lambda: index, settings)
        return foresee(assistant, [*self._labelled, *self._recent])
