"""Hypothesis strategies for the seeded generators. Hypothesis makes every random choice, so that it can shrink it."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

from tests.properties.facts import facts
from tests.properties.pipeline import Compiled, compile_generated
from tests.properties.policies import Generated, policy


@st.composite
def policies(draw: st.DrawFn) -> Generated:
    """Well-typed policies with their vocabulary."""
    return policy(draw(st.randoms(use_true_random=False)))


@st.composite
def compiled_with_facts(draw: st.DrawFn, pairs: int = 3) -> tuple[Compiled, list[dict[str, Any]]]:
    """A compiled policy and some complete facts for it."""
    compiled = compile_generated(draw(policies()))
    edges = compiled.edges
    seeds = draw(st.lists(st.integers(0, 2**32), min_size=1, max_size=pairs))
    return compiled, [facts(random.Random(seed), compiled.policy, edges) for seed in seeds]
