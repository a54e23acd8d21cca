"""The details of an applicant in facts: texts for forms, letters and lists, under `applicant.details`.

A known detail is read under its name, with any of its spellings; another name is a note and stays as written. Details
take no part in settlement: they are in no digest, decision, ledger or cache. Findings show at most four digits of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.values import written_values
from ipdsl.ir.terms import Program
from ipdsl.plain_data import errors
from ipdsl.plain_data.context import FieldReader, ReadContext, applicant_labels
from ipdsl.schema.details import (
    DETAILS_PART,
    LONGEST_DETAIL_NAME,
    MOST_DETAILS,
    known_detail,
    last_digits,
    spelling_key,
)
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import name_problem
from ipdsl.schema.values.value_type import child_path, defer_to_full_reader, describe, printable


def has_details(program: Program) -> bool:
    """Whether `details` of the applicant are details; otherwise it is a field of the vocabulary."""
    return DETAILS_PART not in program.schema.applicant_field_by_name


def details_of(facts: object, program: Program) -> dict[str, str]:
    """The details in plain facts without errors, by name; empty without details."""
    stated = _stated_details(facts, program)
    return {known_detail(word) or word: text for word, text in stated.items() if text is not None}


def _stated_details(facts: object, program: Program) -> Mapping[str, str | None]:
    """The details in plain facts, as stated."""
    applicant = facts.get("applicant") if isinstance(facts, Mapping) else None
    stated = applicant.get(DETAILS_PART) if isinstance(applicant, Mapping) and has_details(program) else None
    return stated if isinstance(stated, Mapping) else {}


def wrong_codes(facts: object, program: Program) -> Iterator[errors.WrongDetailCode]:
    """Warnings about credit codes and IBANs with wrong check digits in plain facts, which may have errors.

    Without the library of codes there are none.
    """
    for word, text in _stated_details(facts, program).items():
        name, code = known_detail(word), "".join(str(text).replace("-", "").split()).upper()
        form = _FORMS_OF_CODES.get(name)
        if form is not None and isinstance(text, str) and form.fullmatch(code) and not _is_right(name, code):
            path = child_path(f"$.applicant.{DETAILS_PART}", word)
            shown = printable(last_digits(text))
            yield errors.WrongDetailCode(path=path, word=printable(word), kind=_KINDS_OF_CODES[name], found=shown)


_LENGTH = 18
"""The length of a social credit code and of an identity number. One character may be missing or there twice."""
_FORMS_OF_CODES = {
    "code": re.compile(rf"[A-Z0-9]{{{_LENGTH - 1},{_LENGTH + 1}}}"),
    "account": re.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{8,32}"),
}
_KINDS_OF_CODES = {
    "code": Phrase("social credit code", "统一社会信用代码"), "account": Phrase("IBAN", "国际银行账号"),
}  # fmt: skip


def _is_right(name: str, code: str) -> bool:
    """Whether a code of this form has right check digits, or the library is missing."""
    try:
        from stdnum import iban  # facts without such a code do not need it
        from stdnum.cn import ric, uscc
    except ImportError:
        return True
    if name == "account":
        return bool(iban.is_valid(code, check_country=False))
    start, last = code[:-1], code[-1]
    try:
        return len(code) == _LENGTH and (
            last == uscc.calc_check_digit(start) or (start.isdecimal() and last == ric.calc_check_digit(start))
        )
    except ValueError:  # a letter that no code has
        return False


def is_column_of_details(program: Program, column: str) -> bool:
    """Whether a column of a table of applicants states details: `details`, or `details.name`."""
    return has_details(program) and column.partition(".")[0] == DETAILS_PART


def _read_details(context: ReadContext, data: Any, field: str, path: str) -> dict[str, str] | None:
    """The details by name, in input order; `null` is unknown."""
    if not isinstance(data, Mapping):
        expected = Phrase("an object of texts", "由文本组成的对象")
        return context.refuse(
            errors.WrongForm(path=path, what=f"`{field}`", expected=expected, found=_form(data), advice=_EXAMPLE)
        )
    if len(data) > MOST_DETAILS:
        return context.refuse(errors.TooManyDetails(path=path, number=str(len(data)), most=MOST_DETAILS))
    fields = context.program.compute_once(words_of_fields)
    details: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for word, stated in data.items():
        detail_path = child_path(path, word if isinstance(word, str) else str(word))
        if (wrong_name := wrong_detail_name(word, field, path)) is not None:
            context.add(wrong_name)
        elif (key := spelling_key(known_detail(word) or word)) in spellings:
            other = printable(spellings[key])
            context.add(errors.DuplicatePart(path=detail_path, word=printable(word), other=other))
        elif spelling_key(word) in fields:
            context.add(errors.DetailIsField(path=detail_path, word=printable(word)))
        else:
            spellings[key] = word
            text = None if stated is None else _text(context, stated, word, detail_path)
            details |= {} if text is None else {known_detail(word) or word: text}
    return details


def words_of_fields(program: Program) -> frozenset[str]:
    """The names and labels of the applicant's parts, in the form in which spellings are compared."""
    words = ("id", "kinds", *program.schema.applicant_field_by_name, *program.compute_once(applicant_labels))
    return frozenset(map(spelling_key, words))


def wrong_detail_name(word: object, field: str, path: str) -> value_errors.BadText | None:
    """The finding about the name of a detail, or `None` for a valid name."""
    problem, advice = _name_problem(word)
    if not problem:
        return None
    problem = Phrase("has a name that {problem}", "中有一个名称{problem}", problem=problem)
    return value_errors.BadText(path=path, field=field, problem=problem, advice=advice)


def _name_problem(word: object) -> tuple[Phrase, Phrase]:
    advice = Phrase("write the name of the detail, such as `name` or `账号`", "请写资料的名称，例如`名称`、`账号`")
    if not isinstance(word, str):
        return Phrase("is not a text", "不是文本"), advice
    if len(word) > LONGEST_DETAIL_NAME:
        return Phrase("has {count} characters", "有{count}个字符", count=len(word)), advice
    problem, _ = name_problem(word)
    return problem, advice


def _text(context: ReadContext, data: object, word: str, path: str) -> str | None:
    if not isinstance(data, str):
        return context.refuse(errors.DetailNotText(path=path, word=printable(word), found=_form(data)))
    problem, advice = name_problem(data)
    if not problem and len(data) > written_values.MAX_LETTERS:
        problem = Phrase("has {count} characters", "有{count}个字符", count=len(data))
        advice = Phrase("a detail has at most {most}", "一项资料最多{most}个字符", most=written_values.MAX_LETTERS)
    if problem:
        advice = advice if data.strip() and data not in written_values.SPECIAL else _LEAVE_OUT
        return context.refuse(value_errors.BadText(path=path, field=printable(word), problem=problem, advice=advice))
    return str(data)


def _form(data: object) -> MessageValue:
    """The form of data, without its value: of a number, the last four digits."""
    if isinstance(data, str):
        return Phrase("a text", "文本")
    if isinstance(data, int | Decimal | float) and not isinstance(data, bool):
        return Phrase("the number {digits}", "数字{digits}", digits=last_digits(str(data)))
    return describe(data)


_EXAMPLE = Phrase('as in {{"name": "…", "account": "…"}}', '例如`{{"名称": "…", "账号": "…"}}`')
_LEAVE_OUT = Phrase("leave the detail out where it is unknown", "不知道的，不填此项")

DETAILS_READER: FieldReader[Any] = FieldReader(defer_to_full_reader, _read_details)
"""The reader of details; `read_facts` has no fast path for them."""
