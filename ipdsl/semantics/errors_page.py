"""Findings about the page as a whole: its head, its lines and where they stand. Codes P###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import AboutWord, Diagnostic, Texts


class UpsideDown(Diagnostic):
    """An end before its beginning."""

    code: ClassVar[str] = "P016"
    en: ClassVar[Texts] = Texts("{what} ends before it begins", "{start} is {order} {end}", "exchange the two")
    what: str
    start: str
    end: str
    order: str = "after"


class InformativePays(Diagnostic):
    """An article that is marked as promising nothing and promises something."""

    code: ClassVar[str] = "P018"
    en: ClassVar[Texts] = Texts(
        "article {number} is {mark} and yet holds {what}", "here", "remove the mark, or move the sentence"
    )
    number: str
    mark: str
    what: str


class RoundingStep(Diagnostic):
    """A rounding that the currency cannot pay."""

    code: ClassVar[str] = "P023"
    en: ClassVar[Texts] = Texts(
        "a rounding step is a whole number of {unit} {currency}", "not payable", "write {unit}, or a multiple of it"
    )
    unit: str
    currency: str


class LineTwice(AboutWord):
    """A line that may stand once stands twice."""

    code: ClassVar[str] = "P024"
    en: ClassVar[Texts] = Texts("a second `{word}` line", "the second", "keep one of them")


class LineNotHere(AboutWord):
    """A line beneath a sentence to which it says nothing."""

    code: ClassVar[str] = "P025"
    en: ClassVar[Texts] = Texts("`{word}` says nothing {where}", "not here", "{advice}")
    where: str
    advice: str


class OutsideArticle(Diagnostic):
    """A promise or a rule of a policy that stands in no article."""

    code: ClassVar[str] = "P029"
    en: ClassVar[Texts] = Texts(
        "this {what} stands in no article",
        "no article to cite",
        "put it beneath an `article` line; a rule over all of them stands beneath `over policy`",
    )
    what: str


class BadStatus(AboutWord):
    """A status that the language does not know."""

    code: ClassVar[str] = "P038"
    en: ClassVar[Texts] = Texts("`{word}` is no status", "unknown", "the one status is `draft`")


class LaterLanguage(Diagnostic):
    """A version of the language that is later than this program."""

    code: ClassVar[str] = "P039"
    en: ClassVar[Texts] = Texts(
        "language {version} is not known to this program",
        "it reads language {current}",
        "write `language {current}`, or take a newer program",
    )
    version: int
    current: int


class EarlierLanguage(Diagnostic):
    """A version of the language in which the same page may have meant something else."""

    code: ClassVar[str] = "P072"
    en: ClassVar[Texts] = Texts(
        "the page is written in language {version}, and this program reads language {current}",
        "the same words may mean something else now",
        "read the page with what changed: {changes}; then write `language {current}` (docs/upgrading.md says more)",
    )
    version: int
    current: int
    changes: str


class CaseWithout(Diagnostic):
    """A case that lacks a part."""

    code: ClassVar[str] = "P042"
    en: ClassVar[Texts] = Texts("the case {lacks}", "incomplete", "{advice}")
    lacks: str
    advice: str


class NotOnThisPage(Diagnostic):
    """A line that belongs to another kind of page."""

    code: ClassVar[str] = "P043"
    en: ClassVar[Texts] = Texts("{what} does not belong on {page}", "not on this page", "{advice}")
    what: str
    page: str
    advice: str


class KindMismatch(Diagnostic):
    """A narrower record that redefines what makes an item."""

    code: ClassVar[str] = "P044"
    en: ClassVar[Texts] = Texts(
        "`{record}` is a `{base}` and shares its {what}",
        "its own {what}",
        "remove the line; a narrower record is the same matter as its root",
    )
    record: str
    base: str
    what: str


class TwoDefaults(Diagnostic):
    """Two default events in one record."""

    code: ClassVar[str] = "P046"
    en: ClassVar[Texts] = Texts("`{record}` has two default events", "the second", "mark one of them")
    record: str
