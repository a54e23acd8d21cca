"""How types read a value of facts: the context, quick checks, words in place of a value.

A quick check returns the plain value of a field, or raises `NeedsFullReaderError`. Then the full rule of the type reads
it and reports findings. Both give the same value for everything that the quick check accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, NoReturn, Protocol, TypeAlias, TypeVar

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase
from ipdsl.base.values import written_values
from ipdsl.schema.declarations import Choice, LabelledDeclaration
from ipdsl.schema.labels import Labels
from ipdsl.schema.values.stated_values import CANNOT, NONE, Special
from ipdsl.schema.values.wording import quote_name

Value = TypeVar("Value")

FastPath: TypeAlias = Callable[[object], Value]
"""A quick check: it returns the value, or raises `NeedsFullReaderError`.

It may raise `TypeError` for a list or an object that is looked up in a table (`require_unhashable`).
"""


class NeedsFullReaderError(Exception):
    """The full rule must read the value."""


def defer_to_full_reader(value: object) -> NoReturn:
    """A quick check that leaves every value to the full rule."""
    raise NeedsFullReaderError


def require_unhashable(error: Exception) -> None:
    """Raise a `TypeError` again, unless a value without a hash was looked up in a table of words or days.

    Such values are a list, an object, and a signaling NaN.

    Checking the type of each value before the lookup would cost a tenth of the reading time.
    """
    if isinstance(error, TypeError) and not str(error).startswith(("unhashable type: ", "Cannot hash ")):
        raise error


class PlainWords(dict[object, Value]):
    """The values of a quick check by word; other words are left to the full rule."""

    def __missing__(self, word: object) -> NoReturn:
        raise NeedsFullReaderError


class ValuesByText(dict[object, Value]):
    """Values by text, each computed once, because facts repeat the same few texts.

    Other forms are not cached, because `1` and `True` are equal as keys.
    """

    def __init__(self, check: FastPath[Value]) -> None:
        self.check = check

    def __missing__(self, data: object) -> Value:
        value = self.check(data)
        if type(data) is str and len(data) <= _LONGEST_CACHED:
            if len(self) >= _MOST_CACHED:
                self.clear()
            self[data] = value
        return value


_LONGEST_CACHED = 40
_MOST_CACHED = 10_000


class DeclaredWords(Protocol):
    """The declarations of a vocabulary that types refer to."""

    @property
    def choice_by_name(self) -> Mapping[str, Choice]: ...

    @property
    def record_by_name(self) -> Mapping[str, LabelledDeclaration]: ...


class ValueContext(Protocol):
    """The facts being read; rules report there what they do not accept. Each report returns `None`."""

    @property
    def currency(self) -> str: ...

    @property
    def finding_count(self) -> int: ...

    def add(self, finding: Diagnostic) -> None: ...

    def refuse(self, finding: Diagnostic) -> Any | None: ...

    def report_wrong_type(
        self, data: object, field: str, path: str, expected: MessageValue, advice: Phrase = NOTHING
    ) -> Any | None: ...

    def report_wrong_form(
        self, data: object, path: str, what: MessageValue, expected: MessageValue, advice: Phrase = NOTHING
    ) -> Any | None: ...

    def report_missing(self, path: str, what: MessageValue, word: str, advice: Phrase = NOTHING) -> Any | None: ...

    def report_ambiguous(self, data: str, readings: Sequence[str], field: str, path: str) -> Any | None: ...

    def report_unknown(
        self, finding: Callable[..., Diagnostic], path: str, word: str, known: Iterable[str],
        meant: tuple[str, ...] = (), **details: MessageValue,
    ) -> Any | None: ...  # fmt: skip

    def read_parts(
        self, data: object, path: str, what: MessageValue, known: Mapping[str, object], advice: Phrase = NOTHING
    ) -> Mapping[str, object] | None: ...

    def read_list(
        self, data: object, path: str, what: MessageValue, advice: Phrase = NOTHING
    ) -> Sequence[object] | None: ...

    def resolve_label(self, word: str, labels: Labels, path: str) -> str | None: ...


ValueRule: TypeAlias = Callable[[ValueContext, object, str, str], Value | None]
"""A full rule. Arguments: the context, the data, the name of the field, the path for findings."""


def _names_no_value(word: str) -> None:
    """For types whose values are not words."""


class ValueReader(NamedTuple):
    """How the values of a type are read.

    `value_of_word` returns a value for a special word that the type itself uses (`无`), and `None` for others.
    `member_check` is the quick check of a member of a list.
    """

    quick_check: FastPath[Any]
    rule: ValueRule[Any]
    value_of_word: Callable[[str], object] = _names_no_value
    member_check: FastPath[Any] | None = None

    def field_rule(self, takes_sums: bool) -> ValueRule[Any]:
        """The rule of a field, which may have a special value."""
        return partial(_read_value, self.rule, takes_sums, self.value_of_word)


SPECIAL = {"none": NONE, "cannot_be_determined": CANNOT}
_SPECIAL_WORDS = {**SPECIAL, "unknown": None}
SPECIAL_FORMS = Phrase(
    '{{"none": true}}, {{"cannot_be_determined": true}} or null',
    '`{{"none": true}}`、`{{"cannot_be_determined": true}}`或`null`',
)


def _read_value(
    rule: ValueRule[Value], takes_sums: bool, value_of_word: Callable[[str], object],
    context: ValueContext, data: object, field: str, path: str,
) -> Value | Special | None:  # fmt: skip
    """The value of a field; `None` if it is unknown (null) or was refused.

    Special words such as `none` are accepted, unless the type has a value of that name.
    """
    if isinstance(data, str) and data in written_values.SPECIAL and value_of_word(data) is None:
        data = _SPECIAL_WORDS[written_values.SPECIAL[data]]
    if data is None or isinstance(data, Special):
        return data
    if isinstance(data, Mapping) and not (takes_sums and ("amount" in data or "currency" in data)):
        return _read_special(context, data, field, path)
    return rule(context, data, field, path)


def is_none(data: object) -> bool:
    """Whether the data is `{"none": true}`, and not a number that equals true."""
    return isinstance(data, Mapping) and len(data) == 1 and data.get("none") is True


def _read_special(context: ValueContext, data: Mapping[object, object], field: str, path: str) -> Special | None:
    """`{"none": true}` or `{"cannot_be_determined": true}`; all else is reported."""
    for word, special in SPECIAL.items():
        if len(data) == 1 and data.get(word) is True:
            return special
    return context.report_wrong_form(
        data,
        path,
        quote_name(field),
        Phrase("a value", "值"),
        Phrase("write the value itself, {forms}", "请直接写值，或写{forms}", forms=SPECIAL_FORMS),
    )


def plain_special(value: object) -> Special:
    """`{"none": true}` or `{"cannot_be_determined": true}`."""
    if type(value) is dict and len(value) == 1:
        if value.get("none") is True:
            return NONE
        if value.get("cannot_be_determined") is True:
            return CANNOT
    raise NeedsFullReaderError
