"""What `faqbot eval` shows: figures, figures by kind, the worst mistakes, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.show import plural, printable
from bot.evaluation.compare import Change, Comparison
from bot.evaluation.metrics import METRICS, Figure, Figures
from bot.evaluation.outcomes import Outcome
from bot.evaluation.run import Evaluation

_WORST = 10
_CHANGES = 25
# So that a row has room on a terminal of 80 columns.
_SHORT = {"0.00": "0", "1.00": "1"}
_SHARES = ("top1", "answered_right", "wrong_answer", "offered", "false_answer", "coverage", "chat_right")
_TURNS = {"worse": "red", "better": "green", "as good": "dim"}


def show_evaluation(console: Console, evaluation: Evaluation) -> None:
    """Print the whole of it as tables."""
    figures, corpus = evaluation.figures, evaluation.corpus
    chat = f" and {figures.chat_questions:,} of chat" if figures.chat_questions else ""
    console.print(
        f"{plural(figures.questions, 'question')}{chat} put to {plural(len(corpus.faqs), 'FAQ')},"
        f" revision {corpus.revision}"
    )
    _show(console, "Figures", _figures_table(figures))
    if evaluation.kinds:
        _show(console, "By kind", _kinds_table(evaluation.kinds))
    if mistakes := evaluation.mistakes():
        shown = f"the {_WORST} most confident" if len(mistakes) > _WORST else "the most confident first"
        title = f"{plural(len(mistakes), 'wrong or false answer')}, {shown}"
        _show(console, title, _mistakes_table(mistakes[:_WORST]))
    if evaluation.comparison:
        _show_comparison(console, evaluation.comparison)


def _table() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))


def _show(console: Console, title: str, table: Table) -> None:
    """A title of its own line, which a narrow table does not wrap."""
    console.print(f"\n{title}", style="bold")
    console.print(table)


def _figures_table(figures: Figures) -> Table:
    table = _table()
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right", style="bold", no_wrap=True)
    table.add_column("95% interval", no_wrap=True)
    table.add_column("meaning", style="dim")
    for metric in METRICS:
        figure = figures.values[metric.name]
        interval = f"{figure.low:.3f} to {figure.high:.3f}" if figure else ""
        table.add_row(metric.name, _value(figure), interval, metric.meaning)
    return table


def _kinds_table(kinds: Mapping[str, Figures]) -> Table:
    """One row a kind, each share with its interval. A correlation over one kind of question says little."""
    table = _table()
    table.add_column("\nkind", overflow="fold")
    table.add_column("\nasked", justify="right", no_wrap=True)
    names = [name for name in _SHARES if any(figures.values[name] for figures in kinds.values())]
    for name in names:
        table.add_column(
            ("" if "_" in name else "\n") + name.replace("_", "\n"), justify="right", no_wrap=True
        )
    for kind, figures in kinds.items():
        count = f"{figures.questions + figures.chat_questions:,}"
        table.add_row(
            printable(kind) or "(none)", count, *(_with_interval(figures.values[name]) for name in names)
        )
    return table


def _mistakes_table(mistakes: Sequence[Outcome]) -> Table:
    table = _table()
    table.add_column("confidence", justify="right", no_wrap=True)
    table.add_column("question", overflow="fold", ratio=3)
    table.add_column("answered", overflow="fold", ratio=2, style="red")
    table.add_column("expected", overflow="fold", ratio=2)
    for outcome in mistakes:
        table.add_row(
            f"{outcome.confidence:.2f}", _question(outcome), printable(outcome.faq_id), _expected(outcome)
        )
    return table


def _show_comparison(console: Console, comparison: Comparison) -> None:
    changed = len(comparison.changes)
    console.print(
        f"\nAgainst revision {comparison.before_revision}: {comparison.count('worse')} worse,"
        f" {comparison.count('better')} better, {comparison.count('as good')} changed but as good,"
        f" {comparison.questions - changed:,} unchanged",
        style="bold",
    )
    # What got worse is what the reader came for: all of it is shown, the rest as far as it fits a screen.
    rows = max(_CHANGES, comparison.count("worse"))
    if changed:
        console.print(_changes_table(comparison.changes[:rows]))
    if changed > rows:
        console.print(f"and {changed - rows:,} more; --json lists them all", style="dim")


def _changes_table(changes: Sequence[Change]) -> Table:
    table = _table()
    table.add_column("", no_wrap=True)
    table.add_column("question", overflow="fold", ratio=3)
    table.add_column("expected", overflow="fold", ratio=2)
    table.add_column("before", overflow="fold", ratio=3)
    table.add_column("now", overflow="fold", ratio=3)
    for change in changes:
        turn = Text(change.turn, style=_TURNS[change.turn])
        asked = change.after
        table.add_row(turn, _question(asked), _expected(asked), _reply(change.before), _reply(change.after))
    return table


def _question(outcome: Outcome) -> str:
    text = printable(" ".join(outcome.asked.question.split()))
    return text if len(text) <= 160 else text[:159] + "…"


def _expected(outcome: Outcome) -> str:
    return printable(" or ".join(outcome.asked.expect)) or "no answer"


def _reply(outcome: Outcome) -> str:
    """A reply in a few words: `answer allowed-sessions (0.93)`."""
    shown = [outcome.faq_id] if outcome.answered else outcome.choices
    confidence = f" ({outcome.confidence:.2f})" if outcome.answered else ""
    return printable(" ".join((outcome.decision.replace("_", " "), ", ".join(shown))).strip() + confidence)


def _with_interval(figure: Figure | None) -> Text:
    if not figure:
        return Text("–")
    low, high = (_short(end) for end in (figure.low, figure.high))
    return Text.assemble(_value(figure), "\n", (f"{low}-{high}", "dim"))


def _short(share: float) -> str:
    shown = f"{share:.2f}"
    return _SHORT.get(shown, shown.removeprefix("0"))


def _value(figure: Figure | None) -> str:
    return f"{figure.value:.3f}" if figure else "–"
