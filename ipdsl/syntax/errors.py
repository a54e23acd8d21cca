"""Findings about the words of a sentence: what is wrong with how it is written, before any word is looked up."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import AboutWord, Diagnostic, Texts

# ---------------------------------------------------------------------------------------------- words in a sentence


class UnexpectedWord(Diagnostic):
    """A word that cannot stand where it stands."""

    code: ClassVar[str] = "S001"
    en: ClassVar[Texts] = Texts("`{found}` does not fit here", "expected {expected}", "{hint}")

    found: str
    expected: str
    hint: str = ""


class UnknownSentence(Diagnostic):
    """A line whose first word begins no sentence."""

    code: ClassVar[str] = "S002"
    en: ClassVar[Texts] = Texts(
        "no sentence begins with `{found}` here",
        "expected {expected}",
        "{hint}",
    )

    found: str
    expected: str
    hint: str = "every line begins with the word that says what it does"


class EndsEarly(Diagnostic):
    """A sentence that stops before it is complete."""

    code: ClassVar[str] = "S003"
    en: ClassVar[Texts] = Texts("the sentence stops too early", "expected {expected}", "{hint}")

    expected: str
    hint: str = ""


class MissingAmount(Diagnostic):
    """`award once when …`."""

    code: ClassVar[str] = "S004"
    en: ClassVar[Texts] = Texts(
        "the award names no amount",
        "expected an amount before `{found}`",
        "{advice}",
    )

    found: str
    advice: str = (
        "write `award 200000 …`, `award up to 200000 …`, `award at discretion …` or `award by FIELD …` with rows"
    )


class MissingTrigger(Diagnostic):
    """An award that never says when it is due."""

    code: ClassVar[str] = "S005"
    en: ClassVar[Texts] = Texts(
        "the award does not say when it is due",
        "expected `when`, `while` or `each year` after this",
        "end it with `when RECORD words`, `while STATE` or `each year`",
    )


class MissingWord(Diagnostic):
    """A little word was left out: `cap 500 enterprise`, `award 5 to enterprise patent granted`."""

    code: ClassVar[str] = "S006"
    en: ClassVar[Texts] = Texts("`{expected}` is missing before `{found}`", "expected `{expected}`", "{advice}")

    found: str
    advice: str
    expected: str = "per"


class TwoSentences(Diagnostic):
    """Two sentences on one line."""

    code: ClassVar[str] = "S007"
    en: ClassVar[Texts] = Texts(
        "two sentences on one line",
        "`{found}` begins another sentence",
        "begin the second sentence on a line {where}",
    )

    found: str
    where: str = "of its own"


class CommaInAmount(Diagnostic):
    """A comma inside an amount."""

    code: ClassVar[str] = "S008"
    en: ClassVar[Texts] = Texts(
        "a comma inside an amount",
        "no comma may stand here",
        "{advice}",
    )

    advice: str = "leave the comma out; thousands are written `1,200,000` or `1200000`"


class MixedConnectives(Diagnostic):
    """`a and b or c` without brackets."""

    code: ClassVar[str] = "S009"
    en: ClassVar[Texts] = Texts(
        "`and` meets `or` without brackets",
        "this part needs brackets",
        "write `({part})` if this belongs together, or put the brackets where you mean them",
    )

    part: str


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


class ReservedWord(Diagnostic):
    """A connective where a name is expected."""

    code: ClassVar[str] = "S011"
    en: ClassVar[Texts] = Texts(
        "`{found}` is a reserved word and cannot be a name",
        "expected {expected}",
        "a name is missing here; if `{found}` was meant as one, choose another",
    )

    found: str
    expected: str


class MissingHas(Diagnostic):
    """`if at least 5 patent granted`."""

    code: ClassVar[str] = "S012"
    en: ClassVar[Texts] = Texts(
        "`has` is missing",
        "this counts records",
        "write `has {text}`; only after an earlier `has` in the same line may it be left out",
    )

    text: str


class OpenBracket(Diagnostic):
    """A bracket without its partner."""

    code: ClassVar[str] = "S013"
    en: ClassVar[Texts] = Texts(
        "the bracket `{bracket}` has no partner", "", "write the other bracket, or leave this one out"
    )

    bracket: str


class SaidTwice(AboutWord):
    """`once` or `to` twice in one head."""

    code: ClassVar[str] = "S014"
    en: ClassVar[Texts] = Texts(
        "`{word}` stands twice in one sentence",
        "the second",
        "say it once; several go into one list: `to unit, person`",
    )


class TwoDefinitions(Diagnostic):
    """A field with two definitions."""

    code: ClassVar[str] = "S015"
    en: ClassVar[Texts] = Texts(
        "`{name}` has two definitions",
        "the second",
        'a field has one label and one definition: `NAME "label" TYPE "definition"`',
    )

    name: str


class FullStop(Diagnostic):
    """A full stop or semicolon."""

    code: ClassVar[str] = "S016"
    en: ClassVar[Texts] = Texts("`{mark}` does not end a sentence", "", "{advice}")

    mark: str
    advice: str = "leave it out: a sentence ends where its line ends"


# ---------------------------------------------------------------------------------------------- literals


class BadNumber(Diagnostic):
    """Something that begins like a number and is none."""

    code: ClassVar[str] = "S030"
    en: ClassVar[Texts] = Texts("`{found}` is not a number", "", "{hint}")

    found: str
    hint: str


class LeadingZero(Diagnostic):
    """`007`."""

    code: ClassVar[str] = "S031"
    en: ClassVar[Texts] = Texts("`{found}` begins with a superfluous zero", "", "write `{better}`")

    found: str
    better: str


class BadDate(Diagnostic):
    """`2022-13-01`."""

    code: ClassVar[str] = "S032"
    en: ClassVar[Texts] = Texts("`{found}` is not a day of the calendar", "", "{hint}")

    found: str
    hint: str


class TooManyDigits(Diagnostic):
    """A number of more than 18 digits."""

    code: ClassVar[str] = "S033"
    en: ClassVar[Texts] = Texts("a number of {digits} digits", "", "a number has at most 18 digits")

    digits: int


class WholeNumber(Diagnostic):
    """A number that must be whole."""

    code: ClassVar[str] = "S034"
    en: ClassVar[Texts] = Texts("`{found}` is not {wanted}", "expected {wanted}", "write {wanted}, such as `{example}`")

    found: str
    wanted: str
    example: str
