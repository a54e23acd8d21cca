"""Definitions and requirements in official Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import BlockLine
from ipdsl.driver.advice.chinese.patterns import COUNTER, NUMBER, any_of
from ipdsl.driver.advice.chinese.subjects import ChineseSubjects
from ipdsl.driver.advice.defined_names import CHINESE
from ipdsl.driver.advice.forms import Reading
from ipdsl.driver.advice.splitting import pieces
from ipdsl.driver.advice.words import UnreadError
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast
from ipdsl.syntax.segmentation import DEFINITION

_MUST = "(?:应当|必须|须|应|需)(?:为|是|具备|属于)?"
_APPLICANTS = "(?:申请人|申报人|申请单位|申报单位|申请对象|申报对象)"
_REST = "(?:其他|其它|其余|否则)(?:的|情形|情况)*"

Meaning = tuple[ast.Expr | ast.AmountByConditions | ast.AmountByRows, Sequence[ast.Row]]


@attrs.define(eq=False, repr=False, slots=False)
class ChineseDefinitions(ChineseSubjects):
    """Reads sentences that define a word or require something of all records or applicants."""

    def definition(self, line: BlockLine) -> list[Reading]:
        """`本办法所称净价,是指售价减返利`: a reading for each record that has its words."""
        match = CHINESE.fullmatch(self.plain(line.text.replace("“", "").replace("”", "")))
        if match is None or line.below or re.match(f"{DEFINITION} ", line.text):
            return []
        readings: list[Reading] = []
        for record in (None, *self.words.records.values()):
            try:
                value, rows = self._meaning(match["meaning"], record)
            except UnreadError:
                continue
            owner = None if record is None else self.words.text(record)
            readings.append([forms.with_lines(forms.definition(match["name"], value, owner), *rows)])
            if record is None:
                break
        return readings

    def _meaning(self, text: str, record: RecordKind | None) -> Meaning:
        parts = [part for _, part in pieces(text, "[,;]") if part]
        if len(parts) == 1:
            return self.sums(record).sum(parts[0]), ()
        rows = self._rows_of_counts(parts, record)
        return rows if rows is not None else self._rows_of_conditions(parts, record)

    def _rows_of_conditions(self, parts: Sequence[str], record: RecordKind | None) -> Meaning:
        """`新建的为12%,其他为10%`."""
        rows = []
        for index, part in enumerate(parts):
            is_last = index == len(parts) - 1
            key, amount = self._key_and_amount(part)
            if re.fullmatch(_REST, key):
                if not is_last:
                    raise UnreadError
                rows.append(forms.row(forms.OTHERWISE, forms.fixed_amount(self.sums(record).sum(amount))))
                continue
            test = forms.all_conditions(self.conditions_of(key, record))
            rows.append(forms.row(forms.condition_key(test), forms.fixed_amount(self.sums(record).sum(amount))))
        if rows[-1].key is not forms.OTHERWISE:
            raise UnreadError
        return forms.AS_FOLLOWS, rows

    def _rows_of_counts(self, parts: Sequence[str], record: RecordKind | None) -> Meaning | None:
        """`1人户按2计,2人户按2.5计,其他按人口计`: rows by what a counter counts."""
        field: str | None = None
        rows = []
        for part in parts[:-1]:
            key, amount = self._key_and_amount(part)
            match = re.fullmatch(rf"(?P<number>{NUMBER})(?P<unit>{COUNTER})[^\W\d]?", key)
            counted = None if match is None else self._count_of_unit(match["unit"], record)
            if match is None or counted is None or field not in (None, counted):
                return None
            field = counted
            bound = forms.number(match["number"])
            value = forms.fixed_amount(self.sums(record).sum(amount))
            rows.append(forms.row(forms.between_key(bound, bound), value))
        key, amount = self._key_and_amount(parts[-1])
        if field is None or re.fullmatch(_REST, key) is None:
            return None
        rows.append(forms.row(forms.OTHERWISE, forms.fixed_amount(self.sums(record).sum(amount))))
        return forms.by_rows(forms.word(field)), rows

    def _key_and_amount(self, text: str) -> tuple[str, str]:
        match = re.fullmatch(r"(?P<key>.+?)(?:的?按(?P<by>.+)计(?:算)?|的?为(?P<value>.+)|的(?P<rest>.+))", text)
        if match is None:
            raise UnreadError
        return match["key"], match["by"] or match["value"] or match["rest"]

    def requirement(self, text: str) -> Reading | None:
        """`船舶必须已保险`, `申请人应当为本地居民`."""
        match = re.fullmatch(rf"(?:凡)?(?P<who>[^\W\d]+?){_MUST}(?P<condition>.+)", text)
        if match is None:
            return None
        who = match["who"]
        if re.fullmatch(_APPLICANTS, who):
            return [forms.with_lines(forms.condition_line(self._requirement_of(match["condition"], None)))]
        payee = re.fullmatch(rf"(?:申报|申请|享受{{0,2}}补[贴助])?的?(?P<payee>{self._payee})", who)
        if payee is not None:
            test = self._requirement_of(match["condition"], None)
            return [forms.with_lines(forms.definition(payee["payee"], test, None))]
        record = re.fullmatch(rf"(?P<record>{any_of(self.words.records)})(?:的(?P<part>[^\W\d]{{1,4}}))?", who)
        if record is None or (record["part"] and not match["condition"].startswith(record["part"])):
            return None
        kind = self.words.records[record["record"]]
        return [forms.with_lines(forms.requirement(record["record"], self._requirement_of(match["condition"], kind)))]

    def _requirement_of(self, text: str, record: RecordKind | None) -> ast.Expr:
        return forms.all_conditions(self.conditions_of(text, record))
