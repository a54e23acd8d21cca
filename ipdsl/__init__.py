"""ipdsl: the money rules of intellectual-property subsidy policies, written as sentences and settled exactly.

The public list: `load` a policy and `evaluate` facts, giving a `Decision` of claims. Names are imported when they are
first used, so that the command line's help needs neither the parser nor the runtime.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipdsl.base.version import __language__ as __language__, __version__ as __version__

if TYPE_CHECKING:
    from ipdsl.base.findings.finding import Diagnostic, Report, Severity
    from ipdsl.base.values.money import Bounds, Money
    from ipdsl.decision.decision import Decision
    from ipdsl.decision.model import Adjustment, Claim, MissingFact, Obligation, Reading, Reference
    from ipdsl.driver.library import Policy, PolicyError, check, load, load_text
    from ipdsl.facts.objects import ApplicantFacts, Approved, During, PaidBefore, RecordFacts, SupportPaid
    from ipdsl.ir.facts import Facts
    from ipdsl.ir.proposal import Outcome
    from ipdsl.plain_data.errors import FactsError
    from ipdsl.report.decision_json import decision_schema, to_json
    from ipdsl.runtime.compiled_policy import Undetermined
    from ipdsl.schema.values.value_type import CANNOT, NONE


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
    "ipdsl.base.findings.finding": ("Diagnostic", "Report", "Severity"),
    "ipdsl.driver.library": ("Policy", "PolicyError", "check", "load", "load_text"),
    "ipdsl.decision.decision": ("Decision",),
    "ipdsl.decision.model": ("Adjustment", "Claim", "MissingFact", "Obligation", "Reading", "Reference"),
    "ipdsl.plain_data.errors": ("FactsError",),
    "ipdsl.report.decision_json": ("decision_schema", "to_json"),
    "ipdsl.ir.facts": ("Facts",),
    "ipdsl.ir.proposal": ("Outcome",),
    "ipdsl.facts.objects": (*("ApplicantFacts", "Approved", "During", "PaidBefore", "RecordFacts", "SupportPaid"),),
    "ipdsl.runtime.compiled_policy": ("Undetermined",),
    "ipdsl.schema.values.value_type": ("CANNOT", "NONE"),
    "ipdsl.base.values.money": ("Bounds", "Money"),
}


def __getattr__(name: str) -> object:
    import importlib  # imported here to keep the name out of the package

    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(importlib.import_module(home), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module `ipdsl` has no name `{name}`")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
