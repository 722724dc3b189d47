"""Every error that faqbot raises on purpose.

    FaqbotError                 catch this one to catch them all
    ├── CorpusError             the FAQ files cannot be served; carries every Problem found
    ├── SettingsError           a setting is unknown, or its value is not allowed
    ├── QuestionError           a question cannot be asked: empty, too long, unreadable
    ├── ScopeError              the locale or topic asked for is not in the corpus
    ├── EmbedderError           the chosen embedder cannot be loaded
    ├── QuestionsFileError      a file of labelled questions cannot be read
    ├── ImportFailed            nothing of what was to be imported could be read
    ├── JournalError            the journal cannot be used: unreachable, full, of a newer schema
    └── ServeError              the server cannot start: port taken, no permission

Each message says what is wrong and what to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend in a FAQ file: where it is, what is wrong, what to do.

    `line` and `column` count from 1; both are 0 where the problem is the file or folder itself.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    severity: Severity = "error"
    code: str = "invalid"

    def __str__(self) -> str:
        """`path:line:column: severity: message (hint)`, which editors and terminals turn into a link."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.severity}: {self.message}" + (f" ({self.hint})" if self.hint else "")


def sentence(complaint: object) -> str:
    """What an error says, as a sentence of its own.

    >>> sentence(QuestionError("the question is empty"))
    'The question is empty.'
    """
    text = str(complaint)
    return f"{text[:1].upper()}{text[1:]}."


class FaqbotError(Exception):
    """The root of all of them."""


class CorpusError(FaqbotError):
    """The FAQ files cannot be served. `problems` lists all errors of all files, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take the problems, of which there is at least one."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SettingsError(FaqbotError):
    """A setting is unknown, or its value is not allowed."""


class QuestionError(FaqbotError):
    """A question cannot be asked: empty, too long, or no readable text."""


class ScopeError(FaqbotError):
    """The locale or topic asked for is not in the corpus."""


class EmbedderError(FaqbotError):
    """The chosen embedder cannot be loaded."""


class QuestionsFileError(FaqbotError):
    """A file of labelled questions cannot be read."""


class ImportFailed(FaqbotError):
    """Nothing of what was to be imported could be read."""


class JournalError(FaqbotError):
    """The journal cannot be used."""


class ServeError(FaqbotError):
    """The server cannot start."""
