from __future__ import annotations

from pathlib import Path

import pytest
from fuzz_targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SEEDS = Path(__file__).parent / "seeds"
CASES = [(name, seed) for name in TARGETS for seed in sorted((SEEDS / name).iterdir())]


@pytest.mark.parametrize(("name", "seed"), CASES, ids=lambda case: getattr(case, "name", case))
def test_no_seed_breaks_it(name: str, seed: Path):
    TARGETS[name](seed.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_nothing_made_of_seeds_breaks_it(name: str, data: st.DataObject):
    """Pieces of the seeds, cut anywhere, repeated, mixed with other bytes."""
    seeds = [seed.read_bytes() for seed in sorted((SEEDS / name).iterdir())]
    made = b""
    for _ in range(data.draw(st.integers(1, 6))):
        seed = data.draw(st.sampled_from(seeds))
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(seed))] * 2)))
        made += seed[start:end] * data.draw(st.sampled_from([1, 1, 1, 3]))
        made += data.draw(st.binary(max_size=3) | st.text(max_size=3).map(str.encode))
    TARGETS[name](made[:4_000])
