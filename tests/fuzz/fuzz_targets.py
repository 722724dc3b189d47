"""What must hold of any bytes at all: one function a reader of what others wrote."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from bot.assistant import Assistant
from bot.corpus.importers.topic_guide import import_pages
from bot.corpus.load import load_corpus
from bot.errors import CorpusError, QuestionError
from bot.links import is_safe_url
from bot.markdown import Block, to_blocks, to_text
from bot.matching.normalise import normalise
from bot.reply import Reply
from bot.settings import Settings


def yaml(data: bytes) -> None:
    """A file is served, or refused with problems that have a place and a message."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "faqs.yaml").write_bytes(data)
        try:
            corpus = load_corpus(Path(folder))
        except CorpusError as error:
            problems = error.problems
        else:
            assert all(record.faq.question.strip() for record in corpus.faqs)
            return
    assert problems
    assert all(problem.message and problem.line >= 0 for problem in problems)


def normalised(data: bytes) -> None:
    """Normalising twice is normalising once."""
    once = normalise(_text(data))
    assert normalise(once) == once


def ask(data: bytes) -> None:
    """A question gets a whole reply, or is refused as a question."""
    try:
        reply = _assistant().ask(_text(data), explain=True)
    except QuestionError:
        return
    assert Reply.model_validate_json(reply.model_dump_json()) == reply
    assert reply.message
    assert (reply.answer is not None) == (reply.decision == "answer")


def importer(data: bytes) -> None:
    """What is imported from a page can be served."""
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder) / "en" / "latest" / "Page.md", Path(folder) / "out"
        page.parent.mkdir(parents=True)
        page.write_bytes(data)
        summary = import_pages([page], out)
        if any(row.output for row in summary.rows):
            load_corpus(out)


def markdown(data: bytes) -> None:
    """Blocks hold no address but safe ones, and can be read aloud."""
    blocks = to_blocks(_text(data))
    assert isinstance(to_text(blocks), str)
    for block in _all(blocks):
        assert block.href is None or is_safe_url(block.href)
        assert Block.model_validate_json(block.model_dump_json()) == block


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": yaml,
    "normalise": normalised,
    "ask": ask,
    "importer": importer,
    "markdown": markdown,
}


def _text(data: bytes) -> str:
    """Any text that a program can hold, lone surrogates included; other bytes as replacement characters."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _all(blocks: tuple[Block | str, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Block):
            yield block
            yield from _all(block.children)


@cache
def _assistant() -> Assistant:
    return Assistant.from_folder(settings=Settings(embedder="none", answer_cache_size=0))
