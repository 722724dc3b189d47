"""How fast is a question answered? `python -m tests.benchmarks.matching`, from the top of the repository.

Prints the median time of one question on one core, on the shipped corpus and on generated ones, beside
rapidfuzz's `process.extract(WRatio)`, bm25s and the bare normaliser; and what an index costs to build, and
to hold in memory. Here no answer is remembered, but what a word adds is: so it is asked other questions
first, as of a bot that has been asked a while. "New" is what the same questions take just after the start.
Needs `pip install faqbot[test]`. Nothing is asserted: times belong to a machine.
"""

from __future__ import annotations

import gc
import os
import platform
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.matching.index import MatchIndex

SIZES = (10_000, 15_000)
TARGETS_MS = {"shipped": 0.5, "10,000": 3.0, "15,000": 5.0}
QUESTIONS = 200
PASSES = 3
ASKED_BEFORE = 2_000


def use_one_core() -> None:
    """Keep to one core, before anything is imported that counts them to start threads."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def median_ms(ask: Callable[[str], object], questions: Sequence[str], passes: int = PASSES) -> float:
    """The median time of a question, in milliseconds, over some passes."""
    times = []
    for _ in range(passes):
        for text in questions:
            start = perf_counter()
            ask(text)
            times.append(perf_counter() - start)
    return median(times) * 1_000


def per_second(build: Callable[[], object], count: int) -> float:
    """Phrasings indexed a second, the best of some builds."""
    times = []
    for _ in range(PASSES):
        start = perf_counter()
        build()
        times.append(perf_counter() - start)
    return count / min(times)


def bytes_each(build: Callable[[], object], count: int) -> float:
    """What Python and numpy allocate for an index, by phrasing; what all indexes share is loaded before."""
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = build()
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    del kept
    return held / count


def rivals(phrasings: Sequence[str]) -> dict[str, Callable[[str], object]]:
    """The others, each given its index ready-made."""
    import bm25s
    from rapidfuzz import fuzz, process

    from bot.matching.normalise import normalise

    choices = [normalise(text) for text in phrasings]
    index = bm25s.BM25()
    index.index(bm25s.tokenize(choices, show_progress=False), show_progress=False)

    def bm25(text: str) -> object:
        tokens = bm25s.tokenize(normalise(text), show_progress=False, return_ids=False)
        return index.retrieve(tokens, k=10, show_progress=False)

    def wratio(text: str) -> object:
        return process.extract(normalise(text), choices, scorer=fuzz.WRatio, limit=10)

    return {"rapidfuzz WRatio": wratio, "bm25s": bm25, "normalise alone": normalise}


def measure(folder: Path, questions: Sequence[str]) -> dict[str, Any]:
    """One row: all figures on one corpus."""
    from bot.assistant import Assistant
    from bot.corpus.load import load_corpus
    from bot.indexer import Indexer
    from bot.matching.embedders import load_embedder
    from bot.matching.index import build_index
    from bot.small_talk import COMPETING

    embedder = load_embedder("wordllama")

    def build() -> MatchIndex:
        return build_index(corpus, embedder, COMPETING)

    corpus = load_corpus(folder)
    phrasings = [text for record in (*corpus.faqs, *corpus.not_covered) for text in record.phrasings]
    index = Indexer(embedder)(corpus)
    assistant = Assistant(lambda: index)
    others = {name: median_ms(ask, questions[:50]) for name, ask in rivals(phrasings).items()}
    assistant.consider(phrasings[0])
    new = median_ms(assistant.consider, questions, passes=1)
    index = Indexer(embedder)(corpus)  # afresh: nothing of the questions is remembered
    for text in phrasings[:: max(1, len(phrasings) // ASKED_BEFORE)]:
        assistant.consider(text)
    return {
        "phrasings": len(phrasings),
        "words": len({word for text in phrasings for word in text.lower().split()}),
        "faqbot": median_ms(assistant.consider, questions),
        "new": new,
        **others,
        "built": per_second(build, len(phrasings)),
        "held": bytes_each(build, len(phrasings)),
    }


def main() -> None:
    """Measure and print."""
    use_one_core()
    from rich.console import Console
    from rich.table import Table

    from bot.evaluation.questions import read_questions
    from bot.resources import SHIPPED_FAQS
    from tests.benchmarks import generated

    labelled = read_questions(Path(__file__).parents[1] / "data" / "plan_questions.jsonl")
    rows = {"shipped": measure(SHIPPED_FAQS, [q.question for q in labelled if q.sort != "chat"][:QUESTIONS])}
    for size in SIZES:
        with TemporaryDirectory() as folder:
            generated.write_corpus(Path(folder), size)
            rows[f"{size:,}"] = measure(Path(folder), generated.questions(QUESTIONS, size))

    table = Table(title="Median milliseconds a question, on one core", title_justify="left", box=None)
    columns = (
        "corpus",
        "phrasings",
        "words",
        "faqbot",
        "target",
        "new",
        "rapidfuzz WRatio",
        "bm25s",
        "normalise alone",
    )
    for name in (*columns, "phrasings built/s", "bytes each"):
        table.add_column(name, justify="left" if name == "corpus" else "right")
    for corpus, row in rows.items():
        times = [f"{row[name]:.3f}" for name in ("rapidfuzz WRatio", "bm25s", "normalise alone")]
        table.add_row(
            corpus,
            f"{row['phrasings']:,}",
            f"{row['words']:,}",
            f"{row['faqbot']:.3f}",
            f"{TARGETS_MS[corpus]:.1f}",
            f"{row['new']:.3f}",
            *times,
            f"{row['built']:,.0f}",
            f"{row['held']:,.0f}",
        )
    Console(width=130).print(table)
    print(f"Python {platform.python_version()}, {platform.machine()}, {QUESTIONS} questions, {PASSES} passes")


if __name__ == "__main__":
    main()
