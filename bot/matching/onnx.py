"""`--embedder onnx:MODEL`: any sentence-transformers model exported to ONNX (extra `faqbot[onnx]`).

MODEL is a folder that holds `model.onnx` (or `onnx/model.onnx`) and `tokenizer.json`, or a hub name such as
`sentence-transformers/all-MiniLM-L6-v2`, which is fetched once and then read from the hub's local cache.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import EmbedderError
from bot.matching.embed import Vectors, normalised_rows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Pieces of a text that are read; the fewer, if the model takes no more.
_PIECES = (128, 64, 32, 16)
_BATCH = 32
# A dynamically quantised model measures what it is given as a whole: in a batch, a text's vector would
# depend on its neighbours, and be another than that of the same text as a question.
_QUANTISED = b"DynamicQuantizeLinear"
# The output of an export that pools by itself.
_POOLED = "sentence_embedding"
# What a folder's 1_Pooling says. Of length 1, the mean is the same over the root of the length.
_BY_MODE = {
    "mean_tokens": "mean",
    "mean_sqrt_len_tokens": "mean",
    "cls_token": "first",
    "max_tokens": "largest",
}
# Models of more than 2 GB, and some others, have their weights in a file beside the model.
_DATA = "model.onnx_data"
_MODELS = ("model.onnx", _DATA, "onnx/model.onnx", f"onnx/{_DATA}")
_FILES = (*_MODELS, "tokenizer.json", "*config.json", "1_Pooling/config.json")
# A large corpus takes minutes: so often it is told how far they have gone.
TELL_SECONDS = 3.0

log = logging.getLogger(__name__)


class OnnxEmbedder:
    """The model's own sentence embedding, where it gives one; else its token vectors, pooled as its folder
    says: averaged over the mask, the first, or the largest of each dimension.
    """

    family = "onnx"
    rough = None

    def __init__(self, model: str) -> None:
        """Load a folder or a hub model. Raises EmbedderError that says what is missing."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise EmbedderError(f"{error.name} is not installed; run: pip install 'faqbot[onnx]'") from None
        folder = _folder(model)
        weights = next(
            (path for path in (folder / "model.onnx", folder / "onnx" / "model.onnx") if path.is_file()), None
        )
        tokenizer = folder / "tokenizer.json"
        if weights is None or not tokenizer.is_file():
            raise EmbedderError(f"{folder} holds no model.onnx with a tokenizer.json beside it")
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # a question is small: threads cost more than they give
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(weights), options, providers=["CPUExecutionProvider"]
            )
            self._cut = Tokenizer.from_file(str(tokenizer))
            self._cut.enable_padding()
            self._word_begins = _word_begins(self._cut)
            self._inputs = {node.name for node in self._session.get_inputs()}
            outputs = [node.name for node in self._session.get_outputs()]
            self._output = _POOLED if _POOLED in outputs else outputs[0]
            self._pooling = _pooling(folder)
            self._dimensions = self._tried()
        except Exception as error:
            raise EmbedderError(f"the model in {folder} cannot be used: {error}") from error
        model_bytes = weights.read_bytes()
        self._batch_size = 1 if _QUANTISED in model_bytes else _BATCH
        digest = hashlib.sha256(model_bytes + tokenizer.read_bytes() + self._pooling.encode())
        if (data := weights.with_name(_DATA)).is_file():
            with data.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        self.name = f"onnx-{Path(model).name}-{digest.hexdigest()[:12]}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One vector each, of length 1, of an empty text 0. Texts of like length go together, so that little
        is padding; those for a quantised model go one by one.
        """
        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        order = sorted((i for i, text in enumerate(texts) if text), key=lambda i: len(texts[i]))
        told = monotonic()
        for at in range(0, len(order), self._batch_size):
            batch = order[at : at + self._batch_size]
            vectors[batch] = self._batch([texts[i] for i in batch])
            if monotonic() >= told + TELL_SECONDS:
                told = monotonic()
                log.info("%s of %s phrasings embedded", f"{at + len(batch):,}", f"{len(order):,}")
        return vectors

    def is_word(self, word: str) -> bool:
        """Whether it is one piece: what is common is not cut."""
        return self._cut.token_to_id(self._word_begins + word) is not None

    def _tried(self) -> int:
        """How many dimensions it has: not every model says so, nor how long a text it takes."""
        *longer, shortest = _PIECES
        for pieces in longer:
            # A model that takes fewer fails in a way of its own; the shortest tells what is wrong for good.
            with suppress(Exception):
                return self._dimensions_of(pieces)
        return self._dimensions_of(shortest)

    def _dimensions_of(self, pieces: int) -> int:
        """The same, of a text of so many pieces, to which texts are cut from now on."""
        self._cut.enable_truncation(pieces)
        return int(self._batch(["plan " * pieces]).shape[1])

    def _batch(self, texts: list[str]) -> Vectors:
        encoded = self._cut.encode_batch(texts)
        mask = np.array([e.attention_mask for e in encoded], np.int64)
        given = {
            "input_ids": np.array([e.ids for e in encoded], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([e.type_ids for e in encoded], np.int64),
        }
        output = self._session.run(
            [self._output], {name: given[name] for name in self._inputs & given.keys()}
        )[0].astype(np.float32)
        if output.ndim == 2:  # the export pools by itself
            return normalised_rows(output)
        if self._pooling == "first":
            return normalised_rows(output[:, 0])
        kept = mask[:, :, None].astype(np.float32)
        if self._pooling == "largest":
            return normalised_rows(np.where(kept > 0, output, -np.inf).max(axis=1))
        return normalised_rows((output * kept).sum(axis=1) / np.maximum(kept.sum(axis=1), 1))


def local_folder(model: str) -> Path | None:
    """The folder that `model` names; None for a hub model. Raises EmbedderError where it is neither."""
    path = Path(model).expanduser()
    if path.is_dir():
        return path
    if model.count("/") != 1 or model.startswith((".", "/", "~")):
        raise EmbedderError(f"{model} is not a folder; name one, or a hub model such as owner/name")
    return None


def _folder(model: str) -> Path:
    if path := local_folder(model):
        return path
    try:
        from huggingface_hub import snapshot_download
    except ImportError:
        raise EmbedderError("huggingface-hub is not installed; run: pip install 'faqbot[onnx]'") from None
    try:
        return Path(snapshot_download(model, allow_patterns=list(_FILES)))
    except Exception as error:
        raise EmbedderError(f"the hub model {model} cannot be fetched: {error}") from error


def _word_begins(tokenizer: Tokenizer) -> str:
    """What the tokenizer writes before the first piece of a word: of every kind, all have "a" as a word."""
    begins = ("\u2581", "\u0120", "")  # SentencePiece, BPE of bytes, WordPiece
    return next((begin for begin in begins if tokenizer.token_to_id(f"{begin}a") is not None), "")


def _pooling(folder: Path) -> str:
    """How the model's own pooling makes one vector of those of the tokens. Raises EmbedderError."""
    file = folder / "1_Pooling" / "config.json"
    if not file.is_file():
        return "mean"
    told = json.loads(file.read_text(encoding="utf-8"))
    modes = [name.removeprefix("pooling_mode_") for name, on in told.items() if on is True]
    modes = [mode for mode in modes if mode in _BY_MODE or mode.endswith("token") or "mean" in mode]
    if len(modes) > 1 or not set(modes) <= _BY_MODE.keys():
        raise EmbedderError(
            f"it pools by {' and '.join(modes)}; known are {', '.join(_BY_MODE)}, one at a time:"
            f" export it with an output {_POOLED}"
        )
    return _BY_MODE[modes[0]] if modes else "mean"
