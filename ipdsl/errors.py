"""U-codes: findings about files, names on the command line and runs as a whole.

They have no place on a page, but for `use` and `cases for` lines that lead nowhere. `is_usage` tells a wrong call or
an unreadable file (exit code 2) from a mistake in what was read (exit code 1).
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Texts


class UsageFinding(Diagnostic):
    """The base of all U-codes; it has no code of its own."""

    is_usage: ClassVar[bool] = True


class NoSuchFile(UsageFinding):
    """Neither a file nor the name of a packaged policy."""

    code: ClassVar[str] = "U001"
    en: ClassVar[Texts] = Texts(
        "there is no file `{name}`",
        help="give the path of a file, or `-` for standard input; a policy of the package goes by its name",
    )

    name: str


class IsDirectory(UsageFinding):
    """A folder where a file is wanted."""

    code: ClassVar[str] = "U002"
    en: ClassVar[Texts] = Texts("`{name}` is a folder, not a file", help="name the file inside it")

    name: str


class NotUtf8(UsageFinding):
    """Bytes that are not UTF-8."""

    code: ClassVar[str] = "U003"
    en: ClassVar[Texts] = Texts(
        "`{name}` is not UTF-8 text: byte {offset} in line {line} does not fit",
        help="save the file as UTF-8 (Word and Excel: choose `UTF-8` on saving; GBK and UTF-16 are not read)",
    )

    name: str
    offset: int
    line: int


class EmptyPage(UsageFinding):
    """Nothing but blank space and comments."""

    code: ClassVar[str] = "U004"
    en: ClassVar[Texts] = Texts(
        "`{name}` is empty", help="a page holds at least one sentence; `ipdsl explain U004` shows one"
    )

    name: str


class TooLarge(UsageFinding):
    """Larger than any honest page or facts file."""

    code: ClassVar[str] = "U005"
    en: ClassVar[Texts] = Texts(
        "`{name}` is larger than {limit} MB and is not read", help="split it, or check that it is the right file"
    )

    name: str
    limit: int


class Unreadable(UsageFinding):
    """The system refuses to read the file."""

    code: ClassVar[str] = "U006"
    en: ClassVar[Texts] = Texts("`{name}` cannot be read: {reason}", help="check who may read it")

    name: str
    reason: str


class NoSuchVocabulary(UsageFinding):
    """A `use` line that leads nowhere."""

    code: ClassVar[str] = "U007"
    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts(
        "there is no vocabulary `{name}`",
        label="neither beside this page nor in the package",
        help="put `{name}.ipp` into the folder of this page, or use one that comes with the package",
    )

    name: str


class NoSuchCode(UsageFinding):
    """`explain` was asked for a code that no finding has."""

    code: ClassVar[str] = "U008"
    en: ClassVar[Texts] = Texts(
        "no finding has the code `{name}`", help="a code is a letter and three digits, as findings show it"
    )

    name: str


class NotAPolicy(UsageFinding):
    """A vocabulary or a page of cases where a policy is wanted."""

    code: ClassVar[str] = "U009"
    en: ClassVar[Texts] = Texts(
        "`{name}` is {found}, and `{verb}` needs a policy", help="name a page that begins with `policy`, or a draft"
    )

    name: str
    found: str
    verb: str


class NoCases(UsageFinding):
    """`test` found nothing to run."""

    code: ClassVar[str] = "U010"
    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts(
        "`{name}` has no cases",
        help="write a `case` after the articles, or in a page `cases for {policy}` named `{beside}`",
    )

    name: str
    policy: str
    beside: str


class CasesWithoutPolicy(UsageFinding):
    """`cases for NAME` where no such policy is found."""

    code: ClassVar[str] = "U011"
    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts(
        "there is no policy `{name}` for these cases",
        label="neither beside this page nor in the package",
        help="put `{name}.ipp` into the folder of this page, or mend the name",
    )

    name: str


class NoSuchClause(UsageFinding):
    """`--only` names no clause."""

    code: ClassVar[str] = "U012"
    en: ClassVar[Texts] = Texts(
        "the policy has no clause `{name}`", help="a clause is named by its label, as `eval` prints it, or an article"
    )

    name: str


class CannotWrite(UsageFinding):
    """The system refuses to write the file."""

    code: ClassVar[str] = "U013"
    en: ClassVar[Texts] = Texts("`{name}` cannot be written: {reason}", help="check the folder and who may write there")

    name: str
    reason: str


class NotAHistory(UsageFinding):
    """A history file that is neither a list of lines nor a decision."""

    code: ClassVar[str] = "U014"
    en: ClassVar[Texts] = Texts(
        "`{name}` holds no history",
        help="give the file that `--ledger-out` wrote, a list of ledger lines, or a decision in JSON",
    )

    name: str


class NotAModule(UsageFinding):
    """`check --module` was given a file that `compile` did not write."""

    code: ClassVar[str] = "U015"
    en: ClassVar[Texts] = Texts(
        "`{name}` is no module that `ipdsl compile` wrote",
        help="name a module made by `ipdsl compile POLICY -o MODULE.py`; its first line says what it was made from",
    )

    name: str


class ModuleWithoutPolicy(UsageFinding):
    """`check --module` finds no policy of the module's name."""

    code: ClassVar[str] = "U016"
    en: ClassVar[Texts] = Texts(
        "there is no policy `{policy}` beside `{name}` or in the package",
        help="name the policy too: `ipdsl check --module {name} POLICY`",
    )

    name: str
    policy: str


class ModuleDiffers(UsageFinding):
    """A module is not what its policy compiles to now."""

    code: ClassVar[str] = "U017"
    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts(
        "`{name}` does not match `{policy}`: {why}",
        help="run `ipdsl compile {policy} -o {name}` and review what has changed in it",
    )

    name: str
    policy: str
    why: str


class FactsForAPage(UsageFinding):
    """JSON where a page is wanted: the two files of `eval` stand the other way round."""

    code: ClassVar[str] = "U018"
    en: ClassVar[Texts] = Texts(
        "`{name}` holds JSON, and a page is wanted here",
        help="name a page; facts come after the policy, as in `ipdsl eval POLICY FACTS`",
    )

    name: str


class PageForFacts(UsageFinding):
    """A page where JSON is wanted: the two files of `eval` stand the other way round."""

    code: ClassVar[str] = "U019"
    en: ClassVar[Texts] = Texts(
        "`{name}` is a page, and JSON is wanted here", help="the policy comes first: `ipdsl eval POLICY FACTS`"
    )

    name: str


class NotASeriesFile(UsageFinding):
    """A file of `--series` without series."""

    code: ClassVar[str] = "U020"
    en: ClassVar[Texts] = Texts("`{name}` holds no series", help="write it as in {example}")

    name: str
    example: str = '{"source": "…", "series": {"lpr_1y": [{"month": "2022-01", "value": "3.70%"}]}}'


class ManyApplicants(UsageFinding):
    """A file of a cohort where the facts of one applicant are wanted."""

    code: ClassVar[str] = "U021"
    en: ClassVar[Texts] = Texts(
        "`{name}` holds many applicants, and one is wanted here",
        help="settle them together with `ipdsl eval POLICY --cohort {name}`, or give each a file of its own",
    )

    name: str


class OtherVocabulary(UsageFinding):
    """Policies on one applicant's facts whose words differ."""

    code: ClassVar[str] = "U022"
    en: ClassVar[Texts] = Texts(
        "`{one}` speaks in the words of `{words}`, and `{other}` in those of `{others}`",
        help="settle policies of one vocabulary together, and each of the others with facts of its own",
    )

    one: str
    words: str
    other: str
    others: str


class NoSuchCase(UsageFinding):
    """`trace` names a line of a page over which no case stands."""

    code: ClassVar[str] = "U031"
    en: ClassVar[Texts] = Texts(
        "no case stands at line {line} of `{name}`", help="name a case as `ipdsl test` prints it: PAGE:LINE"
    )

    name: str
    line: str


class NoSuchClaim(UsageFinding):
    """`trace` names a claim that the decision does not hold."""

    code: ClassVar[str] = "U030"
    en: ClassVar[Texts] = Texts(
        "the decision has no claim `{name}`",
        help="name the label of a clause or the item of a record, as `eval` prints them; or the label, then the item",
    )

    name: str
