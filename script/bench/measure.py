"""How long things take, as fairly as a busy machine allows (performance.md E).

What is compared runs in turn (A B C, A B C …) inside one process and is divided round by round; the first rounds are
thrown away, and of the rest the median counts. Of a ratio whose quartiles lie more than 20 % apart a second try is
made, and the calmer of the two counts.
"""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

ROUNDS = 11
WARM_UPS = 2
TOO_WIDE = 0.20


@dataclass(frozen=True)
class Variant:
    """`prepare` runs outside the clock: it switches the database, or makes new data."""

    call: Callable[[Any], object]
    prepare: Callable[[], Any] = lambda: None


@dataclass(frozen=True)
class Sample:
    wall: float
    cpu: float


Samples = Mapping[str, list[Sample]]


def in_turn(variants: Mapping[str, Variant], rounds: int = ROUNDS) -> Samples:
    """Once; and once more where the machine was so busy that the ratios to the first variant are not to be trusted."""
    samples = _once(variants, rounds)
    if _unrest(samples) <= TOO_WIDE:
        return samples
    again = _once(variants, rounds)
    return min(samples, again, key=_unrest)


def _once(variants: Mapping[str, Variant], rounds: int) -> Samples:
    samples: dict[str, list[Sample]] = {name: [] for name in variants}
    for number in range(WARM_UPS + rounds):
        for name, variant in variants.items():
            given = variant.prepare()
            gc.collect()
            wall, cpu = time.perf_counter(), time.process_time()
            variant.call(given)
            sample = Sample(time.perf_counter() - wall, time.process_time() - cpu)
            if number >= WARM_UPS:
                samples[name].append(sample)
    return samples


def _unrest(samples: Samples) -> float:
    first, *others = samples
    return max((spread(ratios(samples, other, first, "wall")) for other in others), default=0.0)


def ratios(samples: Samples, over: str, under: str, clock: str) -> list[float]:
    pairs = zip(samples[over], samples[under], strict=True)
    return [getattr(one, clock) / max(getattr(other, clock), 1e-9) for one, other in pairs]


def spread(values: list[float]) -> float:
    """How far the quartiles lie apart, as a part of the median."""
    low, middle, high = statistics.quantiles(values, n=4)
    return (high - low) / middle


def milliseconds(samples: list[Sample]) -> dict[str, float]:
    return {
        "wall_ms": round(statistics.median(sample.wall for sample in samples) * 1000, 1),
        "cpu_ms": round(statistics.median(sample.cpu for sample in samples) * 1000, 1),
    }


def ratio(
    samples: Samples, over: str, under: str, *, goal: "Goal | None" = None, clock: str = "wall"
) -> dict[str, Any]:
    """The median of the ratios round by round, with the goal beside it."""
    found = {name: ratios(samples, over, under, name) for name in ("wall", "cpu")}
    answer: dict[str, Any] = {name: round(statistics.median(values), 2) for name, values in found.items()}
    answer["spreiding"] = round(spread(found[clock]), 2)
    return answer if goal is None else {**answer, **goal.judge(answer[clock])}


@dataclass(frozen=True)
class Goal:
    """A figure of performance.md; without `at_least` it is the most that is allowed."""

    figure: float
    at_least: bool = False

    def judge(self, value: float) -> dict[str, Any]:
        reached = value >= self.figure if self.at_least else value <= self.figure
        return {"doel": f"{'≥' if self.at_least else '≤'} {self.figure:g}", "gehaald": reached}
