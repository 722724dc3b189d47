from __future__ import annotations

import numpy as np
import pytest

from bot.evaluation.intervals import bootstrap, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # 8 of 10 by hand: (0.8 + 0.19207 ± 1.96 sqrt(0.016 + 0.0096036)) / 1.38415; the ends are closed forms.
    [(8, 10, 0.49016, 0.94332), (0, 10, 0.0, 0.27753), (10, 10, 0.72247, 1.0), (1, 2, 0.09453, 0.90547)],
)
def test_wilson(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-5)


def test_bootstrap_of_a_mean_is_near_the_normal_interval_and_always_the_same() -> None:
    values = np.arange(400) % 2

    def mean(weights: np.ndarray) -> tuple[float, float]:
        return (float(weights @ values / weights.sum()), 1.0)

    (low, high), constant = bootstrap(400, mean)
    assert low == pytest.approx(0.5 - 0.049, abs=0.01)
    assert high == pytest.approx(0.5 + 0.049, abs=0.01)
    assert constant == (1.0, 1.0)
    assert bootstrap(400, mean)[0] == (low, high)


def test_an_interval_holds_the_value_even_where_resampling_is_biased() -> None:
    def distinct(weights: np.ndarray) -> tuple[float]:
        return (float((weights > 0).mean()),)  # every resample misses some question

    ((low, high),) = bootstrap(50, distinct, resamples=40)
    assert low < 0.9 < high == 1.0
