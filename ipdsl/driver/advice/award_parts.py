"""An award from the parts that a phrase book reads in its sentence.

The parts are texts of the language. Sentences have `|` between their parts, each `kind: text`. A part of two texts has
` ~ ` between them, as the condition and the amount of a case. `@day` is the day of the event, `@payee` who is paid.
With a part `apart`, a case changes the amount of each row. A `total` of a year is paid with a `yearly` limit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.values import written_values
from ipdsl.base.values.written_values import decimal, number_with_unit
from ipdsl.driver.advice.words import UnreadError, attempt, present

_HEADS = {"event": "award_of_record", "while": "award_of_state", "year": "award_of_year"}
"""What an award is paid for, with its sentence. An award has exactly one of these parts."""
_SINGLE = (
    "amount",
    "limit",
    *_HEADS,
    "payee",
    "least",
    "plus",
    "verb",
    "once",
    "start",
    "units",
    "months",
    "rounded",
    "per_year",
)
"""An award has at most one of each of these parts."""
_CASES = ("case", "limit_case", "rate_case", "rate_limit_case", "scaled", "raised", "reduced", "added")
"""Parts that state another amount for a condition, as `condition ~ amount`."""
_FACTORS = {"scaled": (0, 1), "raised": (100, 1), "reduced": (100, -1)}
"""The percentage that a case leaves of an amount: a constant, and the sign of the stated percentage."""

_OPTIONAL = re.compile(r"\[(.*?)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_LIMITED = re.compile(" at most |，最高不超过 ")
_TWICE = re.compile(r"(?:times|乘以) (\S+)\)? (?:times|乘以) \1(?![^\s|])")
_SHARE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%")
_OF_YEARS = re.compile("last year|上年")
_INCREASE = re.compile(r"increase of (\w+) over last year|(\S+) 比上年增加")
_OPPOSITE = {
    "at least": "less than", "less than": "at least", "at most": "more than", "more than": "at most",
    "不低于": "低于", "低于": "不低于", "不超过": "超过", "超过": "不超过",
}  # fmt: skip


def lines_of_award(meaning: str, templates: Mapping[str, str]) -> list[str]:
    """The lines of an award from its parts. Raises `UnreadError` if they make none, or more than one."""
    present(None if _TWICE.search(meaning) else meaning)  # two units of one field
    parts: dict[str, list[str]] = defaultdict(list)
    before = ""
    for part in filter(None, meaning.split("|")):
        kind, _, value = part.partition(": ")
        parts[kind].append(value)
        if kind in _CASES and parts["limit"]:
            parts["early_limit"] = ["yes"]  # a limit of the first amount, or of all?
        if _is_number(value.rpartition(" ~ ")[2]) and kind in ("case", "limit_case"):
            present((kind == "limit_case") == (before == "limit") or None)  # a number after a limit is another limit
        present(None if before in ("plus", *_CASES) and kind in ("if", "unless") else kind)  # a condition of which?
        present(None if before == "amount" and kind == "plus" and _SHARE.search(parts["amount"][-1]) else kind)
        present(None if before == "plus" and kind in ("event", "dated") else kind)  # only what is added has the event?
        before = before if kind == "payee" else kind
    return _Award(parts, templates).lines()


@attrs.define(eq=False, repr=False)
class _Award:
    """The parts of one award by their kind, and the templates of its lines."""

    parts: dict[str, list[str]]
    templates: Mapping[str, str]
    slots: dict[str, str] = attrs.field(factory=dict)

    def lines(self) -> list[str]:
        self._complete()
        parts, slots = self.parts, self.slots
        if any(len(parts[kind]) > 1 for kind in _SINGLE) or sum(bool(parts[kind]) for kind in _HEADS) != 1:
            raise UnreadError
        slots |= {kind: "".join(parts[kind]) for kind in _SINGLE} | {"rows": "", "tests": ""}
        if slots["units"]:
            slots["amount"] = self._with_most_units(*slots["units"].split(" ~ "))
        if slots["months"]:
            count, time = slots["months"].split(" ~ ")
            counted = present(re.search(rf"full {time} from \w+ to \w+", slots["amount"]))[0]
            slots["amount"] = slots["amount"].replace(counted, f"min({count}, {counted})")
        if slots["rounded"]:
            present(None if slots["limit"] or any(parts[kind] for kind in ("row", *_CASES)) else slots["amount"])
            is_share = re.fullmatch(r"\S+ 的 \S+%", slots["amount"]) is not None
            slots["amount"] = f"{slots['amount']} {slots['rounded']}" if is_share else self._line("rounded_amount")
        if parts["first"]:
            slots["event"] = f"{self._line('first_of')} {slots['event']}"
        rows, has_limits = self._rows()
        barred = [each for each in parts["bar"] if not self._is_in_no_row(each, rows)]
        opposites = [attempt(_opposite_of, each) or f"非 （{each}）" for each in barred]
        parts["if"] = list(dict.fromkeys((*parts["if"], *opposites)))
        below = [self._line("row", test=test, amount=amount) for test, amount in rows]
        if parts["year"]:
            below = [*(self._line("condition_line", test=test) for test in parts["if"]), *below]
        else:
            slots["tests"] = "".join(f" {self._line('and_condition', test=test)}" for test in parts["if"])
        below += [*parts["line"], *([self._line("least_line")] if slots["least"] else [])]
        if slots["limit"] and (rows or slots["least"]):
            below += [] if has_limits else [self._line("limit_line")]
            slots["limit"] = ""
        if rows:
            slots |= {"amount": "", "rows": self._line("rows_word")}
        sentence = self._line(next(name for kind, name in _HEADS.items() if parts[kind]))
        payee = slots["payee"] if re.fullmatch(r"[^,、]+", slots["payee"]) else self.templates["applicant"]
        return [sentence, *(f"  {each}" for each in below), *(rule.replace("@payee", payee) for rule in parts["rule"])]

    def _line(self, name: str, **values: str) -> str:
        """A template with its slots; a part in square brackets only if each of its slots has a text."""
        slots = self.slots | values

        def optional(match: re.Match[str]) -> str:
            return match[1] if all(slots[name] for name in _SLOT.findall(match[1])) else ""

        return _OPTIONAL.sub(optional, self.templates[name]).format_map(slots)

    def _complete(self) -> None:
        """Give each part what other parts say for it: the day of the event, the amount before a first case."""
        parts = self.parts
        for event in (*parts.pop("event", ()), *parts.pop("dated", ())):
            happened, day, *tests = event.split(" ~ ")
            parts["event"] = list(dict.fromkeys((*parts["event"], happened)))
            for kind in (*_CASES, "if"):
                parts[kind] = [each.replace("@day", day) for each in parts[kind]]
            if len(tests) == 1 and parts["amount"] and any(each.startswith(day) for each in parts["case"]):
                parts["case"].insert(0, f"{day} {tests[0]} ~ {parts['amount'].pop()}")
            else:
                parts["if"] += [f"{day} {test}" for test in tests]
            present(None if parts["start"] and any(each.startswith(day) for each in parts["case"]) else day)
        if parts["yearly"]:
            parts["limit"] += parts.pop("yearly")
            parts["amount"] += present(parts.pop("total", None))
        parts["if"] += [*map(_opposite_of, parts["unless"]), *map(self._growth, parts["growth"])]
        parts["payee"] = list(dict.fromkeys(parts["payee"]))
        if not any(parts[kind] for kind in _HEADS) and _OF_YEARS.search(" ".join(parts["if"] + parts["amount"])):
            parts["year"] = ["yes"]
        if parts["rest"] and parts["if"] and len(parts["amount"]) == 1:
            (amount,), (rest,) = parts["amount"], parts["rest"]
            parts["case"].append(f"{self._join_tests(parts.pop('if'))} ~ {amount}")
            parts["amount"] = [_with_rate(amount, rest) if _SHARE.fullmatch(rest) else rest]
        self._divide_into_cases()
        if parts["plus"] and len(parts["amount"]) == len(parts["plus"]) == 1:
            parts["amount"] = [_sum_of(parts["amount"][0], parts.pop("plus")[0])]
        if not parts["amount"] and not parts["row"] and len(parts["case"]) > 1:
            parts["row"] = list(_with_one_unit(parts.pop("case")))
        if parts["per"]:
            (amount,), (per,) = (parts[kind] if len(parts[kind]) == 1 else present(None) for kind in ("amount", "per"))
            parts["amount"] = [f"{amount if _is_number(amount) else present(None)} {per}"]
        if parts["or_limit"]:
            present(None if _SHARE.search("".join(parts["amount"])) else parts["amount"])  # a share of the lower one?
            parts["limit"] += parts.pop("or_limit")
        if parts["ceiling"]:
            (ceiling,) = parts["ceiling"] if len(parts["ceiling"]) == 1 else present(None)
            present(None if any(parts[kind] for kind in ("amount", "row", *_CASES)) else ceiling)
            parts["amount"] = [self.templates["ceiling"].format(limit=ceiling)]

    def _divide_into_cases(self) -> None:
        """Let the amount be that of the conditions that no other case meets: `A的补助1万元，B的补助2万元`.

        A bound becomes a row too if the cases have higher ones: `达到50万元的奖励1万元，达到100万元的奖励2万元`.
        """
        parts = self.parts
        cases = [attempt(values_of, each.partition(" ~ ")[0]) for kind in _CASES for each in parts[kind]]
        stated_cases = [each for each in cases if each is not None]
        tests = {each: attempt(values_of, each) or {} for each in parts["if"]}
        first = [each for each, test in tests.items() if any(_excludes(test, other) for other in stated_cases)]
        if first:
            met = values_of(self._join_tests(first))
            present(
                parts
                if len(stated_cases) == len(cases)
                and all(_excludes(met, each) and met.keys() <= each.keys() for each in stated_cases)
                and not parts["added"]  # to an amount that is not paid
                else None
            )
        elif stated_cases:
            first = [each for each, test in tests.items() if all(_is_lower(test, other) for other in stated_cases)]
        present(None if parts["divided"] and not first else parts)  # a change of rows that the first one does not have
        if first:
            parts["if"] = [each for each in parts["if"] if each not in first]
            self.slots["first"] = self._join_tests(first)

    def _join_tests(self, tests: Iterable[str]) -> str:
        return f" {self.templates['and_condition'].format(test='')}".join(tests)

    def _growth(self, test: str) -> str:
        """A condition on the growth of the figure of which the amount is an increase."""
        figures = {
            figure for each in self.parts["amount"] for pair in _INCREASE.findall(each) for figure in pair if figure
        }
        (figure,) = figures if len(figures) == 1 else present(None)
        return self.templates["growth_of"].format(figure=figure, test=test)

    def _with_most_units(self, count: str, unit: str) -> str:
        """The amount, paid for so many units at most."""
        before, price, after = self.slots["amount"].rpartition(self.templates["price"].format(unit=unit))
        present(None if not price or after else price)
        return before + self.templates["limited_price"].format(unit=unit, count=count)

    def _rows(self) -> tuple[list[tuple[str, str]], bool]:
        """The rows of an award with an amount for each condition, and whether the amounts have their own limits."""
        amount, limit = self.slots["amount"], self.slots["limit"]
        cases = [(kind, *each.split(" ~ ", 1)) for kind in _CASES for each in self.parts[kind]]
        rows = [(test, value) for test, value in (each.split(" ~ ") for each in self.parts["row"])]
        if bool(amount) == bool(rows) or (rows and cases and not self.parts["apart"]):
            raise UnreadError
        if rows and cases:
            is_share_or_sum = all(kind in ("scaled", "added") for kind, _, _ in cases)
            present(cases if is_share_or_sum and not any(_LIMITED.search(value) for _, value in rows) else None)
            rows += [
                (self._join_tests((test, case)), self._other_amount(kind, other, value))
                for kind, case, other in cases
                for test, value in rows
            ]
            cases = []
        rows += [(test, self._other_amount(kind, other, amount)) for kind, test, other in cases]
        has_limits = bool(self.parts["limit_case"] or self.parts["rate_limit_case"]) or any(
            _LIMITED.search(value) for _, value in rows
        )
        rest = self.parts["otherwise"]
        unpaid = [values_of(test) for test in self.parts["none"]]
        is_clear = all(_excludes(test, values_of(row)) for test in unpaid for row, _ in rows)
        if len(rest) > 1 or (unpaid and (rest or cases)) or (limit and has_limits and not cases) or not is_clear:
            raise UnreadError
        rows = _in_order(rows) + [(self._line("otherwise"), value) for value in rest]
        if cases:
            value = self._line("limited") if has_limits and limit else amount
            first = self.slots.get("first", "")
            present(None if first and limit and self.parts["early_limit"] and not has_limits else rows)
            is_apart = bool(first) and all(_excludes(values_of(first), values_of(test)) for test, _ in rows)
            rows = [(first, value), *rows] if is_apart else [*rows, (first or self._line("otherwise"), value)]
        return rows, has_limits

    def _is_in_no_row(self, bar: str, rows: Sequence[tuple[str, str]]) -> bool:
        """Whether nothing is paid for what an exclusion bars, because no row has it."""
        barred = attempt(values_of, bar)
        tests = [attempt(values_of, test) for test, _ in rows]
        return bool(rows) and barred is not None and all(test and _excludes(barred, test) for test in tests)

    def _other_amount(self, kind: str, other: str, amount: str) -> str:
        """The amount of a case, where it is `amount` without it."""
        match kind:
            case "limit_case":
                return self._line("limited", amount=amount, limit=other)
            case "rate_case":
                return _with_rate(amount, other)
            case "rate_limit_case":
                rate, _, limit = other.partition(" ~ ")
                return self._line("limited", amount=_with_rate(amount, rate), limit=limit)
            case "added":
                return _sum_of(amount, other)
            case "case":
                return other
        constant, sign = _FACTORS[kind]
        if kind != "scaled" and _SHARE.search(amount):
            raise UnreadError  # a tenth of a share, or ten percentage points
        share = present(written_values.number(other.rstrip("%")) or written_values.quotient(other))
        percent = constant + sign * share.value * (1 if other.endswith("%") else 100)
        if _is_number(amount):
            return _number_like(_number(amount) * percent / 100, amount)
        return self._line("scaled_amount", amount=amount, rate=f"{decimal(percent)}%")


def _with_one_unit(cases: Sequence[str]) -> Iterable[str]:
    """Cases, with the unit of the first price for the following ones: `45 per passenger in low season, 35 in mid`."""
    unit = re.search(r" (?:times|乘以) .+", cases[0])
    for each in cases:
        yield f"{each}{unit[0]}" if unit is not None and _is_number(each.rpartition(" ~ ")[2]) else each


_LEAST = ("at least", "more than", "不低于", "超过", "距今 满", "距今 超过")
_MOST = ("at most", "less than", "不超过", "低于", "距今 不超过", "距今 不满")
_OPEN = ("more than", "less than", "超过", "低于", "距今 超过", "距今 不满")
_DAY = r"\d{4}-\d\d-\d\d|\d{4}年\d+月\d+日"
_BOUND = re.compile(
    rf"(?P<what>.+?) (?P<bound>{'|'.join((*_LEAST, *_MOST))}) (?P<of>上年 \S+ 的 )?"
    rf"(?P<number>{_DAY}|[\d.,]+[万亿]?)(?P<unit>\D*)"
)
_BETWEEN = re.compile(r"(?P<what>\S+) 介于 (?P<low>[\d.,]+[万亿]?) 至 (?P<high>[\d.,]+[万亿]?)")
_CHOICE = re.compile(r"(?P<what>\S+) (?:is|为) (?P<members>\S+)")
_LOWEST, _HIGHEST = Fraction(-(10**18)), Fraction(10**18)

_Range: TypeAlias = "tuple[tuple[Fraction, int], tuple[Fraction, int]]"
_Allowed: TypeAlias = "Mapping[str, _Range | frozenset[str]]"
"""What a test allows of each value that it is about."""


def _in_order(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Rows of which the first that holds counts, the most demanding first.

    Two rows either include each other or have no fact in common. Otherwise it is not clear which one counts.
    """
    if len(rows) < 2:
        return list(rows)
    tests = [values_of(test) for test, _ in rows]
    around = [[_includes(other, test) for other in tests if other is not test] for test in tests]
    for place, test in enumerate(tests):
        for other in tests[place + 1 :]:
            if not _excludes(test, other) and _includes(test, other) is _includes(other, test):
                raise UnreadError
    return [row for _, row in sorted(zip(around, rows, strict=True), key=lambda each: -sum(each[0]))]


def values_of(test: str) -> _Allowed:
    """What a test allows of each value that it is about. A test that is not read this way raises `UnreadError`."""
    allowed: dict[str, _Range | frozenset[str]] = {}
    for part in re.split(" and | 且 ", test):
        what, values = _allowed_of(part)
        before = allowed.get(what)
        if isinstance(before, tuple) and isinstance(values, tuple):
            values = max(before[0], values[0]), min(before[1], values[1])
        elif before not in (None, values):
            raise UnreadError
        allowed[what] = values
    return allowed


def _allowed_of(part: str) -> tuple[str, _Range | frozenset[str]]:
    bound, between = _BOUND.fullmatch(part), _BETWEEN.fullmatch(part)
    choices = [_CHOICE.fullmatch(each) for each in re.split(" or | 或 ", part.strip("（）()"))]
    if between is not None:
        return between["what"], ((_number(between["low"]), 0), (_number(between["high"]), 1))
    if bound is not None:
        is_open = bound["bound"] in _OPEN
        day = re.findall(r"\d+", bound["number"]) if re.fullmatch(_DAY, bound["number"]) else []
        number = Fraction("".join(each.zfill(2) for each in day)) if day else _number(bound["number"])
        value = number * (12 if bound["unit"] == "年" else 1)
        what = f"{bound['what']} {bound['of'] or ''}".strip()
        if bound["bound"] in _LEAST:
            return what, ((value, int(is_open)), (_HIGHEST, 1))
        return what, ((_LOWEST, 0), (value, int(not is_open)))
    if None not in choices:
        whats = {each["what"] for each in choices if each is not None}
        members = [member for each in choices if each is not None for member in each["members"].split("、")]
        return present(whats.pop() if len(whats) == 1 else None), frozenset(members)
    if "（" in part or "(" in part:
        raise UnreadError
    word = re.sub("^(?:not|非) ", "", part)
    return word, frozenset({str(word == part)})


def _excludes(test: _Allowed, other: _Allowed) -> bool:
    """Whether no fact is in both."""
    for what in test.keys() & other.keys():
        first, second = test[what], other[what]
        if isinstance(first, frozenset) and isinstance(second, frozenset) and not first & second:
            return True
        if isinstance(first, tuple) and isinstance(second, tuple):
            if first[1] <= second[0] or second[1] <= first[0]:
                return True
            for (low, end), (start, high) in ((first, second), (second, first)):  # the end of one is in both
                present(None if low[0] < end[0] == start[0] < high[0] else test)
    return False


def _includes(outer: _Allowed, inner: _Allowed) -> bool:
    """Whether each fact of the inner one is in the outer one."""
    for what, values in outer.items():
        mine = inner.get(what)
        if isinstance(values, frozenset) and isinstance(mine, frozenset) and mine <= values:
            continue
        if isinstance(values, tuple) and isinstance(mine, tuple) and values[0] <= mine[0] and mine[1] <= values[1]:
            continue
        return False
    return True


def _is_lower(test: _Allowed, other: _Allowed) -> bool:
    """Whether a test is a bound of one value, and another test a higher one of the same value alone."""
    return (
        bool(test)
        and test.keys() == other.keys()
        and _includes(test, other)
        and all(isinstance(each, tuple) for each in test.values())
    )


def _opposite_of(test: str) -> str:
    """The opposite of a condition with one comparison, or of a yes/no field."""
    match = re.fullmatch(rf"(\S+) ({'|'.join(_OPPOSITE)}) ((?:(?! and | 且 ).)+)", test)
    if match is not None:
        return f"{match[1]} {_OPPOSITE[match[2]]} {match[3]}"
    return f"{'not' if test.isascii() else '非'} {test}" if re.fullmatch(r"\w+", test) else present(None)


def _is_number(amount: str) -> bool:
    return written_values.number(amount) is not None


def _number(text: str) -> Fraction:
    return present(written_values.number(text)).value


def _number_like(value: Fraction, like: str) -> str:
    """A number in the form of another one: in figures, or in 万元."""
    return number_with_unit(value, "元") if like.endswith("元") else decimal(value)


def _with_rate(amount: str, rate: str) -> str:
    """An amount that is a share, with another rate."""
    (written,) = _SHARE.findall(amount) if len(_SHARE.findall(amount)) == 1 else present(None)
    return amount.replace(written, rate)


def _sum_of(amount: str, more: str) -> str:
    """An amount and what is added to it: two numbers, or the rates of a share."""
    if more.endswith("%"):
        rates = (*_SHARE.findall(amount), more)
        return _with_rate(amount, f"{decimal(sum((Fraction(rate[:-1]) for rate in rates), Fraction()))}%")
    if not _is_number(amount):
        return f"（{amount}） 加 {more}" if more.endswith("元") else f"({amount}) plus {more}"
    if not _is_number(more):
        return f"{amount} 加 {more}" if amount.endswith("元") else f"{amount} plus {more}"
    return _number_like(_number(amount) + _number(more), amount)
