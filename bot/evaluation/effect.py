"""What a change of the FAQ files would do: which questions it serves better, and which it takes away."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.assistant import Assistant
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
        self._before = self._ask(settings.faqs)

    def effect(self, changed: Mapping[Path, str]) -> Effect:
        """The effect of new contents of some files. Raises CorpusError where they cannot be served."""
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "faqs"
            shutil.copytree(self._settings.faqs, copy)
            for path, text in changed.items():
                (copy / path.relative_to(self._settings.faqs)).write_bytes(text.encode("utf-8"))
            after = self._ask(copy)
        count = len(self._labelled)
        changes = compare(self._before[:count], after[:count])
        recent = compare(self._before[count:], after[count:])
        return Effect(
            fixed=tuple(c.after for c in changes if c.turn == "better"),
            broken=tuple(c.after for c in changes if c.turn == "worse"),
            gained=tuple(c.after for c in recent if not c.before.answered),
            stolen=tuple(c.after for c in recent if c.before.answered),
        )

    def _ask(self, folder: Path) -> list[Outcome]:
        assistant = Assistant.from_folder(folder, self._settings, self._indexer)
        return foresee(assistant, [*self._labelled, *self._recent])
