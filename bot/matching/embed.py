"""Text -> vectors: the one small seam behind which any sentence embedding plugs in.

An embedder is a `Protocol`, not a base class: a name that says which model and version it is, `embed`, and
which words of the language the model knows.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.errors import EmbedderError

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Texts (normalised) -> one vector each, of length 1, or of length 0 where it knows nothing of the text.

    `name` changes whenever the vectors could: a journal and a cache are keyed by it. `family` picks the
    calibration: embedders of one family give cosines that mean the same. `rough`: how many of the first
    dimensions say roughly what all say, which is enough to tell what is worth comparing; None for all.
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def family(self) -> str: ...  # noqa: D102

    @property
    def rough(self) -> int | None: ...  # noqa: D102

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32."""
        ...

    def is_word(self, word: str) -> bool:
        """Whether the model has it as one of its own, so that it is no misspelling of another word."""
        ...


# So few texts share no words that are worth cutting only once.
_FEW = 4
_WORDS_KEPT = 2_560
_FEW_ROWS = 64
# What the tokenizer writes for the blank before a word.
_BLANK = "\u2581"


class NoEmbedder:
    """`--embedder none`: matching by letters and words alone."""

    name = "none"
    family = "none"
    rough = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors without dimensions: every cosine is 0."""
        return np.zeros((len(texts), 0), np.float32)

    def is_word(self, word: str) -> bool:  # noqa: ARG002
        """None, as far as it knows."""
        return False


class WordLlamaEmbedder:
    """Static word embeddings (WordLlama, MIT; 256 dimensions), averaged; the model lies in its wheel.

    The two files are read directly: importing the package costs most of a second, sets up logging for
    everybody, and its loader would look for the tokenizer on the network. A text's vector is the mean over
    its word pieces, and pieces never cross a blank, so each different word is cut once: a corpus is embedded
    several times faster than text by text.
    """

    family = "wordllama"
    # It was trained so that the first 64, 128, ... dimensions are embeddings too (Matryoshka learning).
    rough = 64

    def __init__(self) -> None:
        """Load the model. Raises EmbedderError where the package is not installed or holds no model."""
        from tokenizers import Tokenizer

        spec = importlib.util.find_spec("wordllama")
        if spec is None or not spec.submodule_search_locations:
            raise EmbedderError("the package wordllama is not installed; use --embedder none, or install it")
        folder = Path(spec.submodule_search_locations[0])
        weights = folder / "weights" / "l2_supercat_256.safetensors"
        tokenizer = folder / "tokenizers" / "l2_supercat_tokenizer_config.json"
        try:
            table = _Table(weights)
            self._cut = Tokenizer.from_file(str(tokenizer))
        except Exception as error:
            raise EmbedderError(f"the WordLlama model in {folder} cannot be read: {error}") from error
        self._cut.no_padding()
        self._cut.no_truncation()
        self._table = table
        # People use the same words again and again.
        self._kept: Callable[[str], Vectors] = lru_cache(_WORDS_KEPT)(self._word_vector)
        self.name = f"wordllama-{importlib.metadata.version('wordllama')}-l2_supercat_256"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Mean of the word pieces' vectors, of length 1."""
        if len(texts) <= _FEW:
            vectors = np.empty((len(texts), self._table.dimensions), np.float32)
            for row, text in enumerate(texts):
                vectors[row] = self._question_vector(text)
            return vectors
        split = [text.split() for text in texts]
        row_of = {word: i for i, word in enumerate(dict.fromkeys(chain.from_iterable(split)))}
        ids = np.fromiter(map(row_of.__getitem__, chain.from_iterable(split)), np.intp)
        return normalised_rows(sums_of_rows(self._word_vectors(list(row_of)), ids, list(map(len, split))))

    def is_word(self, word: str) -> bool:
        """Whether it is one piece: what is common is not cut."""
        return self._cut.token_to_id(_BLANK + word) is not None

    def _question_vector(self, text: str) -> Vectors:
        total = np.zeros(self._table.dimensions, np.float32)
        for word in text.split():
            total += self._kept(word)
        total /= max(float(total @ total), 1e-24) ** 0.5
        return total

    def _word_vector(self, word: str) -> Vectors:
        """The sum of one word's pieces."""
        ids = self._cut.encode(word, add_special_tokens=False).ids
        total: Vectors = self._table.rows(ids).sum(axis=0, dtype=np.float32)
        return total

    def _word_vectors(self, words: list[str], batch: int = 64) -> Vectors:
        """The sum of each word's pieces. Cut as texts of many words: a call costs more than a word."""
        texts = [" ".join(words[i : i + batch]) for i in range(0, len(words), batch)]
        encoded = self._cut.encode_batch_fast(texts, add_special_tokens=False)
        ids = [i for e in encoded for i in e.ids]
        if not ids:
            return np.zeros((0, self._table.dimensions), np.float32)
        different, which = np.unique(ids, return_inverse=True)
        begins_word = [str(self._cut.id_to_token(i)).startswith(_BLANK) for i in different.tolist()]
        begins = np.flatnonzero(np.array(begins_word)[which])
        pieces = self._table.rows(ids).astype(np.float32)
        counts = np.diff(begins, append=len(ids))
        sums = pieces[begins]
        for further in range(1, int(counts.max())):
            longer = np.flatnonzero(counts > further)
            sums[longer] += pieces[begins[longer] + further]
        return sums


class _Table:
    """The one tensor of a safetensors file, of which only the rows that are asked for are read.

    https://huggingface.co/docs/safetensors: the length of the header, the header in JSON, the numbers.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length))
        (tensor,) = (header[name] for name in header if name != "__metadata__")
        if tensor["dtype"] != "F16":
            raise ValueError(f"its numbers are {tensor['dtype']}, not F16")
        self._start = 8 + length + tensor["data_offsets"][0]
        self._count, self.dimensions = tensor["shape"]

    def rows(self, ids: Sequence[int]) -> NDArray[np.float16]:
        """Shape (len(ids), dimensions)."""
        if len(ids) > _FEW_ROWS:
            shape = (self._count, self.dimensions)
            return np.asarray(np.memmap(self._path, np.float16, "r", self._start, shape)[ids])
        # Read rather than mapped: a page that is looked at brings its neighbours into this process's memory.
        size = 2 * self.dimensions
        rows = np.empty((len(ids), self.dimensions), np.float16)
        with self._path.open("rb", buffering=0) as file:
            for row, place in zip(rows, ids, strict=True):
                file.seek(self._start + size * place)
                file.readinto(row)
        return rows


def normalised_rows(vectors: Vectors) -> Vectors:
    """Each row scaled to length 1; rows of zeros stay zeros."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    scaled: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))[:, None]
    return scaled


def sums_of_rows(table: Vectors, ids: NDArray[np.intp], counts: Sequence[int]) -> Vectors:
    """Sums of rows of `table`: of the first `counts[0]` that `ids` names, of the next `counts[1]`, ..."""
    sums = np.empty((len(counts), table.shape[1]), np.float32)
    ones = np.ones(max(counts, default=0), np.float32)
    begin = 0
    for total, count in zip(sums, counts, strict=True):
        # Several times as fast as sum(axis=0), and as reduceat for all of them at once.
        np.dot(ones[:count], table.take(ids[begin : begin + count], axis=0), out=total)
        begin += count
    return sums
