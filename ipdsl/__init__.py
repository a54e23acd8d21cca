"""ipdsl: the money rules of intellectual-property subsidy policies, written as sentences and settled exactly.

The public list: `load` a policy and `evaluate` facts, giving a `Decision` of claims. Names are imported when they are
first used, so that the command line's help needs neither the parser nor the runtime.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipdsl.version import __language__ as __language__
from ipdsl.version import __version__ as __version__

if TYPE_CHECKING:
    from ipdsl.diagnostics.model import Diagnostic, Report, Severity
    from ipdsl.library import Policy, PolicyError, check, load, load_text
    from ipdsl.runtime.decision.export import decision_schema, to_json
    from ipdsl.runtime.decision.light import Decision
    from ipdsl.runtime.decision.model import Adjustment, Claim, MissingFact, Obligation, Reading, Reference
    from ipdsl.runtime.facts import Facts
    from ipdsl.runtime.outcome import Outcome
    from ipdsl.runtime.reading.errors import FactsError
    from ipdsl.runtime.reading.facts_api import ApplicantFacts, Approved, During, PaidBefore, RecordFacts, SupportPaid
    from ipdsl.runtime.totals import Undetermined
    from ipdsl.runtime.unknown import CANNOT, NONE
    from ipdsl.values.money import Bounds, Money


__all__ = [
    "CANNOT",
    "NONE",
    "Adjustment",
    "ApplicantFacts",
    "Approved",
    "Bounds",
    "Claim",
    "Decision",
    "Diagnostic",
    "During",
    "Facts",
    "FactsError",
    "MissingFact",
    "Money",
    "Obligation",
    "Outcome",
    "PaidBefore",
    "Policy",
    "PolicyError",
    "Reading",
    "RecordFacts",
    "Reference",
    "Report",
    "Severity",
    "SupportPaid",
    "Undetermined",
    "check",
    "decision_schema",
    "load",
    "load_text",
    "to_json",
]

_HOMES = {
    "ipdsl.diagnostics.model": ("Diagnostic", "Report", "Severity"),
    "ipdsl.library": ("Policy", "PolicyError", "check", "load", "load_text"),
    "ipdsl.runtime.decision.light": ("Decision",),
    "ipdsl.runtime.decision.model": ("Adjustment", "Claim", "MissingFact", "Obligation", "Reading", "Reference"),
    "ipdsl.runtime.reading.errors": ("FactsError",),
    "ipdsl.runtime.decision.export": ("decision_schema", "to_json"),
    "ipdsl.runtime.facts": ("Facts",),
    "ipdsl.runtime.outcome": ("Outcome",),
    "ipdsl.runtime.reading.facts_api": (
        *("ApplicantFacts", "Approved", "During", "PaidBefore", "RecordFacts", "SupportPaid"),
    ),
    "ipdsl.runtime.totals": ("Undetermined",),
    "ipdsl.runtime.unknown": ("CANNOT", "NONE"),
    "ipdsl.values.money": ("Bounds", "Money"),
}


def __getattr__(name: str) -> object:
    import importlib  # here, so that it is no name of the package

    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(importlib.import_module(home), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module `ipdsl` has no name `{name}`")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
