"""Findings about rules that look over years, levels and applicants. Codes P060 to P079."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import AboutWord, Diagnostic, Texts


class CarryNeedsYear(Diagnostic):
    """Money is carried from year to year, and the cap knows no year."""

    code: ClassVar[str] = "P060"
    en: ClassVar[Texts] = Texts(
        "`carry forward` needs a cap of one year", "its cap has no `per year`", "add `per year` at the end of the cap"
    )


class CarryNotAlone(Diagnostic):
    """Another rule where a carrying cap must be the last and alone."""

    code: ClassVar[str] = "P061"
    en: ClassVar[Texts] = Texts("a cap that carries forward is the last rule over its claims", "{why}", "{advice}")
    why: str
    advice: str


class PartsApplicants(AboutWord):
    """A kind of applicant as key of a rule that looks across applicants."""

    code: ClassVar[str] = "P062"
    en: ClassVar[Texts] = Texts(
        "`per {word}` parts the applicants, `{what}` counts them together", "each applicant by itself", "{advice}"
    )
    what: str
    advice: str


class AcrossNotPlain(Diagnostic):
    """A cap over several applicants whose room belongs to one of them."""

    code: ClassVar[str] = "P063"
    en: ClassVar[Texts] = Texts("a cap across applicants is a fixed sum for all of them", "{why}", "{advice}")
    why: str
    advice: str


class NeedsKey(Diagnostic):
    """A rule about the same thing, which does not say of what."""

    code: ClassVar[str] = "P064"
    en: ClassVar[Texts] = Texts(
        "`{verb}` does not say of what", "no key", "name what must be the same, such as `{verb} per matter`"
    )
    verb: str


class RankNeedsTies(Diagnostic):
    """A ranking that does not say what becomes of equals."""

    code: ClassVar[str] = "P065"
    en: ClassVar[Texts] = Texts(
        "nothing says what equals in the ranking by `{figure}` are paid",
        "no tie rule",
        "write `ties share the rank` beneath the ranks",
    )
    figure: str


class RankNeedsYear(Diagnostic):
    """A ranking that does not say of which time."""

    code: ClassVar[str] = "P066"
    en: ClassVar[Texts] = Texts(
        "a ranking is made for each year", "no `per year`", "write `by rank of {figure} per year among …`"
    )
    figure: str


class NobodyHere(Diagnostic):
    """A suspension of applicants who are paid nothing here."""

    code: ClassVar[str] = "P067"
    en: ClassVar[Texts] = Texts(
        "`suspend {who}` reaches nobody", "the awards before it are paid to {paid}", "name a kind that they pay"
    )
    who: str
    paid: str


class SparesNothing(Diagnostic):
    """An exception that takes nothing out of its rule."""

    code: ClassVar[str] = "P068"
    en: ClassVar[Texts] = Texts(
        "this exception spares nothing", "no award of {what} stands under the rule", "remove it, or name what is meant"
    )
    what: str


class NoRecordsOf(Diagnostic):
    """A transition for a year or articles without a claim."""

    code: ClassVar[str] = "P069"
    en: ClassVar[Texts] = Texts("nothing is left to the older document", "{why}", "{advice}")
    why: str
    advice: str


class TwoStandards(Diagnostic):
    """Two rules raise an award to an older standard, and do not take the same for its matter."""

    code: ClassVar[str] = "P074"
    en: ClassVar[Texts] = Texts(
        "`{award}` is raised twice: to the older standard of {one}, and to that of {other}",
        "another matter than the rule before it",
        "let both ask for the same matter, or spare the award in one of them with `except`",
    )
    award: str
    one: str
    other: str
