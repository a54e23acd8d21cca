"""Findings of the syntax: what is wrong with the way a page is written, before any word is looked up."""

from __future__ import annotations

from typing import ClassVar

import attrs

from ipdsl.diagnostics.model import Diagnostic, Texts

# ---------------------------------------------------------------------------------------------- words in a sentence


@attrs.frozen(kw_only=True)
class UnexpectedWord(Diagnostic):
    """A word that cannot stand where it stands."""

    code: ClassVar[str] = "S001"
    en: ClassVar[Texts] = Texts("`{found}` does not fit here", "expected {expected}", "{hint}")

    found: str
    expected: str
    hint: str = ""


@attrs.frozen(kw_only=True)
class UnknownSentence(Diagnostic):
    """A line whose first word begins no sentence."""

    code: ClassVar[str] = "S002"
    en: ClassVar[Texts] = Texts(
        "no sentence begins with `{found}` here",
        "expected {expected}",
        "every line begins with the word that says what it does",
    )

    found: str
    expected: str


@attrs.frozen(kw_only=True)
class EndsEarly(Diagnostic):
    """A sentence that stops before it is complete."""

    code: ClassVar[str] = "S003"
    en: ClassVar[Texts] = Texts("the sentence stops too early", "expected {expected}", "{hint}")

    expected: str
    hint: str = ""


@attrs.frozen(kw_only=True)
class MissingAmount(Diagnostic):
    """`award once when …`."""

    code: ClassVar[str] = "S004"
    en: ClassVar[Texts] = Texts(
        "the award names no amount",
        "expected an amount before `{found}`",
        "write `award 200000 …`, `award up to 200000 …`, `award at discretion …` or `award by FIELD …` with rows",
    )

    found: str


@attrs.frozen(kw_only=True)
class MissingTrigger(Diagnostic):
    """An award that never says when it is due."""

    code: ClassVar[str] = "S005"
    en: ClassVar[Texts] = Texts(
        "the award does not say when it is due",
        "expected `when`, `while` or `each year` after this",
        "end it with `when RECORD words`, `while STATE` or `each year`",
    )


@attrs.frozen(kw_only=True)
class MissingPer(Diagnostic):
    """`cap 500 enterprise`."""

    code: ClassVar[str] = "S006"
    en: ClassVar[Texts] = Texts(
        "`per` is missing before `{found}`", "expected `per`", "a rule names what it counts by: `{verb} … per {found}`"
    )

    found: str
    verb: str


@attrs.frozen(kw_only=True)
class TwoSentences(Diagnostic):
    """Two sentences on one line."""

    code: ClassVar[str] = "S007"
    en: ClassVar[Texts] = Texts(
        "two sentences on one line",
        "`{found}` begins another sentence",
        "begin the second sentence on a line of its own",
    )

    found: str


@attrs.frozen(kw_only=True)
class CommaInAmount(Diagnostic):
    """A comma inside an amount."""

    code: ClassVar[str] = "S008"
    en: ClassVar[Texts] = Texts(
        "a comma inside an amount",
        "no comma may stand here",
        "leave the comma out; thousands are written `1,200,000` or `1200000`",
    )


@attrs.frozen(kw_only=True)
class MixedConnectives(Diagnostic):
    """`a and b or c` without brackets."""

    code: ClassVar[str] = "S009"
    en: ClassVar[Texts] = Texts(
        "`and` meets `or` without brackets",
        "this part needs brackets",
        "write `({part})` if this belongs together, or put the brackets where you mean them",
    )

    part: str


@attrs.frozen(kw_only=True)
class ShareWithoutBrackets(Diagnostic):
    """`30% of a less b`."""

    code: ClassVar[str] = "S010"
    en: ClassVar[Texts] = Texts(
        "`% of` meets `{sign}` without brackets",
        "it is open what the percentage is taken of",
        "write `({share}) {sign} …`, or `{percent} of (… {sign} …)`",
    )

    sign: str
    share: str
    percent: str


@attrs.frozen(kw_only=True)
class ReservedWord(Diagnostic):
    """A connective where a name is expected."""

    code: ClassVar[str] = "S011"
    en: ClassVar[Texts] = Texts(
        "`{found}` is a reserved word and cannot be a name",
        "expected {expected}",
        "choose another name, for example `{found}_`",
    )

    found: str
    expected: str


@attrs.frozen(kw_only=True)
class MissingHas(Diagnostic):
    """`if at least 5 patent granted`."""

    code: ClassVar[str] = "S012"
    en: ClassVar[Texts] = Texts(
        "`has` is missing",
        "this counts records",
        "write `has {text}`; only after an earlier `has` in the same line may it be left out",
    )

    text: str


@attrs.frozen(kw_only=True)
class OpenBracket(Diagnostic):
    """A bracket without its partner."""

    code: ClassVar[str] = "S013"
    en: ClassVar[Texts] = Texts(
        "the bracket `{bracket}` has no partner", "", "write the other bracket, or leave this one out"
    )

    bracket: str


@attrs.frozen(kw_only=True)
class SaidTwice(Diagnostic):
    """`once` or `to` twice in one head."""

    code: ClassVar[str] = "S014"
    en: ClassVar[Texts] = Texts(
        "`{word}` stands twice in one sentence",
        "the second",
        "say it once; several go into one list: `to unit, person`",
    )

    word: str


@attrs.frozen(kw_only=True)
class TwoDefinitions(Diagnostic):
    """A field with two definitions."""

    code: ClassVar[str] = "S015"
    en: ClassVar[Texts] = Texts(
        "`{name}` has two definitions",
        "the second",
        'a field has one label and one definition: `NAME "label" TYPE "definition"`',
    )

    name: str


@attrs.frozen(kw_only=True)
class FullStop(Diagnostic):
    """A full stop or semicolon."""

    code: ClassVar[str] = "S016"
    en: ClassVar[Texts] = Texts(
        "`{mark}` does not end a sentence", "", "leave it out: a sentence ends where its line ends"
    )

    mark: str


# ---------------------------------------------------------------------------------------------- lines and indentation


@attrs.frozen(kw_only=True)
class MissingBody(Diagnostic):
    """A sentence that needs lines beneath it and has none."""

    code: ClassVar[str] = "S020"
    en: ClassVar[Texts] = Texts(
        "`{word}` needs indented lines beneath it", "nothing stands beneath this", "indent what belongs to it: {what}"
    )

    word: str
    what: str


@attrs.frozen(kw_only=True)
class Misplaced(Diagnostic):
    """A good sentence where none of its kind may stand."""

    code: ClassVar[str] = "S021"
    en: ClassVar[Texts] = Texts(
        "`{word}` cannot stand {where}", "", "it stands {rightly}; mend its indentation or move it"
    )

    word: str
    where: str
    rightly: str


@attrs.frozen(kw_only=True)
class NothingBeneath(Diagnostic):
    """An indented line under a sentence that takes none."""

    code: ClassVar[str] = "S022"
    en: ClassVar[Texts] = Texts(
        "nothing may stand beneath `{word}`",
        "this line is indented under it",
        "move the line to the left, or begin it with `and`, `or`, `when` or `plus` to go on with the sentence",
    )

    word: str


@attrs.frozen(kw_only=True)
class Dedent(Diagnostic):
    """A line at a depth that none of its neighbours has."""

    code: ClassVar[str] = "S023"
    en: ClassVar[Texts] = Texts(
        "this line stands {here} in, its neighbours {there}", "", "lines that belong together stand equally deep"
    )

    here: int
    there: int


@attrs.frozen(kw_only=True)
class IndentStep(Diagnostic):
    """A line deeper than one step."""

    code: ClassVar[str] = "S024"
    en: ClassVar[Texts] = Texts(
        "this line stands {here} deeper than the line above",
        "one step of this page is {step}",
        "a line stands one step deeper than the one it belongs to",
    )

    here: int
    step: int


@attrs.frozen(kw_only=True)
class MixedTabs(Diagnostic):
    """Tabs and spaces in the indentation of one page."""

    code: ClassVar[str] = "S025"
    en: ClassVar[Texts] = Texts(
        "{found} here, {elsewhere} elsewhere",
        "the depth of this line is uncertain",
        "indent the whole page with spaces; `ipdsl fmt` uses two",
    )

    found: str
    elsewhere: str


@attrs.frozen(kw_only=True)
class FullWidthSpace(Diagnostic):
    """A full-width space in the indentation."""

    code: ClassVar[str] = "S026"
    en: ClassVar[Texts] = Texts(
        "a full-width space in the indentation", "read as two spaces", "indent with plain spaces"
    )


@attrs.frozen(kw_only=True)
class OpenQuote(Diagnostic):
    """A quotation that is never closed."""

    code: ClassVar[str] = "S027"
    en: ClassVar[Texts] = Texts(
        "the quotation is not closed", "it begins here", "close it with `{mark}` on the same line"
    )

    mark: str


@attrs.frozen(kw_only=True)
class ControlCharacter(Diagnostic):
    """An invisible character."""

    code: ClassVar[str] = "S028"
    en: ClassVar[Texts] = Texts(
        "an invisible character, {name}", "it stands here", "delete it; it may make the line look other than it is read"
    )

    name: str


@attrs.frozen(kw_only=True)
class NothingToContinue(Diagnostic):
    """A continuation at the top of a page."""

    code: ClassVar[str] = "S029"
    en: ClassVar[Texts] = Texts(
        "`{word}` goes on with the sentence above, and there is none", "", "begin with the sentence itself"
    )

    word: str


# ---------------------------------------------------------------------------------------------- literals


@attrs.frozen(kw_only=True)
class BadNumber(Diagnostic):
    """Something that begins like a number and is none."""

    code: ClassVar[str] = "S030"
    en: ClassVar[Texts] = Texts("`{found}` is not a number", "", "{hint}")

    found: str
    hint: str


@attrs.frozen(kw_only=True)
class LeadingZero(Diagnostic):
    """`007`."""

    code: ClassVar[str] = "S031"
    en: ClassVar[Texts] = Texts("`{found}` begins with a superfluous zero", "", "write `{better}`")

    found: str
    better: str


@attrs.frozen(kw_only=True)
class BadDate(Diagnostic):
    """`2022-13-01`."""

    code: ClassVar[str] = "S032"
    en: ClassVar[Texts] = Texts("`{found}` is not a day of the calendar", "", "{hint}")

    found: str
    hint: str


@attrs.frozen(kw_only=True)
class TooManyDigits(Diagnostic):
    """A number of more than 18 digits."""

    code: ClassVar[str] = "S033"
    en: ClassVar[Texts] = Texts("a number of {digits} digits", "", "a number has at most 18 digits")

    digits: int


@attrs.frozen(kw_only=True)
class WholeNumber(Diagnostic):
    """A number that must be whole."""

    code: ClassVar[str] = "S034"
    en: ClassVar[Texts] = Texts("`{found}` is not {wanted}", "expected {wanted}", "write {wanted}, such as `{example}`")

    found: str
    wanted: str
    example: str


# ---------------------------------------------------------------------------------------------- limits


@attrs.frozen(kw_only=True)
class LineTooLong(Diagnostic):
    """A sentence beyond the limit."""

    code: ClassVar[str] = "S040"
    en: ClassVar[Texts] = Texts(
        "a sentence of {length} characters", "", "a sentence has at most {limit} characters; it was not read"
    )

    length: int
    limit: int


@attrs.frozen(kw_only=True)
class PageTooLong(Diagnostic):
    """A page beyond the limit."""

    code: ClassVar[str] = "S041"
    en: ClassVar[Texts] = Texts("a page of {count} {what}", "", "a page has at most {limit} {what}; it was not read")

    count: int
    what: str
    limit: int


@attrs.frozen(kw_only=True)
class TooDeep(Diagnostic):
    """Brackets or blocks nested beyond the limit."""

    code: ClassVar[str] = "S042"
    en: ClassVar[Texts] = Texts("{what} nested more than {limit} deep", "", "take the sentence or block apart")

    what: str
    limit: int


@attrs.frozen(kw_only=True)
class TooManyRows(Diagnostic):
    """Too many lines beneath one sentence."""

    code: ClassVar[str] = "S043"
    en: ClassVar[Texts] = Texts(
        "{count} rows beneath one sentence", "", "at most {limit} rows may stand beneath one sentence"
    )

    count: int
    limit: int


# ---------------------------------------------------------------------------------------------- the page


@attrs.frozen(kw_only=True)
class HeaderNotFirst(Diagnostic):
    """A `policy`, `vocabulary` or `cases for` line that is not the first sentence."""

    code: ClassVar[str] = "S050"
    en: ClassVar[Texts] = Texts(
        "`{word}` is not the first sentence of the page",
        "",
        "a page has one such line, at its top; put the rest into a file of its own",
    )

    word: str


@attrs.frozen(kw_only=True)
class TooManyFindings(Diagnostic):
    """So much is wrong that reading on would tell nothing."""

    code: ClassVar[str] = "S051"
    en: ClassVar[Texts] = Texts(
        "more than {count} findings", "the page was read up to here", "mend what is told so far and run the check again"
    )

    count: int
