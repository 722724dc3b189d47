"""The `faqbot` command: parse, call, print. Heavy imports happen in the command that needs them."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import bot
from bot.cli.failures import Commands, Failure
from bot.cli.options import PathName, ServeCommand, SettingsCommand, with_settings
from bot.errors import FaqbotError

if TYPE_CHECKING:
    from bot.settings import Settings


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(bot.__version__, prog_name="faqbot")
def main() -> None:
    """A help center that gives the approved answer with its link, or says that it does not know."""
    # Matrices are small here: threads of the arithmetic's own cost ten times what they save.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Else the files of every installed package are read, to see whether it extends pydantic.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")  # a terminal that cannot show a character shows "?"
    if sys.stderr.isatty():
        _tell_how_far_it_is()


def _tell_how_far_it_is() -> None:
    """Show what long work has to say of itself. `serve` has a log of its own instead."""
    import logging

    logger = logging.getLogger("bot")
    logger.handlers[:] = [logging.StreamHandler()]
    logger.setLevel(logging.INFO)


def _tell_of_unused_folder(settings: Settings) -> None:
    from bot.cli.unused import of_unused_folder

    if told := of_unused_folder(settings):
        click.secho(told, fg="yellow", err=True)


_locale = click.option("--locale", metavar="TAG", help="Answer from the FAQs of this language only.")
_topic = click.option("--topic", metavar="SLUG", help="Answer from the FAQs of this topic only.")
_explain = click.option("--explain", is_flag=True, help="Show why the reply is what it is.")


@main.command(cls=ServeCommand)
@with_settings
def serve(settings: Settings) -> None:
    """Serve the help center, the widget and the HTTP API."""
    gc.disable()  # until the server listens: a start makes no garbage, and the search takes a tenth of it
    import logging

    from bot.cli.unused import of_unused_folder
    from bot.server.logs import log_to_stderr
    from bot.server.serve import serve as run

    log_to_stderr(settings.log_format)
    if told := of_unused_folder(settings):
        logging.getLogger("bot").warning(told)
    try:
        run(settings)
    except FaqbotError as error:
        if settings.log_format == "text":
            raise
        logging.getLogger("bot").critical(str(error))
        raise click.exceptions.Exit(Failure.exit_code) from None


@main.command(cls=SettingsCommand, groups=("corpus", "answers"))
@click.argument("question")
@_locale
@_topic
@click.option("--json", "as_json", is_flag=True, help="Print the reply exactly as the HTTP API gives it.")
@_explain
@with_settings
def ask(
    settings: Settings, question: str, locale: str | None, topic: str | None, as_json: bool, explain: bool
) -> None:
    """Answer one QUESTION; "-" reads it from the standard input."""
    from bot.assistant import Assistant
    from bot.cli.show import explanation_table, show_reply, terminal

    _tell_of_unused_folder(settings)
    if question == "-":
        question = sys.stdin.read(settings.max_question_length + 1)
    assistant = Assistant.from_folder(settings=settings)
    if settings.journal == "all":
        from bot.cli.journal import Recorder  # imported here: who records nothing need not wait for it

        recorder = Recorder(assistant, settings)
        reply = recorder.ask(question, locale=locale, topic=topic, explain=explain)
        recorder.stop()
    else:
        reply = assistant.ask(question, locale=locale, topic=topic, explain=explain)
    if as_json:
        click.echo(reply.model_dump_json().encode())  # JSON is UTF-8, whatever the terminal's encoding is
        return
    console = terminal()
    show_reply(console, reply)
    if reply.explanation:
        console.print()
        console.print(explanation_table(reply.explanation))


@main.command(cls=SettingsCommand, groups=("corpus", "answers"))
@_locale
@_topic
@_explain
@with_settings
def chat(settings: Settings, locale: str | None, topic: str | None, explain: bool) -> None:
    """Hold a conversation in the terminal."""
    from bot.assistant import Assistant
    from bot.cli.chat import Conversation
    from bot.cli.show import terminal

    _tell_of_unused_folder(settings)
    assistant = Assistant.from_folder(settings=settings)
    conversation = Conversation(assistant, terminal(), locale, topic, explain)
    if settings.journal == "all":
        from bot.cli.journal import Recorder

        recorder = Recorder(assistant, settings)
        conversation.ask = recorder.ask
        conversation.hold()
        recorder.stop()
    else:
        conversation.hold()


@main.command(cls=SettingsCommand, groups=("corpus",))
@click.argument("folder", metavar="[DIR]", required=False, type=PathName())
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="Text for people, JSON for programs, or annotations for a GitHub workflow.  [default: text]",
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@with_settings
def check(settings: Settings, folder: Path | None, form: str, strict: bool) -> None:
    """Validate and lint the FAQ files in DIR (default: --faqs).

    Exit code 0: they can be served; 1: there are errors (or, with --strict, warnings); 2: nothing to check.
    """
    from bot.cli.problems import find_problems, report

    if folder is None:
        _tell_of_unused_folder(settings)
    checked = find_problems(folder or settings.faqs, settings)
    if text := report(checked, form):
        click.echo(text)
    if checked.errors or (strict and checked.problems):
        raise click.exceptions.Exit(1)


@main.group("import")
def import_() -> None:
    """Turn other help pages into FAQ files."""


@import_.command("topic-guide")
@click.argument("sources", metavar="SRC...", nargs=-1, required=True, type=PathName())
@click.option("--out", metavar="DIR", required=True, type=PathName(), help="Where to write.")
def topic_guide(sources: tuple[Path, ...], out: Path) -> None:
    """Import topic-guide pages, or all below folders, into one FAQ file a page.

    A second import keeps what people have added or edited since. Exit code 1: a page could not be read.
    """
    from bot.cli.imports import show_summary
    from bot.cli.show import terminal
    from bot.corpus.importers.topic_guide import import_pages

    summary = import_pages(sources, out)
    show_summary(terminal(), terminal(stderr=True), summary, out)
    if not summary.ok:
        raise click.exceptions.Exit(1)


@main.command("eval", cls=SettingsCommand, groups=("corpus", "answers"))
@click.option(
    "--questions",
    metavar="FILE",
    required=True,
    type=PathName(),
    help="Labelled questions: JSON Lines, or CSV (*.csv).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--predictions",
    metavar="FILE",
    type=PathName(),
    help="Write each decision to this CSV file.",
)
@click.option("--plot", metavar="FILE", type=PathName(), help="Draw coverage and risk to this SVG file.")
@click.option(
    "--against",
    metavar="DIR",
    help="Compare with the FAQs of this folder, or of git's REVISION:DIR; exit 1 if a question got worse.",
)
@click.option(
    "--fail-under",
    metavar="METRIC=VALUE",
    multiple=True,
    help="Exit 1 where the metric is below the value, such as answered_right=0.8; repeatable.",
)
@click.option(
    "--fail-over",
    metavar="METRIC=VALUE",
    multiple=True,
    help="Exit 1 where the metric is above the value, such as wrong_answer=0.05; repeatable.",
)
@with_settings
def evaluate(
    settings: Settings,
    questions: Path,
    as_json: bool,
    predictions: Path | None,
    plot: Path | None,
    against: str | None,
    fail_under: tuple[str, ...],
    fail_over: tuple[str, ...],
) -> None:
    """Measure how well labelled questions are answered.

    Exit code 0 is well, 1 a limit not kept or a question served worse, 2 could not run.
    """
    import json

    from bot.cli.figures import show_evaluation
    from bot.cli.show import printable, terminal, watch
    from bot.evaluation.gates import parse_gate
    from bot.evaluation.report import as_json as report
    from bot.evaluation.run import Request
    from bot.evaluation.run import evaluate as run

    _tell_of_unused_folder(settings)
    gates = [parse_gate(text, "under") for text in fail_under]
    gates += [parse_gate(text, "over") for text in fail_over]
    evaluation = run(Request(questions, predictions, plot, against, gates), settings, watch)
    for caution in evaluation.cautions:
        click.secho(f"{printable(str(questions))}: {printable(caution)}", fg="yellow", err=True)
    if as_json:
        click.echo(json.dumps(report(evaluation), indent=2))
    else:
        show_evaluation(terminal(), evaluation)
    for broken in evaluation.broken:
        click.secho(f"Failed: {broken}", fg="red", err=True)
    sys.exit(0 if evaluation.passed else 1)


_since = click.option(
    "--since", metavar="TIME", default="7d", help="From when on: 7d, 12h, 2w, or a date.  [default: 7d]"
)


@main.command(cls=SettingsCommand, groups=("journal",), also=("embedder",))
@_since
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="Text for people, JSON for programs, or the groups as CSV.  [default: text]",
)
@with_settings
def report(settings: Settings, since: str, form: str) -> None:
    """Tell what was asked, what went unanswered, and what was rated unhelpful.

    Questions are grouped by meaning; a group is shown only when enough conversations asked for it.
    """
    from bot.cli import journal
    from bot.cli.show import terminal

    made = journal.report_of(settings, since)
    if form == "text":
        journal.show_report(terminal(), made)
    else:
        text = journal.as_json(made) + "\n" if form == "json" else journal.as_csv(made)
        click.echo(text.encode(), nl=False)


@main.command(cls=SettingsCommand, groups=("corpus", "answers", "journal"))
@_since
@click.option(
    "--questions",
    metavar="FILE",
    type=PathName(),
    help="Golden questions that must not get worse: JSON Lines, or CSV (*.csv).",
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(["alternate", "new_faq", "not_covered"]),
    multiple=True,
    help="Only these; repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the suggestions as JSON.")
@click.option("--apply", "apply_", is_flag=True, help="Write the patch into the FAQ files.")
@with_settings
def suggest(
    settings: Settings,
    since: str,
    questions: Path | None,
    kinds: tuple[str, ...],
    as_json: bool,
    apply_: bool,
) -> None:
    """Suggest what to write next, from what went unanswered: a patch to the FAQ files with its effect.

    Nothing is written without --apply; `faqbot suggest > next.patch` and `git apply next.patch` do the same
    by hand. A new FAQ is a draft, and in no patch, as its answer has to be written first.
    """
    from bot.cli import suggestions

    _tell_of_unused_folder(settings)
    plan = suggestions.make_plan(settings, since, questions, kinds)
    text = suggestions.as_json(plan) if as_json else suggestions.as_text(plan)
    click.echo(text.encode(), nl=False)
    if apply_:
        for told in suggestions.write_plan(plan):
            click.echo(told, err=True)


@main.command(cls=SettingsCommand, groups=("journal",))
@click.argument("conversation")
@with_settings
def forget(settings: Settings, conversation: str) -> None:
    """Delete one CONVERSATION from the journal: the id that its client sends as conversation_id."""
    from bot.cli.journal import forget_conversation

    click.echo(forget_conversation(settings, conversation))


@main.command("settings", cls=SettingsCommand)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def show_settings(as_json: bool, **flags: Any) -> None:
    """Print the effective settings, and where each comes from; secrets are masked.

    It takes the flags of every other command, and exits with 2 where one of them would refuse a setting.
    """
    import json
    from dataclasses import asdict

    from bot.cli.effective import effective_settings, settings_table
    from bot.cli.show import terminal

    found = effective_settings(flags)
    if as_json:
        click.echo(json.dumps([asdict(setting) for setting in found], indent=2, ensure_ascii=False))
    else:
        terminal().print(settings_table(found))


@main.command
@click.option("--out", metavar="FILE", type=PathName(), help="Write it to FILE.")
def schema(out: Path | None) -> None:
    """Print the JSON Schema of a FAQ file, for editors and other tools."""
    import json

    from bot.corpus.schema import json_schema

    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        click.echo(text.encode(), nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"{out} cannot be written: {error.strerror or error}") from None
