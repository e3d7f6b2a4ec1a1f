"""The shipped weights: from the traits of a change to the probability that it is right."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Weights = Mapping[str, float]


@cache
def weights(name: str) -> Weights:
    """The weights of one model, loaded once."""
    loaded: dict[str, Weights] = json.loads(
        (files("docconv.normalizer") / "data" / "weights.json").read_text("utf-8")
    )
    return loaded[name]


def probability(traits: Mapping[str, float], model: Weights) -> float:
    """Logistic regression."""
    total = sum(model.get(name, 0.0) * value for name, value in traits.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
