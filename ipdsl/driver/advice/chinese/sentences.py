"""Official wording in Chinese, read into sentences of the language.

The first clause of a sentence says who is paid for what: its words are found in the vocabulary in any order, as in
购买保险的企业. The other clauses are amounts, limits, rows and rules; each has a pattern over official wording. Every
character of a sentence must belong to a declared word, a number or a word of such a pattern. Otherwise it has no
reading.
The readings are only candidates: the driver tries them on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import Block, BlockLine
from ipdsl.driver.advice.chinese.award_parts import Award
from ipdsl.driver.advice.chinese.patterns import (
    GIVE,
    LINKS,
    VERB,
    longest_start,
    mask_numbers,
    record_fields,
    start_of,
)
from ipdsl.driver.advice.chinese.rows import ChineseRows
from ipdsl.driver.advice.chinese.subjects import Subject
from ipdsl.driver.advice.chinese.sums import (
    CHOICE_AT_END,
)
from ipdsl.driver.advice.defined_names import YEAR_IN_CHINESE, has_own_year
from ipdsl.driver.advice.forms import Lines, Reading
from ipdsl.driver.advice.words import UnreadError, Words
from ipdsl.syntax import ast


def readings(block: Block, words: Words, currency: str) -> Sequence[Reading]:
    """The readings of a block. A definition has one for each record whose words it has, other sentences at most one."""
    try:
        reader = _Reader(words, currency, block.above, has_own_year(block.head), block.paying)
        return reader.line_of_head(block.line) if block.is_in_head else reader.block(block.line)
    except UnreadError:
        return []


@attrs.define(eq=False, repr=False, slots=False)
class _Reader(ChineseRows):
    """Reads the sentences of one block."""

    def line_of_head(self, line: BlockLine) -> Sequence[Reading]:
        """`财政年度自7月1日起算`."""
        match = YEAR_IN_CHINESE.fullmatch(line.text.replace(" ", "").rstrip("。"))
        if match is None or line.below:
            raise UnreadError
        return [[Lines(forms.year_begins(int(match["month"]), int(match["day"])))]]

    def block(self, line: BlockLine) -> Sequence[Reading]:
        definitions = self.definition(line)
        if definitions:
            return definitions
        text = self.plain(line.text)
        clauses = [clause for clause in re.split(r"[,;]|\.(?!\d)", mask_numbers(text)) if clause]
        clauses = _with_choices([clause.replace("\0", ",") for clause in clauses])
        if not line.below:
            rule = self._rule(clauses) or self.requirement(text)
            if rule is not None:
                return [rule]
        try:
            return [self._award(clauses, line.below)]
        except UnreadError:
            return [self._with_lines_below(line)]

    def _with_lines_below(self, line: BlockLine) -> Reading:
        """A sentence as it is, with the lines under it that are read."""
        below = [self.line_below(self.plain(child.text)) if not child.below else None for child in line.below]
        if not any(below):
            raise UnreadError
        return [
            Lines(line.text, tuple(read or _unread_line(child) for read, child in zip(below, line.below, strict=True)))
        ]

    def _award(self, clauses: Sequence[str], below: Sequence[BlockLine]) -> Reading:
        start, rest = start_of(clauses)
        if not rest:
            raise UnreadError
        if rest[0].startswith("每年按"):
            subjects, after = [Subject(None, "", "")], rest[0].removeprefix("每年")
        elif rest[0].startswith("按"):
            subjects, after = self._subject_of_amount(rest[0])
        elif len(rest) > 1 and rest[1].startswith("每年") and (yearly := self._subject_of_figures(rest[0])) is not None:
            subjects, after = [yearly], ""
            rest = [rest[0], rest[1].removeprefix("每年"), *rest[2:]]
        else:
            subjects, after = self._split_subject(rest[0])
        award = Award(subjects[0], start, others=list(subjects[1:]))
        pending = ([after.lstrip(",")] if after else []) + list(rest[1:])
        if subjects[0].figure:
            award.value = forms.word(subjects[0].figure)
        inline: list[str] = []
        current = award
        index = 0
        while index < len(pending):
            clause = pending[index]
            taken = self._two_clauses(clause, pending[index + 1 : index + 2], current)
            if taken:
                index += taken
                continue
            has_rows = ":" in clause
            if has_rows:
                clause, _, row = clause.partition(":")
                inline += [row, *pending[index + 1 :]] if row else []
                pending = pending[: index + 1]
            index += 1
            extra = self._condition_clause(clause, current, award)
            if extra is not None:
                current = extra
                continue
            current.is_added = current.is_added or re.search("再|另|额外|追加|增加", clause) is not None
            if not (has_rows and self._rows_header(clause, current, has_rows=True)) and not self._clause(
                clause, current
            ):
                raise UnreadError
        self._exclude_other_standards(award)
        for row in inline:
            if not self._row(row, award):
                raise UnreadError
        for child in below:
            self._row_below(child, award)
        return award.lines()

    def _subject_of_figures(self, clause: str) -> Subject | None:
        """`对前两年平均产值不低于9万元的企业` before `每年…`: conditions of the applicant in each year."""
        match = re.fullmatch(rf"对(?P<conditions>.+)的(?P<who>{self._payee})", clause)
        if match is None:
            return None
        try:
            return Subject(None, "", "", musts=self.conditions_of(match["conditions"], None), payee=match["who"])
        except UnreadError:
            return None

    def _exclude_other_standards(self, award: Award) -> None:
        """`按8%补助；属于改扩建的，按5%补助`: without 再, the second amount takes the place of the first."""
        for other in award.more:
            if other.is_added:
                continue
            added = other.subject.conditions[len(award.subject.conditions) :]
            if len(added) != 1 or len(award.more) != 1 or len(other.subject.musts) > len(award.subject.musts):
                raise UnreadError
            if not isinstance(added[0], ast.Compare | ast.Not | ast.Word):
                raise UnreadError
            award.subject.conditions.append(forms.negation(added[0]))
            other.below = [Lines(forms.label(f"另行{other.verb}"))]

    def _subject_of_amount(self, clause: str) -> tuple[list[Subject], str]:
        """The subject of an amount that stands alone, `按保费的50%奖励`: the only record with that field."""
        field = re.match(r"按照?(?P<field>[^\W\d的]+)", clause)
        owners = [
            record
            for record in self.words.records.values()
            if field is not None and field["field"] in record_fields(self.words, record) and record.base is None
        ]
        event = self.words.default_event(owners[0]) if len(owners) == 1 else None
        if event is None:
            raise UnreadError
        payee = re.search(rf"{GIVE}(?P<payee>{self._payee}){VERB}", clause)
        if payee is not None:
            clause = clause.replace(payee[0], payee[0].replace(payee["payee"], "", 1))
        return [Subject(owners[0], self.words.text(owners[0]), event, payee=payee["payee"] if payee else "")], clause

    def _condition_clause(self, clause: str, current: Award, first: Award) -> Award | None:
        """`合同额超过100万元的`: more conditions of the award, or of a second one after an amount."""
        if not clause.endswith("的") or current.subject.record is None:
            return None
        rest = clause.removesuffix("的").removeprefix("对").removeprefix("其中").removeprefix("但")
        conditions: list[tuple[ast.Expr, bool]] = []
        while rest:
            piece = self._condition_at(rest, current.subject.record)
            if piece is not None:
                conditions.append((piece[0], piece[2]))
                rest = rest[piece[1] :]
                continue
            link = longest_start(rest, LINKS)
            if link is None:
                return None
            rest = rest[len(link) :]
        if not conditions:
            return None
        subject = current.subject
        if first.amount is not None or first.rows:
            subject = attrs.evolve(subject, conditions=list(subject.conditions), musts=list(subject.musts))
            added = Award(subject, first.start, verb=first.verb, below=[Lines(forms.label(f"再{first.verb}"))])
            first.more.append(added)
            current = added
        subject.conditions += [text for text, is_applicant in conditions if not is_applicant]
        subject.musts += [text for text, is_applicant in conditions if is_applicant]
        return current

    def _clause(self, clause: str, award: Award) -> bool:
        """Take one clause into the award."""
        given = re.search(rf"(?<=给予|予以)(?P<payee>{self._payee})", clause)
        if given is not None:
            award.subject.payee = given["payee"]
            clause = clause[: given.start()] + clause[given.end() :]
        return (
            self._share(clause, award)
            or self._rows_header(clause, award)
            or self._listed_rows(clause, award)
            or self._take_fixed_amount(clause, award)
            or self._per_unit(clause, award)
            or self._limit(clause, award)
            or self._cap(clause, award)
            or self._take_once(clause, award)
            or self._own_row(clause, award)
            or self._ending(clause, award)
            or self._slab(clause, award)
            or self._case(clause, award)
            or self._computed_amount(clause, award)
            or self._further_part(clause, award)
        )

    def _take_once(self, clause: str, award: Award) -> bool:
        """`每个单位仅限一次`."""
        match = re.fullmatch(
            rf"(?:但)?(?:同一|每家|每个|每户|每位|每名|每|单个)(?P<who>{self._payee}|人)"
            rf"(?:仅限|只限|限|仅|只|最多)(?:可|能)?(?:享受|{VERB}|申报|申请)?(?:一|1)次", clause
        )  # fmt: skip
        if match is None:
            return False
        subject = award.subject
        who = match["who"] if match["who"] in self.words.payees else subject.payee
        if not who:
            return False
        award.is_once, award.key = True, who
        return True

    def _ending(self, clause: str, award: Award) -> bool:
        """Exclusions, other support, and what a higher level adds."""
        if re.fullmatch(
            rf"(?:其他|其它|上级|国家|省|市|各)*(?:各)?级?(?:财政)?(?:已|已经)(?:获得|享受)?(?:的)?{VERB}(?:的)?(?:部分|资金|金额)?(?:予以|应予|应当|须)?(?:扣除|扣减|抵扣)",
            clause,
        ):
            award.below.append(Lines(forms.COUNTING))
            return True
        if re.fullmatch(
            rf"(?:进档|晋级|升级|晋档|晋升|提档|升档|级别提升)+(?:的)?(?:予以|给予|可)?(?:补差|补足差额|差额补足|补足|差额){VERB}?(?:部分)?",
            clause,
        ):
            record = award.subject.record
            fields = (
                []
                if record is None
                else [self.words.text(f) for name in record.key for f in record.fields if f.name == name]
            )
            keys = [name for name in fields if name != award.field]
            if record is None or not award.field or not keys:
                return False
            award.rules.append(ast.TopUp(span=forms.NOWHERE, per=forms.names(keys)))
            return True
        excluded = re.fullmatch(rf"(?:但)?(?:{self._payee})?(?P<what>.+?)的?(?:{self._payee})?除外", clause)
        if excluded is not None:
            flag = self._flag_of(excluded["what"])
            award.below.append(Lines(forms.condition_line(forms.negation(forms.word(flag)))))
            return True
        return self._amount_on_top(clause, award)

    def _flag_of(self, text: str) -> str:
        """The fact of the applicant that a text means: its label, with words of its definition around it."""
        fields = self.words.applicant_fields
        flags = []
        for name, field in fields.items():
            rest = text.replace(name, "", 1)
            noted = set(field.label.definition) | set("的已名单")
            if field.type.is_flag and name in text and set(rest) <= noted:
                flags.append(name)
        if len(flags) != 1:
            raise UnreadError
        return flags[0]


def _unread_line(line: BlockLine) -> Lines:
    """A line and the lines under it as they are."""
    return Lines(line.text, tuple(map(_unread_line, line.below)))


def _with_choices(clauses: Sequence[str]) -> list[str]:
    """The clauses, each with the words after it that choose one of its sums: `…,以低者为准`."""
    joined: list[str] = []
    for clause in clauses:
        if joined and re.fullmatch(CHOICE_AT_END, clause) and re.search("或|与|和|、", joined[-1]):
            joined[-1] += f",{clause}"
        else:
            joined.append(clause)
    return joined
