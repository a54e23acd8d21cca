"""Settle a policy from a program: load it once, settle many applicants, feed each year's ledger into the next."""

from __future__ import annotations

import sys
from pathlib import Path

import ipdsl

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Print what each example applicant is due, what was cut, and what is missing."""
    policy = ipdsl.load(HERE.parent / "policies" / "shaoguan_2021.ipp")
    print(f"{policy.title}, {policy.document}")
    for facts in sorted(HERE.glob("*.json")):
        decision = policy.evaluate(facts)
        due = "due at least" if decision.is_undetermined else "due"
        print(f"\n{facts.stem}: {decision.total} {due}")
        for claim in decision.claims:
            if claim.adjustments:
                became = f"{claim.proposed} became {claim.paid}: {claim.why}"
                print(f"  {claim.citation}, {claim.item} ({claim.year}): {became}")
        for missing in decision.missing:
            print(f"  please state {missing.path} ({missing.label})")
    try:
        policy.evaluate({"applicant": {"id": "F1", "kinds": ["enterprize"]}})
    except ipdsl.FactsError as error:
        print(f"\nfacts with mistakes are refused, all mistakes at once:\n{error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
