"""A proposed claim never changes: quotas, settlement and the bounds of open facts narrow copies.

`Candidate` is not frozen, for speed. One test compares every field before and after settlement; the other reads the
modules outside the package of claims, and finds an assignment to a field of a claim.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import attrs
import pytest

from ipdsl.claims.claim import Candidate
from ipdsl.claims.proposer import proposer_of
from ipdsl.decision.bounds import bounds
from ipdsl.decision.pipeline import Evaluation
from ipdsl.kernel.rule_table import SettlementTable
from tests.conftest import ROOT
from tests.properties.pipeline import compile_generated
from tests.properties.trials import generated, trial_of
from tests.support.project_files import files_under

SEED, POLICIES = 38, 12
FIELDS = [field.name for field in attrs.fields(Candidate) if field.init]


def contents(claims: Sequence[Candidate]) -> list[list[object]]:
    return [[getattr(claim, name) for name in FIELDS] for claim in claims]


def settled_runs() -> Iterator[tuple[bool, int]]:
    """Whether settlement left the claims of each run as they were proposed, and the number of narrowed copies."""
    for number in range(POLICIES):
        made = compile_generated(generated(SEED, number))
        trial = trial_of(made, attrs.evolve(made.edges), f"{SEED}:{number}", number)
        proposer = proposer_of(made.program, made.code, made.read(trial.open_facts), strict=False)
        run = Evaluation(made.program, proposer, proposer.facts, None)
        claims = run.claims()
        before = contents(claims)
        settled, bounded = run.settle(run.start(claims))
        copies = sum(id(entry.claim) != key for key, entry in settled.items())
        yield contents(claims) == before, copies if bounded else 0


def test_settlement_and_bounds_change_no_proposed_claim() -> None:
    runs = [*settled_runs()]
    assert all(is_unchanged for is_unchanged, _ in runs)
    assert sum(copies for _, copies in runs) > 0, "no claim was narrowed"


def test_a_bound_that_changes_a_proposed_claim_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def raise_in_place(table: SettlementTable, claims: Sequence[Candidate]) -> tuple[Candidate, ...]:
        for claim in claims:
            claim.standard_raise += 1
        return (*claims,)

    monkeypatch.setattr(bounds, "with_standard_raises", raise_in_place)
    assert not all(is_unchanged for is_unchanged, _ in settled_runs())


def assigned_fields(text: str) -> Iterator[str]:
    """The fields of claims that a module sets in another object than `self`."""
    for node in ast.walk(ast.parse(text)):
        is_set = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in FIELDS
        if is_set and ast.unparse(node.value) != "self":
            yield ast.unparse(node)


def test_only_the_package_of_claims_fills_a_claim() -> None:
    files = [file for file in files_under(ROOT / "ipdsl", "*.py") if file.parent.name != "claims"]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    users = {file: text for file, text in texts.items() if "Candidate" in text}
    assert len(users) > 10
    assert not {file.name: [*assigned_fields(text)] for file, text in users.items() if [*assigned_fields(text)]}
    assert [*assigned_fields("for claim in claims:\n    claim.facts |= more\n    claim.low = claim.high = 0")]
