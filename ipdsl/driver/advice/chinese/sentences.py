"""Official wording in Chinese, read into sentences of the language, with the rows of awards.

Official wording in Chinese, read into sentences of the language.

The first clause of a sentence says who is paid for what: its words are found in the vocabulary in any order, as in
购买保险的企业. The other clauses are amounts, limits, rows and rules; each has a pattern over official wording. Every
character of a sentence must belong to a declared word, a number or a word of such a pattern. Otherwise it has no
reading.
The readings are only candidates: the driver tries them on the page.

Rows of awards in official Chinese: listed members, thresholds, conditions, rows under rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import YEAR_IN_CHINESE, Block, BlockLine, has_own_year
from ipdsl.driver.advice.chinese.amounts import ChineseAmounts
from ipdsl.driver.advice.chinese.subjects import Award, Subject
from ipdsl.driver.advice.chinese.sums import (
    CHOICE_AT_END,
    COUNTER,
    FUNDS,
    GIVE,
    LINKS,
    MONEY,
    NUMBER,
    PURPOSE,
    SHARE,
    VERB,
    any_of,
    award_verb,
    longest_start,
    mask_numbers,
    share_of,
    start_of,
    threshold,
)
from ipdsl.driver.advice.forms import Lines, Reading, UnreadError, Words, attempt, present
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast


@attrs.define(eq=False, repr=False, slots=False)
class ChineseRows(ChineseAmounts):
    """Reads the rows of an award."""

    def _rows_header(self, clause: str, award: Award, *, has_rows: bool = False) -> bool:
        """`按等级分别补助`, with rows under it or after a colon."""
        record = award.subject.record
        match = re.fullmatch(
            rf"(?:按照?(?P<field>{any_of(self.words.fields(record))})(?:[和与、](?P<inner>{any_of(self.words.fields(record))}))?|(?P<cases>按照?下列(?:标准|情形)))?(?P<each>分别|分档|分类|分级)?{GIVE}(?P<verb>{VERB})?"
            rf"(?P<payee>{self._payee})?(?P<sums>{NUMBER}万?元(?:、{NUMBER}万?元)+)?"
            rf"(?:的?(?P<once>一次性)?{PURPOSE}(?P<last>{VERB}))?{FUNDS}", clause,
        )  # fmt: skip
        if match is None or award.rows or not (match["each"] or has_rows):
            return False
        award.has_cases = match["cases"] is not None
        award.inner_value = forms.word(match["inner"]) if match["inner"] else None
        award.verb = award_verb(match["verb"] or match["last"] or award.verb)
        award.is_once = award.is_once or "一次性" in clause
        if match["payee"]:
            award.subject.payee = match["payee"]
        field = match["field"]
        if match["sums"] is None:
            if field is None:
                return award.has_cases or has_rows
            award.value = forms.word(field)
            return True
        sums = match["sums"].split("、")
        subject = award.subject
        if len(subject.members) != len(sums):
            return False
        if (
            field is not None
            and field != subject.member_field
            and (record is None or self.words.fields(record)[field].name not in record.key)
        ):
            return False
        award.value = forms.word(subject.member_field)
        award.rows = [_money_row(forms.member_key([m]), sum_) for m, sum_ in zip(subject.members, sums, strict=True)]
        return True

    def _listed_rows(self, clause: str, award: Award) -> bool:
        """`金奖、银奖每项分别奖励3万元、2万元`."""
        match = re.match(r"(?P<names>[^\W\d]+(?:、[^\W\d]+?)+)(?=每|分别|按)", clause)
        record = award.subject.record
        if match is None or award.rows or record is None:
            return False
        named_rows = re.fullmatch(
            rf"(?P<names>.+?)(?:的)?(?:每{COUNTER})?(?:分别|依次){GIVE}(?P<verb>{VERB})?(?P<sums>{NUMBER}万?元(?:、{NUMBER}万?元)+)"
            rf"(?:的?{PURPOSE}(?P<last>{VERB}))?{FUNDS}", clause,
        )  # fmt: skip
        if named_rows is None:
            return False
        rows, sums = [], named_rows["sums"].split("、")
        for name in named_rows["names"].split("、"):
            member = self._member_at(name, record)
            if member is None or member[2] != len(name) or award.field not in ("", member[1]):
                return False
            award.value = forms.word(member[1])
            rows.append(forms.member_key([member[0]]))
        if len(rows) != len(sums):
            return False
        award.verb = award_verb(named_rows["verb"] or named_rows["last"] or award.verb)
        award.rows = [_money_row(key, sum_) for key, sum_ in zip(rows, sums, strict=True)]
        return True

    def _own_row(self, clause: str, award: Award) -> bool:
        """`发明按费用的40%给予资助`, `实用新型的奖励2万元`: one row in a clause of its own."""
        record = award.subject.record
        if record is None or award.amount is not None or award.has_cases:
            return False
        rows = self._rows_of_members(clause, record, award)
        if not rows:
            return False
        award.rows += rows
        return True

    def _rows_of_members(self, clause: str, record: RecordKind, award: Award) -> list[Lines]:
        """`发明按费用的40%给予资助`, `木质结构和石质结构按每平方米200元、其他…`: rows of members with their amounts."""
        rows: list[Lines] = []
        rest = clause
        while rest:
            members: list[str] = []
            field = award.field
            while (member := self._member_at(rest, record)) is not None and field in ("", member[1]):
                members.append(member[0])
                field = member[1]
                rest = rest[member[2] :].removeprefix(field)
                rest = re.sub("^(?:和|、|及|与)", "", rest)
            if not members:
                return []
            award.value = award.value or forms.word(field)
            end = self._start_of_next_members(rest, record, field)
            amount = rest[:end].removeprefix("的").removeprefix(":").rstrip("、和,")
            rows.append(Lines(forms.row(forms.member_key(members), *self._row_amount(amount, award))))
            rest = rest[end:]
        return rows

    def _start_of_next_members(self, text: str, record: RecordKind, field: str) -> int:
        """Where the members of the next row begin, after the amount of a row."""
        for match in re.finditer("、|和", text):
            member = self._member_at(text[match.end() :], record)
            if member is not None and member[1] == field:
                return match.end()
        return len(text)

    def _case(self, clause: str, award: Award) -> bool:
        """`小微的按X的70%返还`, then `其他按50%返还`: rows of conditions, one in each clause."""
        if award.amount is not None or (award.rows and not award.has_cases):
            return False
        last = re.fullmatch(rf"(?:其他|其它|其余)(?:的)?(?:{self._payee})?(?:的)?(?P<amount>.+)", clause)
        if last is not None:
            if not award.rows:
                return False
            amount = self._case_amount(last["amount"], award)
            if amount is None:
                return False
            award.rows.append(Lines(forms.row(forms.OTHERWISE, amount)))
            return True
        for match in re.finditer(r"的|(?=按)|(?=补贴|奖励|补助|资助)", clause):
            condition = clause[: match.start()]
            try:
                tests = self.conditions_of(condition, award.subject.record) if condition else []
            except UnreadError:
                continue
            amount = self._case_amount(clause[match.end() :], award) if tests else None
            if amount is None:
                continue
            award.has_cases = True
            award.rows.append(Lines(forms.row(forms.condition_key(forms.all_conditions(tests)), amount)))
            return True
        return False

    def _case_amount(self, text: str, award: Award) -> ast.FixedAmount | None:
        """The amount of a row, which may have the base of the row before."""
        share = re.fullmatch(rf"(?:按照?)?(?P<share>{SHARE})(?:{GIVE}(?P<verb>{VERB}))?", text)
        if share is not None and award.base is not None:
            return forms.fixed_amount(forms.share(share_of(share["share"]), award.base))
        inner = Award(award.subject, verb=award.verb)
        sums = self.sums(award.subject.record)
        money = re.fullmatch(rf"{GIVE}(?:{VERB})?(?P<sum>{MONEY})(?:{PURPOSE}{VERB})?", text)
        if money is not None:
            return forms.fixed_amount(forms.money(money["sum"]))
        if self._share(text, inner) or self._per_unit(text, inner) or self._computed_amount(text, inner):
            award.base = inner.base or award.base
            award.verb = inner.verb
            return None if inner.amount is None else forms.fixed_amount(inner.amount, inner.limit)
        value = sums.or_none(text)
        if value is None:
            return None
        award.base = value.base if isinstance(value, ast.Share) else award.base
        return forms.fixed_amount(value)

    def _row_below(self, child: BlockLine, award: Award) -> None:
        text = self.plain(child.text)
        if child.below:
            self._nested_row(text, child.below, award)
            return
        if text.startswith("须"):
            award.below.append(Lines(child.text))
            return
        if not self._row(text, award):
            award.below.append(self.line_below(text) or Lines(child.text))

    def _nested_row(self, text: str, below: Sequence[BlockLine], award: Award) -> None:
        """A row with rows under it, by the second field of `按A和B分别补贴`."""
        key = self._row_key(text.rstrip(":"), award)
        if key is None or award.inner_value is None:
            raise UnreadError
        inner = Award(award.subject, verb=award.verb, value=award.inner_value)
        for child in below:
            if child.below or not self._row(self.plain(child.text), inner):
                raise UnreadError
        award.rows.append(Lines(forms.row(key, forms.by_rows(award.inner_value)), tuple(inner.rows)))

    def _row_key(self, text: str, award: Award) -> ast.RowKey | None:
        record = award.subject.record
        if award.has_cases:
            return forms.condition_key(forms.all_conditions(self.conditions_of(text, record)))
        if re.fullmatch("(?:其他|其它|其余)(?:的|情形)?", text):
            return forms.OTHERWISE
        member = None if record is None else self._member_at(text, record)
        if member is not None and member[1] == award.field and member[2] == len(text):
            return forms.member_key([member[0]])
        return threshold(text)

    def _row(self, text: str, award: Award) -> bool:
        record = award.subject.record
        limit = re.fullmatch(
            rf"(?:每|单){self._item(award.subject.record)}(?:最高)?(?:{VERB})?(?:总额|金额)?(?:上限为?|最高不超过|不超过|最高|封顶)(?P<sum>{MONEY})",
            text,
        )
        if limit is not None:
            award.below.append(Lines(forms.own_limit(forms.money(limit["sum"]))))
            return True
        key, colon, amount = self._key_and_rest(text, award)
        member = None if record is None or award.has_cases else self._member_at(text, record)
        if member is not None and member[1] == award.field:
            rest = text[member[2] :].removeprefix("的").removeprefix(":").removeprefix(",")
            by_flag = self._rows_of_flag(rest, award)
            if by_flag is not None:
                award.rows.append(Lines(forms.row(forms.member_key([member[0]]), by_flag[0]), by_flag[1]))
                return True
            award.rows.append(Lines(forms.row(forms.member_key([member[0]]), *self._row_amount(rest, award))))
            return True
        row_key = self._row_key(key, award) if colon and (award.value is not None or award.has_cases) else None
        row_key = _above_rows_before(row_key, award.rows)
        if row_key is None:
            return False
        award.rows.append(Lines(forms.row(row_key, *self._row_amount(amount, award))))
        return True

    def _key_and_rest(self, text: str, award: Award) -> tuple[str, str, str]:
        """The key of a row and its amount: after a colon, or after 的. A first row may name the value of all rows."""
        key, colon, amount = text.partition(":")
        if not colon:
            key, colon, amount = text.partition("的")
        field = longest_start(key, self._numeric(award.subject.record))
        if field is not None and not award.has_cases and award.field in ("", field) and threshold(key[len(field) :]):
            award.value = forms.word(field)
            key = key[len(field) :]
        return key, colon, amount

    def _rows_of_flag(self, text: str, award: Award) -> tuple[ast.AmountByRows, tuple[Lines, ...]] | None:
        """`智能化的20%,其他15%`: two rows of a yes/no fact, maybe with the base of the rows before."""
        flags = [name for name, field in self.words.fields(award.subject.record).items() if field.type.is_flag]
        match = re.fullmatch(rf"(?P<flag>{any_of(flags)})的?(?P<yes>.+?),(?:其他|其它|其余|否则)的?(?P<no>.+)", text)
        if match is None:
            return None
        rows = []
        for key in ("yes", "no"):
            amount = self._case_amount(match[key].removeprefix("的"), award)
            if amount is None:
                return None
            rows.append(Lines(forms.row(forms.member_key([YES if key == "yes" else NO]), amount)))
        return forms.by_rows(forms.word(match["flag"])), tuple(rows)

    def _row_amount(self, text: str, award: Award) -> tuple[ast.Amount, bool]:
        """The amount of a row, and whether it is paid once."""
        fixed = re.fullmatch(
            rf"(?:,)?{GIVE}(?:分别)?(?P<once>一次性)?(?P<verb>{VERB})?(?P<sum>{NUMBER})元(?:的?(?P<also>一次性)?{PURPOSE}{VERB})?{FUNDS}",
            text,
        )
        if fixed is not None:
            if fixed["verb"] and not award.rows:
                award.verb = award_verb(fixed["verb"])
            return forms.fixed_amount(forms.money(f"{fixed['sum']}元")), "一次性" in text
        inner = Award(award.subject, verb=award.verb)
        if self._share(text, inner) and inner.amount is not None:
            if not award.rows:
                award.verb = inner.verb
            award.base = inner.base
            return forms.fixed_amount(inner.amount, inner.limit), False
        unit = self._unit_amount(text.removeprefix("按"), award)
        if unit is not None:
            if unit[1] and not award.rows:
                award.verb = award_verb(unit[1])
            return forms.fixed_amount(unit[0]), False
        amount = present(self._case_amount(text, award))
        return amount, False


YES, NO = "是", "否"


def _above_rows_before(key: ast.RowKey | None, rows: Sequence[Lines]) -> ast.RowKey | None:
    """The key of a row. After `15万元及以下`, `15万元以上` begins above that number, which the row before has."""
    before = [line.sentence.key for line in rows if isinstance(line.sentence, ast.Row)]
    if not isinstance(key, ast.ThresholdKey) or key.op is not Comparison.AT_LEAST:
        return key
    taken = any(
        isinstance(each, ast.ThresholdKey) and each.op is Comparison.AT_MOST and each.literal == key.literal
        for each in before
    )
    return forms.threshold(Comparison.MORE_THAN, key.literal) if taken else key


def _money_row(key: ast.RowKey, text: str) -> Lines:
    return Lines(forms.row(key, forms.fixed_amount(forms.money(text))))


def readings(block: Block, words: Words, currency: str) -> Sequence[Reading]:
    """The readings of a block. A definition has one for each record whose words it has, other sentences at most one."""
    try:
        reader = _Reader(words, currency, block.above, has_own_year(block.head), block.paying)
        return reader.line_of_head(block.line) if block.is_in_head else reader.block(block.line)
    except UnreadError:
        return []


def sentence_and_record(block: Block, words: Words, currency: str) -> tuple[str, RecordKind | None]:
    """The sentence of a block in plain form, and the record of the awards before it. A block of one line only."""
    reader = _Reader(words, currency, block.above, has_own_year(block.head), block.paying)
    return reader.plain(
        block.line.text if not block.line.below and not block.is_in_head else present(None)
    ), reader.record_above


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
        award = attempt(self._award, clauses, line.below)
        return [self._with_lines_below(line) if award is None else award]

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
        elif (
            len(rest) > 1
            and (yearly := self._subject_of_figures(rest[0], is_yearly=rest[1].startswith("每年"))) is not None
        ):
            subjects, after = [yearly], ""
            rest = [rest[0], rest[1].removeprefix("每年"), *rest[2:]]
        else:
            subjects, after = self._split_subject(rest[0])
        award = Award(subjects[0], start, others=list(subjects[1:]))
        pending = ([after.lstrip(",")] if after else []) + list(rest[1:])
        item = self._item(subjects[0].record)
        if len(pending) > 1 and re.fullmatch(rf"(?:单|每){item}(?:最高|不超过|不高于|不得超过)+{MONEY}", pending[0]):
            pending.append(pending.pop(0))
        inline: list[str] = []
        index = 0
        while index < len(pending):
            clause = pending[index]
            taken = self._two_clauses(clause, pending[index + 1 : index + 2], award)
            if taken:
                index += taken
                continue
            has_rows = ":" in clause
            if has_rows:
                clause, _, row = clause.partition(":")
                inline += [row, *pending[index + 1 :]] if row else []
                pending = pending[: index + 1]
            index += 1
            if not (
                self._condition_clause(clause, award)
                or (has_rows and self._rows_header(clause, award, has_rows=True))
                or self._clause(clause, award)
            ):
                raise UnreadError
        for row in inline:
            if not self._row(row, award):
                raise UnreadError
        for child in below:
            self._row_below(child, award)
        return award.lines()

    def _subject_of_figures(self, clause: str, *, is_yearly: bool) -> Subject | None:
        """`对前两年平均产值不低于9万元的企业`: conditions of the applicant in each year.

        Without `每年` all of them are about figures of a year and the year before.
        """
        match = re.fullmatch(
            rf"对?(?P<conditions>.+)的(?P<who>{self._payee})|对?(?P<whose>{self._payee})(?P<their>.+)的", clause
        )
        if match is None:
            return None
        musts = attempt(self.conditions_of, match["conditions"] or match["their"], None)
        is_growth = musts is not None and any(nodes(must, ast.EarlierFigure) for must in musts)
        if musts is None or not (is_growth or (is_yearly and match["who"])):
            return None
        return Subject(None, "", "", musts=musts, payee=match["who"] or match["whose"])

    def _condition_clause(self, clause: str, award: Award) -> bool:
        """`合同额超过100万元的`: more conditions of the award, before its amount."""
        record = award.subject.record
        if not clause.endswith("的") or record is None or award.amount is not None or award.rows:
            return False
        rest = clause.removesuffix("的").removeprefix("对").removeprefix("其中").removeprefix("但")
        conditions: list[tuple[ast.Expr, bool]] = []
        while rest:
            piece = self._condition_at(rest, record)
            link = longest_start(rest, LINKS)
            if piece is not None:
                conditions.append((piece[0], piece[2]))
                rest = rest[piece[1] :]
            elif link is not None:
                rest = rest[len(link) :]
            else:
                return False
        award.subject.conditions += [text for text, is_applicant in conditions if not is_applicant]
        award.subject.musts += [text for text, is_applicant in conditions if is_applicant]
        return bool(conditions)

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
            or self._own_row(clause, award)
            or self._ending(clause, award)
            or self._case(clause, award)
            or self._computed_amount(clause, award)
            or self._further_part(clause, award)
        )

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
