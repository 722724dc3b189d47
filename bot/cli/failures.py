"""How errors are told on the command line: a message on stderr and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from typing import IO, Any

import click

from bot.errors import CorpusError, FaqbotError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Failure(click.ClickException):
    """A FaqbotError, as the command line says it: the message on stderr, exit code 2."""

    exit_code = 2


class _Problems(Failure):
    """A CorpusError, each line of which says by itself that it is an error."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file, err=True)


class Commands(click.Group):
    """The commands, with whatever goes wrong in them told in a line."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command. That its output is full is an error like any other; click sees to a closed pipe."""
        try:
            return super().main(*args, **extra)
        except OSError as error:
            if error.filename or error.errno not in _FULL:
                raise
            # What is left in the buffer must not fail once more when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            Failure(f"the output cannot be written: {error.strerror}").show()
            sys.exit(Failure.exit_code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and show what it raises on purpose."""
        try:
            return super().invoke(ctx)
        except FaqbotError as error:
            raise (_Problems if isinstance(error, CorpusError) else Failure)(str(error)) from None
