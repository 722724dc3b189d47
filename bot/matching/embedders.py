"""The name of an embedder -> the embedder."""

from __future__ import annotations

from bot.errors import EmbedderError
from bot.matching.embed import Embedder, NoEmbedder, WordLlamaEmbedder


def load_embedder(choice: str) -> Embedder:
    """The embedder that a setting names: `none`, `wordllama` or `onnx:MODEL`. Raises EmbedderError."""
    kind, _, model = choice.partition(":")
    if choice == "none":
        return NoEmbedder()
    if choice == "wordllama":
        return WordLlamaEmbedder()
    if kind == "onnx" and model:
        from bot.matching.onnx import OnnxEmbedder  # an extra: onnxruntime is large

        return OnnxEmbedder(model)
    raise EmbedderError(f"{choice!r} is no embedder; choose none, wordllama or onnx:MODEL")
