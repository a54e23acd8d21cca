"""The forms of the facts schema that no vocabulary changes: values, listings, history, support, approvals, series.

Patterns stand for the forms of `ipdsl.values.written`, and take what the reader takes; what a schema cannot say is
listed in `docs/facts.md`. They are plain ones, of which every reader of schemas makes the same: without look-ahead and
classes of Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ipdsl.diagnostics.phrase import Language, Phrase
from ipdsl.runtime.reading.history import DIGEST, DUE_IN_SCHEMA_1, LINE_PARTS, NAME_PARTS, OUTCOMES, RUNGS
from ipdsl.runtime.reading.labels import FactNames, clause_labels, figure_labels, level_labels, series_labels
from ipdsl.runtime.reading.named import level_members
from ipdsl.runtime.reading.numbers import SUM_FORM
from ipdsl.runtime.reading.rest import approvable_clauses, shared_caps
from ipdsl.runtime.terms import Program
from ipdsl.runtime.unknown import NONE
from ipdsl.schema.model import Frequency, Series
from ipdsl.values import written
from ipdsl.values.characters import RANGES_IN_NAMES
from ipdsl.values.money import DECIMALS

Json = dict[str, object]

# ---- patterns

_WIDE = {narrow: wide for wide, narrow in written.FULL_WIDTH.items()}
_PARTS = re.compile(r"\[([^]]*)\]|\{[0-9,]+\}|\(\?:|(\\\.|[0-9A-Za-z/,%-])|.")


def _pattern(form: str) -> str:
    """The form, each of whose digits, letters and signs may be a full-width one too. Its classes hold digits alone."""

    def with_full_width(part: re.Match[str]) -> str:
        if part[1]:
            return f"[{part[1]}{part[1].translate({**_WIDE, ord('-'): '-'})}]" if part[1].isascii() else part[0]
        return f"[{part[2]}{part[2][-1].translate(_WIDE)}]" if part[2] else part[0]

    return f"^(?:{_PARTS.sub(with_full_width, form)})$"


_KNOWN_YEAR = "((19|20|21)[0-9]{2}|2200)"
_MONTH_PART, _DAY_PART = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
_ISO_DAY = f"^{_KNOWN_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_DAY = f"{_KNOWN_YEAR}(-{_MONTH_PART}-{_DAY_PART}|/{_MONTH_PART}/{_DAY_PART}|年{_MONTH_PART}月{_DAY_PART}日)"
_MONTH = f"{_KNOWN_YEAR}((-|/){_MONTH_PART}|年{_MONTH_PART}月)"
YEAR = _pattern(f"{_KNOWN_YEAR}(年度?)?")
_PLAIN = "[1-9][0-9]{0,17}"
_WHOLE = f"(0|{_PLAIN}|[1-9][0-9]{{0,2}}(,[0-9]{{3}}){{1,5}})"
_NUMERAL = rf"{_WHOLE}(\.[0-9]{{1,18}})?"
_QUOTIENT = f"(0|{_PLAIN})/{_PLAIN}"
_NOUGHT = r"0(\.0*)?[百千万亿]?|0/[0-9]*"
_HIDDEN = "".join(
    f"\\u{first:04x}-\\u{last:04x}" for first, last in RANGES_IN_NAMES if last < 0x10000 and first != 0xD800
)
"""Characters that no name holds. Of those beyond U+FFFF no pattern speaks that all readers of schemas take."""

_LARGEST = 10**18


def _amount(decimals: int) -> str:
    """A number, perhaps counted in 万 and the like, with so many decimals when it is written out; more are zeros."""
    places = {unit: decimals + power for unit, power in written.UNITS.items()}
    parts = {unit: rf"\.[0-9]{{1,{most}}}0*" if most else r"\.0+" for unit, most in places.items()}
    return "|".join(f"{_WHOLE}({part})?{unit}" for unit, part in parts.items())


# ---- forms

SPECIAL: Json = {"$ref": "#/$defs/special"}


def ref(name: str) -> Json:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def to_components(schema: Json, name: str) -> Json:
    """The schema and its definitions as the schemas of an OpenAPI document, each under a name that begins with `name`.

    A pointer such as `#/$defs/day` leads from the root of a document, so it leads nowhere where a schema is put into
    another; in OpenAPI it is `#/components/schemas/NAME-day`.
    """

    def component_name(word: str) -> str:
        return f"{name}-{to_ascii(word)}"

    def relocate(part: Any) -> Any:
        if isinstance(part, list):
            return [relocate(item) for item in part]
        if not isinstance(part, dict):
            return part
        components = {word: relocate(item) for word, item in part.items()}
        if "$ref" in components:
            components["$ref"] = f"#/components/schemas/{component_name(components['$ref'].rpartition('/')[2])}"
        return components

    definitions: Any = schema["$defs"]
    whole = {word: part for word, part in schema.items() if word not in ("$schema", "$id", "$defs")}
    components: Json = relocate({name: whole, **{component_name(word): part for word, part in definitions.items()}})
    return components


def to_ascii(name: str) -> str:
    """The name in the letters that OpenAPI allows: another is `-u` and its number; no name of a page has a `-`."""
    return "".join(sign if sign.isascii() else f"-u{ord(sign):06x}" for sign in name)


def localize_schema(schema: Json, language: Language) -> Json:
    """The schema with its phrases in one language."""

    def localize(part: Any) -> Any:
        if isinstance(part, Phrase):
            return part.text(language)
        if isinstance(part, dict):
            return {word: localize(item) for word, item in part.items()}
        return [localize(item) for item in part] if isinstance(part, list) else part

    localized: Json = localize(schema)
    return localized


NOTHING: Json = {"not": {}}
"""No value fits."""


def enum_of(values: Sequence[object]) -> Json:
    """One of these values. An `enum` may not be empty: without values nothing fits."""
    return {"enum": [*values]} if values else NOTHING


def nullable(form: Json) -> Json:
    """The form, or null."""
    return {"anyOf": [form, {"type": "null"}]}


def _or_special(form: Json) -> Json:
    return {"anyOf": [form, SPECIAL]}


def _text(form: str, *, is_nothing: bool = True) -> Json:
    """A text of the form; without `is_nothing` it is not 0."""
    more: Json = {} if is_nothing else {"not": {"pattern": _pattern(_NOUGHT)}}
    return {"type": "string", "pattern": _pattern(form), **more}


def yes_or_no(*values: bool) -> Json:
    """These of yes and no."""
    return {"anyOf": [{"enum": [*values]}, _text("|".join(word for word, v in written.FLAGS.items() if v in values))]}


def _name_text(**limits: int) -> Json:
    """A text without characters that nobody sees; a number of a contract may stand without quotation marks."""
    not_so: Json = {"anyOf": [{"pattern": f"[{_HIDDEN}]"}, {"enum": [*written.SPECIAL]}]}
    text: Json = {"type": "string", "pattern": "^[^ ](.*[^ ])?$", **limits, "not": not_so}
    return {"anyOf": [text, {"type": "integer", "minimum": 0, "exclusiveMaximum": _LARGEST}]}


def listing_schema(definition: str) -> Json:
    """A complete list of records, or a partial one, or null."""
    return _listing_of(ref(definition))


def _listing_of(record: Json) -> Json:
    items: Json = {"type": "array", "items": record}
    return {"anyOf": [items, _form({"items": items}, {"partial": ref("known_yes_no")}), {"type": "null"}]}


def _form(needed: Json, optional: Json | None = None) -> Json:
    return {
        "type": "object",
        "required": list(needed),
        "additionalProperties": False,
        "properties": {**needed, **(optional or {})},
    }


def _number(**ends: int) -> Json:
    return {"type": "number", "exclusiveMaximum": _LARGEST, **ends}


def _whole_number(least: int) -> Json:
    """A whole number, from 0 or from 1."""
    number: Json = {"type": "integer", "minimum": least, "exclusiveMaximum": _LARGEST}
    return {"anyOf": [number, _text(_amount(0), is_nothing=least == 0)]}


_KNOWN: dict[str, Json] = {
    "yes_no": yes_or_no(True, False),
    "count": _whole_number(0),
    "number": {"anyOf": [_number(exclusiveMinimum=-_LARGEST), _text(f"-?({_NUMERAL}|{_QUOTIENT})")]},
    "rate": {
        "description": Phrase(
            'a percentage such as "3.7%", or the share itself, at most 1', '百分数，例如"3.7%"，或者不超过1的比例'
        ),
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": 1},
            _text(rf"{_NUMERAL} *%|0(\.[0-9]{{1,18}})?|1(\.0{{1,17}})?|{_QUOTIENT}"),
        ],
    },
    "day": {"anyOf": [{"type": "string", "format": "date", "pattern": _ISO_DAY}, _text(_DAY)]},
}
"""Values that are stated."""

_OBJECTS: Json = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
    "properties": {word: {"const": True} for word in ("none", "cannot_be_determined")},
}

FORMS: Json = {
    "special": {
        "description": Phrase(
            "null: unknown; none: known not to be; cannot_be_determined: looked into, without an answer",
            "`null`：未知；`none`：确知没有；`cannot_be_determined`：查过，无法确定",
        ),
        "anyOf": [ref("special_of_names"), {"enum": [*written.SPECIAL]}],
    },
    "special_of_names": nullable(_OBJECTS),
    **{f"known_{name}": form for name, form in _KNOWN.items()},
    **{name: _or_special(ref(f"known_{name}")) for name in _KNOWN},
    "year": {"anyOf": [{"type": "integer", "minimum": 1900, "maximum": 2200}, {"type": "string", "pattern": YEAR}]},
    "text": _name_text(),
    "word": {"anyOf": [ref("text"), {"enum": [*written.SPECIAL]}]},
    "item": {"anyOf": [ref("text"), {"const": NONE.value}]},
    "known_name": _name_text(maxLength=written.MAX_LETTERS),
    "name": {"anyOf": [ref("known_name"), ref("special_of_names")]},
    "other_listing": {
        "description": Phrase("records that this policy does not ask for", "本政策不涉及的记录"),
        **_listing_of({"type": "object"}),
    },
}


def money_forms(currency: str) -> Json:
    """Sums: plain ones in the policy's currency, and sums that state theirs."""
    decimals, number = DECIMALS[currency], _number(minimum=0)
    alike = {places: sorted(c for c in DECIMALS if DECIMALS[c] == places) for places in sorted({*DECIMALS.values()})}
    description = Phrase(
        "{currency} in main units, a number or a text such as {form}, with at most {decimals} decimals",
        "{currency}，以元等主单位计，写数字或{form}这样的文本，最多{decimals}位小数",
        currency=currency,
        form=SUM_FORM,
        decimals=str(decimals),
    )
    named = "|".join(_named_sum(places, codes) for places, codes in alike.items())
    stated = [
        _sum_with_currency({"anyOf": [number, _text(f"{_named_sum(places, codes)}|{_amount(places)}")]}, codes)
        for places, codes in alike.items()
    ]
    forms: dict[str, Json] = {
        "money": {"anyOf": [ref("sum"), _sum_with_currency(ref("sum"), [currency])]},
        "money_of_any_currency": {
            "description": Phrase(
                "{said}; or in another currency, as on the receipt", "{said}；或按票据写其他币种", said=description
            ),
            "anyOf": [number, _text(f"{named}|{_amount(decimals)}"), *stated],
        },
    }
    return {
        "sum": {
            "description": description,
            "anyOf": [number, _text(f"{_named_sum(decimals, [currency])}|{_amount(decimals)}")],
        },
        **{f"known_{name}": form for name, form in forms.items()},
        **{name: _or_special(ref(f"known_{name}")) for name in forms},
    }


def _named_sum(decimals: int, currencies: list[str]) -> str:
    """A sum that names one of the currencies, after it or before it."""
    number = _amount(decimals)
    forms = [f"({number})({_names(currencies)})", f"({'|'.join(currencies)}) ?({number})"]
    if written.YUAN in currencies:
        forms.append(f"({'|'.join((*written.SIGNS_OF_YUAN, written.YUAN))}) ?({number})元?")
    return "|".join(forms)


def _names(currencies: list[str]) -> str:
    """How a sum names one of the currencies."""
    codes = "|".join(f" {code}" for code in currencies)
    return f"元|{codes}" if written.YUAN in currencies else codes


def _sum_with_currency(amount: Json, currencies: list[str]) -> Json:
    return _form({"amount": amount, "currency": {"enum": currencies}})


def list_schemas(program: Program, words: FactNames) -> Json:
    """The schemas of `history`, `support`, `approvals`, `older_documents` and `published`."""
    members = [*map(words.scope_translator(level_labels), level_members(program))]
    figures, clauses = (
        map(words.scope_translator(figure_labels), program.schema.figure_by_name),
        words.scope_translator(clause_labels),
    )
    level = enum_of(members) if members else ref("text")
    about: Json = {"kind": nullable(ref("kind")), "keys": ref("keys")}
    needed: Json = {"item": ref("item"), "amount": ref("sum")}
    place: Json = {"figure": enum_of(sorted(figures)), "year": ref("year"), "rank": _place()}
    left: Json = {"rule": enum_of(sorted(program.compute_once(shared_caps))), "left": ref("sum")}
    by: Json = {"keys": ref("keys"), "year": nullable(ref("year"))}
    no_place: Json = {name: {"type": "null"} for name in ("figure", "rank")}
    no_room: Json = {name: {"type": "null"} for name in ("rule", "left", "keys")}
    return {
        "history": _entries(
            Phrase(
                "Lines of earlier decisions as they were printed, or short ones; left out: assumed that nothing "
                "was paid before.",
                "以往结算结果中的各行，照印出的写，也可以简写；没有填写的，视为此前没有兑现。",
            ),
            _line(),
        ),
        "support": _entries(
            Phrase("What other levels and programmes paid for an item.", "其他各级、其他项目已为该项目支付的金额。"),
            _form({**needed, "level": level, "year": ref("year")}, about),
        ),
        "approvals": _entries(
            Phrase(
                "What the bureau set where the policy leaves the sum to it.", "政策交由主管部门核定的，所核定的金额。"
            ),
            _form({"clause": enum_of([*map(clauses, approvable_clauses(program))]), **needed}),
        ),
        "older_documents": _entries(
            Phrase("Standards of older documents.", "以往文件的标准。"),
            _form({"document": ref("text"), **needed}, about),
        ),
        "published": _entries(
            Phrase(
                "What the bureau published: places by yearly figures, 1 for the most, and what is left of caps across "
                "applicants.",
                "主管部门公布的内容：按年度数据排定的名次，最多的为1；各申请人共用的最高金额还剩多少。",
            ),
            {"anyOf": [_form(place, no_room), _form(left, {**by, **no_place})]},
        ),
    }


def _entries(description: Phrase, items: Json) -> Json:
    return {"description": description, "type": ["array", "null"], "items": items}


def _place() -> Json:
    nothing = [word for word, meaning in written.SPECIAL.items() if meaning == "none"]
    return {"anyOf": [_whole_number(1), _form({"none": {"const": True}}), {"enum": nothing}]}


def _line() -> Json:
    by_year: Json = {"type": "object", "additionalProperties": False, "patternProperties": {YEAR: ref("sum")}}
    by_rule = nullable({"type": "object", "propertyNames": ref("text"), "additionalProperties": ref("sum")})
    known: dict[str, Json] = {
        "clause": ref("word"),
        "outcome": {"enum": [*OUTCOMES, "", None]},
        "item": {"anyOf": [ref("item"), {"enum": ["", None]}]},
        "keys": ref("keys"),
        "by_discretion": nullable(ref("known_yes_no")),
        "event_date": nullable(ref("known_day")),
        "charged": by_rule,
        "due": {"anyOf": [ref("sum"), by_year, {"type": "null"}]},
        "payments": _payments(),
        **dict.fromkeys(("year", "carry_until"), nullable(ref("year"))),
        **dict.fromkeys(("proposed", "admitted", "carried", "lapsed", "granted"), nullable(ref("sum"))),
    }
    names: Json = {"anyOf": [ref("text"), {"enum": ["", None]}]}
    words: Json = {"anyOf": [ref("word"), {"enum": ["", None]}]}
    older: Json = {
        "description": Phrase("`due`, as lines of schema 1 call it", "即`due`，第1版格式中的写法"),
        "deprecated": True,
    }
    parts = {name: known.get(name, names if name in NAME_PARTS else words) for name in LINE_PARTS}
    parts[DUE_IN_SCHEMA_1] = older | known["due"]
    parts[RUNGS] = {
        "description": Phrase("in lines of ledgers before 0.2.2; not used", "0.2.2以前的台账中的内容，不再使用"),
        "deprecated": True,
        **known["charged"],
    }
    parts[DIGEST] = {
        "description": Phrase("that of the ledger, which facts need not state", "台账的摘要，事实中不必写"),
        **names,
    }
    return {"type": "object", "required": ["clause"], "additionalProperties": False, "properties": parts}


def _payments() -> Json:
    return _entries(
        Phrase(
            "What was paid of it and when; left out: it counts as paid as due.",
            "已支付多少、何时支付；没有填写的，视为按应得金额支付。",
        ),
        _form({"day": ref("known_day"), "amount": ref("sum")}),
    )


_PRICE: Json = {"anyOf": [_number(exclusiveMinimum=0), _text(f"{_NUMERAL}|{_QUOTIENT}", is_nothing=False)]}


def series_forms(series: Iterable[Series], words: FactNames) -> Json:
    """Values of each series by month or day (and currency)."""
    word = words.scope_translator(series_labels)
    return {
        "description": Phrase("Values of published series.", "公布的行情数值。"),
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {word(entry.name): _series(entry) for entry in series},
    }


def _series(series: Series) -> Json:
    when = "month" if series.frequency is Frequency.MONTHLY else "day"
    needed: Json = {} if series.currency is None else {"currency": {"enum": sorted(DECIMALS)}}
    needed[when] = _text(_MONTH) if when == "month" else ref("known_day")
    needed["value"] = ref("known_rate") if series.currency is None else _PRICE
    title: Json = {"title": series.label.zh} if series.label.zh else {}
    return title | {"type": ["array", "null"], "items": _form(needed)}
