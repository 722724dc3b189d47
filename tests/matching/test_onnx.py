"""On a model made here: a token's vector is a row of a table, so that pooling can be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.errors import EmbedderError
from bot.matching import onnx
from bot.matching.embedders import load_embedder
from bot.matching.onnx import OnnxEmbedder

WORDS = {"[PAD]": 0, "[UNK]": 1, "plan": 2, "usage": 3, "trend": 4}
TABLE = np.array([[9, 9], [0, 1], [1, 0], [3, 4], [0, 2]], np.float32)


def write_model(
    folder: Path,
    *,
    pools_itself: bool = False,
    quantised: bool = False,
    second: str = "",
    positions: int = 0,
) -> Path:
    """`second`: the name of another output, pooled; `positions`: how many words it takes, 0 for any."""
    from onnx import TensorProto, helper, numpy_helper, save
    from tokenizers import Tokenizer, models, pre_tokenizers

    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "words"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "words"])
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["gathered"])]
    shape = ["batch", "words", 2]
    if pools_itself:
        nodes.append(helper.make_node("ReduceMax", ["gathered"], ["out"], axes=[1], keepdims=0))
        shape = ["batch", "dimensions"]
    elif quantised:
        nodes.append(helper.make_node("DynamicQuantizeLinear", ["gathered"], ["bytes", "scale", "zero"]))
        nodes.append(helper.make_node("DequantizeLinear", ["bytes", "scale", "zero"], ["out"]))
    elif positions:
        nodes += [
            helper.make_node("Shape", ["input_ids"], ["shape"]),
            helper.make_node("Gather", ["shape", "1"], ["words"]),
            helper.make_node("Range", ["0", "words", "1"], ["places"]),
            helper.make_node("Gather", ["positions", "places"], ["placed"]),
            helper.make_node("Add", ["gathered", "placed"], ["out"]),
        ]
    else:
        nodes.append(helper.make_node("Identity", ["gathered"], ["out"]))
    outputs = [helper.make_tensor_value_info("out", TensorProto.FLOAT, shape)]
    if second:
        nodes.append(helper.make_node("ReduceMax", ["gathered"], [second], axes=[1], keepdims=0))
        outputs.append(helper.make_tensor_value_info(second, TensorProto.FLOAT, ["batch", "dimensions"]))
    constants = {
        "table": TABLE,
        "positions": np.zeros((max(1, positions), 2), np.float32),
        "0": np.array(0, np.int64),
        "1": np.array(1, np.int64),
    }
    known = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    graph = helper.make_graph(nodes, "tiny", [ids, mask], outputs, known)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    save(model, folder / "model.onnx")
    tokenizer = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def pools_first(folder: Path, config: str = '{"pooling_mode_cls_token": true}') -> Path:
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(config, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("model"))


def test_averages_over_the_mask(folder: Path) -> None:
    vectors = OnnxEmbedder(str(folder)).embed(["plan usage", "trend", "plan usage trend trend"])
    assert vectors[0] == pytest.approx(np.array([4, 4]) / np.sqrt(32), abs=1e-5)
    assert vectors[1] == pytest.approx([0, 1], abs=1e-5)
    assert vectors[2] == pytest.approx(np.array([4, 8]) / np.sqrt(80), abs=1e-5)


def test_the_order_of_texts_is_kept_over_many_batches(folder: Path) -> None:
    texts = [" ".join(["plan"] * (1 + i % 7) + ["trend"] * (i % 3)) for i in range(100)]
    embedder = OnnxEmbedder(str(folder))
    together = embedder.embed(texts)
    assert together == pytest.approx(np.concatenate([embedder.embed([text]) for text in texts]), abs=1e-5)


def test_of_a_quantised_model_a_text_has_one_vector_whatever_its_neighbours(tmp_path: Path) -> None:
    embedder = OnnxEmbedder(str(write_model(tmp_path / "quantised", quantised=True)))
    # Padding is what the batch would be measured by: its numbers are the largest.
    texts = ["usage", "trend trend plan"]
    assert (embedder.embed(texts) == np.concatenate([embedder.embed([text]) for text in texts])).all()


@pytest.mark.parametrize("pools_itself", [False, True])
def test_no_texts(tmp_path: Path, pools_itself: bool) -> None:
    folder = write_model(tmp_path, pools_itself=pools_itself)
    embedder = OnnxEmbedder(str(folder))
    assert embedder.embed([]).shape == (0, 2)
    assert embedder.embed(["", "plan"])[0].tolist() == [0, 0], "it knows nothing of no text"


def test_takes_the_first_token_where_the_model_says_so(tmp_path: Path) -> None:
    folder = pools_first(write_model(tmp_path / "cls"))
    assert OnnxEmbedder(str(folder)).embed(["usage plan"])[0] == pytest.approx([0.6, 0.8], abs=1e-5)


def test_takes_a_model_that_pools_by_itself(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "pooled", pools_itself=True)
    assert OnnxEmbedder(str(folder)).embed(["usage plan"])[0] == pytest.approx([0.6, 0.8], abs=1e-5)


def test_takes_the_sentence_embedding_wherever_it_stands_among_the_outputs(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "two", second="sentence_embedding")
    assert OnnxEmbedder(str(folder)).embed(["usage plan"])[0] == pytest.approx([0.6, 0.8], abs=1e-5)
    folder = write_model(tmp_path / "others", second="pooler_output")
    assert OnnxEmbedder(str(folder)).embed(["usage plan"])[0] == pytest.approx([0.707, 0.707], abs=1e-3)


def test_takes_the_largest_where_the_model_says_so(tmp_path: Path) -> None:
    folder = pools_first(
        write_model(tmp_path), '{"word_embedding_dimension": 2, "pooling_mode_max_tokens": true}'
    )
    vectors = OnnxEmbedder(str(folder)).embed(["trend plan", "trend"])
    assert vectors == pytest.approx(np.array([[0.447, 0.894], [0, 1]]), abs=1e-3), "padding is no token"


@pytest.mark.parametrize(
    ("modes", "said"),
    [
        ('"pooling_mode_lasttoken": true', "pools by lasttoken"),
        ('"pooling_mode_mean_tokens": true, "pooling_mode_max_tokens": true', "mean_tokens and max_tokens"),
    ],
)
def test_says_which_pooling_it_does_not_know(tmp_path: Path, modes: str, said: str) -> None:
    folder = pools_first(write_model(tmp_path), f'{{{modes}, "include_prompt": true}}')
    with pytest.raises(EmbedderError, match=said):
        OnnxEmbedder(str(folder))


def test_cuts_texts_to_what_the_model_takes(tmp_path: Path) -> None:
    embedder = OnnxEmbedder(str(write_model(tmp_path, positions=40)))
    long = embedder.embed(["plan " * 100, "plan " * 20])
    assert long == pytest.approx(np.array([[1, 0], [1, 0]]), abs=1e-5)
    assert embedder.embed(["plan " * 32 + "usage " * 32])[0] == pytest.approx([1, 0], abs=1e-5)


def test_the_name_follows_whatever_the_vectors_do(folder: Path, tmp_path: Path) -> None:
    one, same = OnnxEmbedder(str(folder)), load_embedder(f"onnx:{folder}")
    assert one.name == same.name
    assert one.name.startswith("onnx-")
    other = write_model(tmp_path / folder.name)
    assert OnnxEmbedder(str(other)).name == one.name, "wherever it lies"
    tokenizer = other / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text(encoding="utf-8").replace("plan", "plam"), encoding="utf-8")
    assert OnnxEmbedder(str(other)).name != one.name
    pools_first(write_model(other))
    assert OnnxEmbedder(str(other)).name != one.name
    beside = write_model(tmp_path / "beside" / folder.name)
    names = []
    for weights in (b"1", b"2"):
        (beside / "model.onnx_data").write_bytes(weights)
        names.append(OnnxEmbedder(str(beside)).name)
    assert len({one.name, *names}) == 3, "the weights may lie in a file of their own"


def test_long_work_tells_how_far_it_is(
    folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = OnnxEmbedder(str(folder))
    caplog.set_level("INFO", "bot.matching.onnx")
    embedder.embed(["plan"] * 40)
    assert not caplog.messages
    monkeypatch.setattr(onnx, "TELL_SECONDS", 0.0)
    embedder.embed(["plan"] * 40)
    assert caplog.messages == ["32 of 40 phrasings embedded", "40 of 40 phrasings embedded"]


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match=r"no model\.onnx"):
        OnnxEmbedder(str(tmp_path))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="is not a folder"):
        OnnxEmbedder(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("config", ["oops", "[]"])
def test_a_pooling_that_cannot_be_read(tmp_path: Path, config: str) -> None:
    with pytest.raises(EmbedderError, match="cannot be used"):
        OnnxEmbedder(str(pools_first(write_model(tmp_path), config)))


def test_a_file_that_is_no_model(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no model")
    (tmp_path / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes())
    with pytest.raises(EmbedderError, match="cannot be used"):
        OnnxEmbedder(str(tmp_path))


@pytest.mark.parametrize("begins", ["", "\u2581", "\u0120"])
def test_what_is_one_piece_is_a_word_whatever_pieces_begin_with(begins: str, tmp_path: Path) -> None:
    from tokenizers import Tokenizer, models

    folder = write_model(tmp_path / "model")
    pieces = {"[UNK]": 0, f"{begins}a": 1, f"{begins}spend": 2, "ing": 3}
    Tokenizer(models.WordLevel(pieces, unk_token="[UNK]")).save(str(folder / "tokenizer.json"))
    embedder = OnnxEmbedder(str(folder))
    assert [embedder.is_word(word) for word in ("spend", "sned")] == [True, False]
    assert embedder.is_word("ing") is (begins == "")
