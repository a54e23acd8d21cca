"""Findings as data: a class declares a code and texts, and an object has the facts of one occurrence.

There are hundreds of kinds of findings, and a run needs few of them. Therefore no methods are generated for each class,
as attrs would do. `FindingBase` has the methods once, and they read the annotations of the class.

The declared words nearest to an undeclared word are the suggestions of "did you mean". A suggestion differs in at most
two typos, or in one typo if the word has at most four letters. A typo is a wrong, missing or extra letter, or two
neighbours swapped. Declared words that contain the whole word as a part (`contract` in `technology_contract`, 合同 in
技术合同) are listed after those.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import ClassVar, NoReturn, TypeVar, dataclass_transform

import attrs

from ipdsl.base.findings.phrase import NOTHING, Language, MessageValue, Phrase, localize_value
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject

D = TypeVar("D", bound="FindingBase")


@dataclass_transform(kw_only_default=True, frozen_default=True)
class FindingBase:
    """The base of declared findings: frozen, keyword-only, equal by class and content.

    A field without a default is required.
    """

    def __init__(self, **facts: object) -> None:
        fields = fields_of(type(self))
        missing = [name for name in fields if name not in facts and not hasattr(type(self), name)]
        unknown = [name for name in facts if name not in fields]
        if missing or unknown:
            raise TypeError(f"{type(self).__name__}: missing {missing}, unknown {unknown}")
        vars(self).update(facts)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and values_of(self) == values_of(other)

    def __hash__(self) -> int:
        return hash((type(self), *values_of(self)))

    def __repr__(self) -> str:
        shown = zip(fields_of(type(self)), values_of(self), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown)})"


def fields_of(kind: type) -> tuple[str, ...]:
    """The names of the fields of a class, inherited ones first."""
    return _collect_fields(kind)


@cache
def _collect_fields(kind: type) -> tuple[str, ...]:
    annotated = (vars(base).get("__annotations__", {}) for base in reversed(kind.__mro__))
    return tuple(
        dict.fromkeys(name for names in annotated for name, form in names.items() if "ClassVar" not in str(form))
    )


def with_changes(declared: D, **changes: object) -> D:
    """A copy with other values for some fields."""
    kind = type(declared)
    return kind(**(dict(zip(fields_of(kind), values_of(declared), strict=True)) | changes))


def values_of(declared: object) -> tuple[object, ...]:
    """The values of the fields, in their order."""
    return tuple(getattr(declared, name) for name in fields_of(type(declared)))


class Severity(enum.Enum):
    """An error fails the run. A warning fails it on request only. A note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@attrs.frozen(eq=False, repr=False)
class Texts(ValueObject):
    """The words of a finding in one language; `{name}` is replaced by a field of its class."""

    title: str
    label: str = ""
    help: str = ""


@attrs.frozen(eq=False, repr=False)
class RelatedPlace(ValueObject):
    """A related place, with at most one sentence about it."""

    span: Span
    text: Phrase


@attrs.frozen(eq=False, repr=False)
class Edit(ValueObject):
    """A replacement of the characters of a place on a page.

    A finding is reported with untried edits (`candidates`). The driver tries them on the page, and keeps
    the first right one in `edits`, with the lines of the page after the edit in `lines`. `example` is what the edited
    sum is for an example.
    """

    span: Span
    replacement: str
    lines: str = ""
    example: Phrase = NOTHING


class Diagnostic(FindingBase):
    """One finding. Subclasses declare `en`, `zh` and their own fields; the renderer fills in the texts.

    `code` and `severity` are arguments of the class: `class DuplicateId(Diagnostic, code="R045")`.

    `span` is the place in a text, `path` the JSON path in facts. Findings about pages have a span. Findings about facts
    have a path, and a span too if the facts come from a text. Findings about a whole run, such as a missing file, have
    neither. `nearest` lists the nearest declared words, best first. With `is_detail` the page is correct as it is, and
    the finding is shown only on request. `candidates` are edits that may remove the finding, best first; they are not
    shown. `edits` are those that the page was checked with, and replace the help. `alternatives` are edits with
    different meanings, which replace the help too; the author chooses one. `is_about_name`: the finding is about the
    name of a value in facts, such as an unknown field, and not about the value.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    is_about_name: ClassVar[bool] = False
    en: ClassVar[Texts]
    zh: ClassVar[Texts]

    span: Span | None = None
    path: str | None = None
    related: tuple[RelatedPlace, ...] = ()
    nearest: tuple[str, ...] = ()
    is_detail: bool = False
    candidates: tuple[Edit, ...] = ()
    edits: tuple[Edit, ...] = ()
    alternatives: tuple[Edit, ...] = ()

    def __init_subclass__(cls, *, code: str = "", severity: Severity | None = None) -> None:
        super().__init_subclass__()
        if code:
            cls.code = code
        if severity is not None:
            cls.severity = severity

    def texts(self, language: Language = Language.EN) -> Texts:
        """The texts with the values of this occurrence."""
        raw = self.zh if language is Language.ZH else self.en
        stated = zip(fields_of(type(self)), values_of(self), strict=True)
        facts = {name: localize_value(value, language) for name, value in stated}
        help_text = _edit_text(self.edits, language) if self.edits else raw.help.format(**facts)
        if self.alternatives:
            help_text = _alternatives_text(self.alternatives, language)
        return Texts(raw.title.format(**facts), raw.label.format(**facts), help_text)


def _edit_text(edits: Iterable[Edit], language: Language) -> str:
    """The help of a finding with edits: the lines to write, each with its indentation if there are several."""
    lines = "\n".join(edit.lines for edit in edits)
    if "\n" in lines or lines.startswith(" "):
        return Phrase("write:\n{lines}", "写作：\n{lines}", lines=lines).text(language)
    return Phrase("write `{lines}`", "写作`{lines}`", lines=lines.strip()).text(language)


def _alternatives_text(edits: Iterable[Edit], language: Language) -> str:
    """The help of a finding with two meanings: the lines of each, with an example."""
    lines = (f"{edit.lines}\n    {edit.example.text(language)}".rstrip() for edit in edits)
    meanings = Phrase(
        "it has two meanings; write the one that is meant:\n{lines}",
        "有两种含义，请写明一种：\n{lines}",
        lines="\n".join(lines),
    )
    return meanings.text(language)


class WordFinding(Diagnostic):
    """A finding about one word of a page. A keyword is shown in the language of the reader."""

    word: MessageValue


class FieldFinding(Diagnostic):
    """A finding about a field of facts."""

    field: str


class ValueFinding(Diagnostic):
    """A finding about a value as it is stated."""

    found: str


@attrs.define
class Report:
    """The findings of a run. Stages return `(value, Report)` and never raise for a mistake on a page."""

    _findings: list[Diagnostic] = attrs.field(factory=list, alias="found")

    def add(self, finding: Diagnostic) -> None:
        self._findings.append(finding)

    def discard(self, places: Collection[Span], kind: type[Diagnostic]) -> None:
        """Remove the findings of a kind about these places."""
        self._findings = [each for each in self._findings if not (isinstance(each, kind) and each.span in places)]

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        self._findings.extend(findings)

    @property
    def has_errors(self) -> bool:
        return any(f.severity is Severity.ERROR for f in self._findings)

    def __iter__(self) -> Iterator[Diagnostic]:
        """The findings by place, then by path, then by code, without duplicates."""
        seen = dict.fromkeys(self._findings)
        return iter(
            sorted(seen, key=lambda f: (f.span is None, f.span or _NOWHERE, _path_sort_key(f.path or ""), f.code))
        )

    def __len__(self) -> int:
        return len(dict.fromkeys(self._findings))


_NOWHERE = Span("", 0, 0, 0, 0)


def _path_sort_key(path: str) -> list[tuple[int, str]]:
    """A sort key for a path: `[2]` is before `[10]`; the address of a cell has its own key."""
    return getattr(path, "sort_key", None) or [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(?<=\[)(\d{1,9})(?=\])", path)
    ]


class InternalError(Exception):
    """An error of this program, not of the author: a later stage cannot process what the checker accepted."""


def distance(left: str, right: str, limit: int) -> int:
    """Number of typos between two words (optimal string alignment), or `limit + 1` if there are more.

    >>> distance("awrad", "award", 2)
    1
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, above = above, row
    return above[-1]


def is_misspelt(written: str, declared: str) -> bool:
    """Whether a written word is a declared one with as many typos as a suggestion may differ in, and no other word.

    A part of an English word keeps its first letter. It keeps the last one, too, unless it is only longer or shorter.
    Another Chinese character is another word, and so is another number.

    >>> is_misspelt("grantd", "granted"), is_misspelt("ungranted", "granted"), is_misspelt("payer", "payee")
    (True, False, False)
    >>> is_misspelt("企业业", "企业"), is_misspelt("铜奖", "金奖")
    (True, False)
    """
    plain, other = _normalize(written), _normalize(declared)
    limit = 1 if len(plain) <= 4 else 2
    if not 0 < distance(plain, other, limit) <= limit or _DIGITS.findall(plain) != _DIGITS.findall(other):
        return False
    if not plain.isascii():  # 奖金 and 金奖 are two words
        is_doubled = _REPEATED.sub(r"\1", plain) == _REPEATED.sub(r"\1", other)
        return is_doubled or (len(plain) > 2 and sorted(plain) == sorted(other))
    parts, parts_declared = plain.split("_"), other.split("_")
    return "".join(parts) == "".join(parts_declared) or (
        len(parts) == len(parts_declared) and all(map(_is_same_word, parts, parts_declared))
    )


_OTHER_WORDS = {
    "adapted", "adopted", "adult", "affected", "battle", "cast", "castle", "cattle", "clams", "coarse", "coast",
    "converted", "corrected", "cost", "country", "county", "course", "effected", "expert", "export", "failed",
    "farm", "farmed", "field", "filed", "filled", "firm", "form", "formed", "framed", "frees", "grafted", "heart",
    "heat", "lean", "leased", "left", "lent", "lifted", "listed", "loan", "mowed", "moved", "paint", "parent",
    "parents", "parson", "patent", "patient", "patients", "patents", "person", "planed", "planet", "planets",
    "planned", "plant", "planted", "plants", "point", "pride", "prince", "print", "prison", "prize", "price",
    "project", "protect", "quiet", "quite", "reviewed", "renewed", "side", "site", "size", "staff", "stage",
    "started", "state", "stated", "stick", "stock", "stuff", "torn", "town", "trail", "trial", "waist", "waste",
}  # fmt: skip
"""English words that are near to other words of schemes, and not typos of them."""


def _is_same_word(written: str, declared: str) -> bool:
    """Whether two English words differ by typos, and not by their first letters or endings.

    With two other letters it is another word, as `minimum` for `maximum`, and so is a known word, as `parent`.
    """
    wrong = sum(map(str.__ne__, written, declared))
    keeps_end = written.rstrip("s")[-1:] == declared.rstrip("s")[-1:] and (wrong, len(written)) != (2, len(declared))
    has_start = written[:1] == declared[:1] and written[2:] != declared  # `reregistered` is another word
    is_other = written != declared and written in _OTHER_WORDS
    return has_start and not is_other and (wrong == 0 or keeps_end or sorted(written) == sorted(declared))


def loses_word(written: str, declared: str) -> bool:
    """Whether a declared word in place of a written one loses a word of it, as 企业 for 大企业, `firm` for `new_firm`.

    Another number is another word, as in `lpr_5y` for `lpr_1y`.
    A character at an end of a Chinese word is a word, unless it is only repeated or in another order.

    >>> loses_word("本市企业", "企业"), loses_word("企业业", "企业")
    (True, False)
    """
    if _DIGITS.findall(written) != _DIGITS.findall(declared):
        return True
    if written.isascii():
        return len(_normalize(written).split("_")) > len(_normalize(declared).split("_"))
    start = _equal_at_start(written, declared)
    end = _equal_at_start(written[start:][::-1], declared[start:][::-1])
    left, right = (text[start : len(text) - end] for text in (written, declared))
    if right:
        return sorted(left) != sorted(right) and bool(_CONTRASTS & set(left)) and bool(_CONTRASTS & set(right))
    is_repeated = declared[:start].endswith(left) or declared[start:].startswith(left)
    is_inside = 0 < start < len(declared) and len(set(left) - set(declared)) <= 1  # an abbreviation: 金质奖 is 金奖
    return not is_repeated and (not is_inside or bool(_CONTRASTS & set(left)))


def _equal_at_start(left: str, right: str) -> int:
    return next(
        (i for i, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), min(len(left), len(right))
    )


_DIGITS = re.compile(r"\d+")
_REPEATED = re.compile(r"(.)\1")
_CONTRASTS = frozenset(
    "国省市区县镇乡村大中小微高低新旧老男女上下前后内外一二三四五六七八九十甲乙丙首末未非不无净毛原已"
)
"""Characters that distinguish words: 省级项目 and 市级项目 are different words."""


def nearest(word: str, declared: Iterable[str], *, max_count: int = 3) -> tuple[str, ...]:
    """The nearest declared words, best first; equal ones in alphabetical order.

    >>> nearest("amuont", ["amount", "recorded_on"])
    ('amount',)
    """
    return _nearest(word, tuple(dict.fromkeys(declared)), max_count)


def singular_forms(word: str) -> tuple[str, ...]:
    """The English words that may have this word as their plural.

    >>> singular_forms("companies")
    ('companie', 'company')
    """
    forms = (word[: len(word) - len(plural)] + singular for plural, singular in _PLURALS if word.endswith(plural))
    return tuple(form for form in forms if len(form) > 2 and word.isascii())


_PLURALS = (("s", ""), ("ies", "y"))


def word_by_definition(word: str, definitions: Mapping[str, str]) -> str | None:
    """The only declared word that is defined by a word: the definition is the word, or else has it as its noun.

    A definition that lists the word with others (`companies and public institutions`) defines a wider word.

    >>> word_by_definition("company", {"enterprise": "a company", "agency": "a company that serves others"})
    'enterprise'
    """
    if not word or not definitions:
        return None
    noun = "(?:" + "|".join(map(re.escape, (word, *singular_forms(word)))) + ")"
    forms = (
        (rf"(?:an? |any )?{noun}", rf"(?:an? |any )?(?:\w+ )?{noun}\b(?!,| and | or ).*")
        if word.isascii()
        else (noun, rf"(?!.*(?:、|和|或|及)).*{noun}")
    )
    for form in forms:
        named = [declared for declared, definition in definitions.items() if re.fullmatch(form, definition)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


@lru_cache(1024)
def _nearest(word: str, declared: tuple[str, ...], max_count: int) -> tuple[str, ...]:
    """As `nearest`, but cached: a million rows with the same typo ask a million times."""
    plain = _normalize(word)
    limit = 1 if len(plain) <= 4 else 2
    singulars = singular_forms(plain)
    scored: list[tuple[int, str]] = []
    for candidate in declared:
        other = _normalize(candidate)
        slips = 1 if other in singulars else distance(plain, other, limit)
        if slips <= limit and slips < len(plain):
            scored.append((slips, candidate))
        elif len(plain) > (3 if plain.isascii() else 1) and _is_part(plain, other):
            scored.append((limit + 1 + len(other) - len(plain), candidate))
    return tuple(candidate for _, candidate in sorted(scored)[:max_count])


def _normalize(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def _is_part(word: str, other: str) -> bool:
    return f"_{word}_" in f"_{other}_" if word.isascii() else word in other
