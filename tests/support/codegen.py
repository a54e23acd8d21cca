"""The loaded module of a checked policy."""

from __future__ import annotations

from ipdsl.codegen.python.loader import load
from ipdsl.codegen.python.module import emit
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.lower.lowering import lower
from ipdsl.semantics import typed


def loaded(policy: typed.Policy) -> GeneratedFunctions:
    plan = lower(policy, "hash")
    return load(emit(plan), plan.program.name, plan)
