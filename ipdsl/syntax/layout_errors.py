"""Findings about lines, indentation and size: what is wrong with a page before any sentence is read."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import AboutWord, Diagnostic, Texts

# ---------------------------------------------------------------------------------------------- lines and indentation


class MissingBody(AboutWord):
    """A sentence that needs lines beneath it and has none."""

    code: ClassVar[str] = "S020"
    en: ClassVar[Texts] = Texts(
        "`{word}` needs indented lines beneath it", "nothing stands beneath this", "indent what belongs to it: {what}"
    )

    what: str


class Misplaced(AboutWord):
    """A good sentence where none of its kind may stand."""

    code: ClassVar[str] = "S021"
    en: ClassVar[Texts] = Texts(
        "`{word}` cannot stand {where}", "", "it stands {rightly}; mend its indentation or move it"
    )

    where: str
    rightly: str


class NothingBeneath(AboutWord):
    """An indented line under a sentence that takes none."""

    code: ClassVar[str] = "S022"
    en: ClassVar[Texts] = Texts(
        "nothing may stand beneath `{word}`",
        "this line is indented under it",
        "move the line to the left, or begin it with `and`, `or`, `when` or `plus` to go on with the sentence",
    )


class Dedent(Diagnostic):
    """A line at a depth that none of its neighbours has."""

    code: ClassVar[str] = "S023"
    en: ClassVar[Texts] = Texts(
        "this line stands {here} in, its neighbours {there}", "", "lines that belong together stand equally deep"
    )

    here: int
    there: int


class IndentStep(Diagnostic):
    """A line deeper than one step."""

    code: ClassVar[str] = "S024"
    en: ClassVar[Texts] = Texts(
        "this line stands {here} deeper than what it belongs to",
        "one step of this page is {step}",
        "a line stands one step deeper than the one it belongs to",
    )

    here: int
    step: int


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


class FullWidthSpace(Diagnostic):
    """A full-width space in the indentation."""

    code: ClassVar[str] = "S026"
    en: ClassVar[Texts] = Texts(
        "a full-width space in the indentation", "read as two spaces", "indent with plain spaces"
    )


class OpenQuote(Diagnostic):
    """A quotation that is never closed."""

    code: ClassVar[str] = "S027"
    en: ClassVar[Texts] = Texts(
        "the quotation is not closed", "it begins here", "close it with `{mark}` on the same line"
    )

    mark: str


class ControlCharacter(Diagnostic):
    """An invisible character."""

    code: ClassVar[str] = "S028"
    en: ClassVar[Texts] = Texts(
        "an invisible character, {name}", "it stands here", "delete it; it may make the line look other than it is read"
    )

    name: str


class ForeignDigit(Diagnostic):
    """A digit of a script other than the Latin one."""

    code: ClassVar[str] = "S035"
    en: ClassVar[Texts] = Texts(
        "a digit of another script, {name}", "it stands here", "write the digits 0 to 9; this one may look like another"
    )

    name: str


class NothingToContinue(AboutWord):
    """A continuation at the top of a page."""

    code: ClassVar[str] = "S029"
    en: ClassVar[Texts] = Texts(
        "`{word}` goes on with the sentence above, and there is none", "", "begin with the sentence itself"
    )


# ---------------------------------------------------------------------------------------------- limits


class LineTooLong(Diagnostic):
    """A sentence beyond the limit."""

    code: ClassVar[str] = "S040"
    en: ClassVar[Texts] = Texts(
        "a sentence of {length} characters", "", "a sentence has at most {limit} characters; it was not read"
    )

    length: int
    limit: int


class PageTooLong(Diagnostic):
    """A page beyond the limit."""

    code: ClassVar[str] = "S041"
    en: ClassVar[Texts] = Texts("a page of {count} {what}", "", "a page has at most {limit} {what}; it was not read")

    count: int
    what: str
    limit: int


class TooDeep(Diagnostic):
    """Brackets or blocks nested beyond the limit."""

    code: ClassVar[str] = "S042"
    en: ClassVar[Texts] = Texts("{what} nested more than {limit} deep", "", "take the sentence or block apart")

    what: str
    limit: int


class TooManyRows(Diagnostic):
    """Too many lines beneath one sentence."""

    code: ClassVar[str] = "S043"
    en: ClassVar[Texts] = Texts(
        "{count} rows beneath one sentence", "", "at most {limit} rows may stand beneath one sentence"
    )

    count: int
    limit: int


# ---------------------------------------------------------------------------------------------- the page


class HeaderNotFirst(AboutWord):
    """A `policy`, `vocabulary` or `cases for` line that is not the first sentence."""

    code: ClassVar[str] = "S050"
    en: ClassVar[Texts] = Texts(
        "`{word}` is not the first sentence of the page",
        "",
        "a page has one such line, at its top; put the rest into a file of its own",
    )


class TooManyFindings(Diagnostic):
    """So much is wrong that reading on would tell nothing."""

    code: ClassVar[str] = "S051"
    en: ClassVar[Texts] = Texts(
        "more than {count} findings", "the rest is not told", "mend what is told so far and run the check again"
    )

    count: int
