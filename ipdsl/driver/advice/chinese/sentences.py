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

from ipdsl.driver.advice.blocks import Block, BlockLine
from ipdsl.driver.advice.chinese.patterns import (
    COUNTER,
    FUNDS,
    GIVE,
    LINKS,
    MONEY,
    NUMBER,
    PERCENT,
    PURPOSE,
    VERB,
    any_of,
    award_verb,
    longest_start,
    mask_numbers,
    number_value,
    record_fields,
    start_of,
    threshold,
)
from ipdsl.driver.advice.chinese.rules import ChineseRules
from ipdsl.driver.advice.chinese.subjects import Subject
from ipdsl.driver.advice.words import UnreadError, Words


def readings(block: Block, words: Words, currency: str) -> Sequence[Sequence[str]]:
    """The readings of a block, at most one."""
    try:
        return [_Reader(words, currency, block.above).block(block.line)]
    except UnreadError:
        return []


@attrs.define(eq=False, repr=False)
class Award:
    """The parts of an award that its clauses say."""

    subject: Subject
    start: str = ""
    amount: str = ""
    """`奖励 20万元` or `按 保费 的 30% 奖励`."""
    verb: str = "奖励"
    limit: str = ""
    is_once: bool = False
    key: str = ""
    is_yearly: bool = False
    is_added: bool = False
    """Whether it is paid in addition to the award before it: 再奖励."""
    field: str = ""
    rows: list[tuple[str, str]] = attrs.field(factory=list)
    below: list[str] = attrs.field(factory=list)
    rules: list[str] = attrs.field(factory=list)
    more: list[Award] = attrs.field(factory=list)
    others: list[Subject] = attrs.field(factory=list)
    """Subjects of the same award with another record."""

    def lines(self) -> list[str]:
        """The sentences of the award, of its additions, then the rules."""
        lines: list[str] = []
        for subject in (self.subject, *self.others):
            lines += self._award(subject)
        for award in self.more:
            lines += award.lines()
        return [*lines, *self.rules]

    def _award(self, subject: Subject) -> list[str]:
        if self.key == "单位" or (self.key and not subject.payee and self.key != "每年"):
            raise UnreadError
        key = f"每个 {self.key} " if self.key else ""
        once = "一次性" if self.is_once else ""
        musts = [f"  须 {must}" for must in subject.musts]
        if self.rows:
            front = subject.front(self.start, with_members=False)
            head = f"{front}按 {self.field} {key}分别{once}{self.verb}："
            return [head, *(f"  {row}：{amount}" for row, amount in self.rows), *self.below, *musts]
        if not self.amount:
            raise UnreadError
        limit = f"，最高不超过 {self.limit}" if self.limit else ""
        front = subject.front(self.start)
        if self.is_yearly:
            front += "每年，"
        return [front + self.amount.format(once=f"{key}{once}") + limit, *self.below, *musts]


@attrs.define(eq=False, repr=False, slots=False)
class _Reader(ChineseRules):
    """Reads the sentences of one block."""

    def block(self, line: BlockLine) -> list[str]:
        text = self.plain(line.text)
        clauses = [clause for clause in re.split(r"[,;]|\.(?!\d)", mask_numbers(text)) if clause]
        clauses = [clause.replace("\0", ",") for clause in clauses]
        if not line.below:
            rule = self._rule(clauses)
            if rule is not None:
                return rule
        return self._award(clauses, line.below)

    def _award(self, clauses: Sequence[str], below: Sequence[BlockLine]) -> list[str]:
        start, rest = start_of(clauses)
        if not rest:
            raise UnreadError
        subjects, after = (
            self._split_subject(rest[0]) if not rest[0].startswith("按") else self._subject_of_amount(rest[0])
        )
        award = Award(subjects[0], start, others=subjects[1:])
        pending = ([after.lstrip(",")] if after else []) + list(rest[1:])
        if subjects[0].figure:
            award.field = subjects[0].figure
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
            self._row(row, award)
        for child in below:
            self._row_below(child, award)
        return award.lines()

    def _exclude_other_standards(self, award: Award) -> None:
        """`按8%补助；属于改扩建的，按5%补助`: without 再, the second amount takes the place of the first."""
        for other in award.more:
            if other.is_added:
                continue
            added = other.subject.conditions[len(award.subject.conditions) :]
            if len(added) != 1 or len(award.more) != 1 or len(other.subject.musts) > len(award.subject.musts):
                raise UnreadError
            award.subject.conditions.append(self._negation(added[0]))
            other.below = [line.replace("简称 再", "简称 另行") for line in other.below]

    def _negation(self, condition: str) -> str:
        """The condition that is true of all other records."""
        for word, opposite in (("不低于", "低于"), ("不超过", "超过"), ("低于", "不低于"), ("超过", "不超过")):
            if f" {word} " in condition:
                return condition.replace(f" {word} ", f" {opposite} ")
        if condition.startswith("非 "):
            return condition.removeprefix("非 ")
        if " " in condition:
            raise UnreadError
        return f"非 {condition}"

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
        conditions: list[tuple[str, bool]] = []
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
        if first.amount or first.rows:
            subject = attrs.evolve(subject, conditions=list(subject.conditions), musts=list(subject.musts))
            added = Award(subject, first.start, verb=first.verb, below=[f"  简称 再{first.verb}"])
            first.more.append(added)
            current = added
        subject.conditions += [text for text, is_applicant in conditions if not is_applicant]
        subject.musts += [text for text, is_applicant in conditions if is_applicant]
        return current

    def _two_clauses(self, clause: str, following: Sequence[str], award: Award) -> int:
        """A base with what is added above it: `合同额超过100万元的，每增加10万元再奖励1万元`."""
        record = award.subject.record
        if not following or record is None:
            return 0
        number = re.compile(
            rf"(?:每满|每增加|每超出|每超过|每)(?P<step>{NUMBER})(?P<unit>{COUNTER})?[^\W\d]{{0,4}}?(?:再|另|追加|增加|给予|{VERB})+"
            rf"(?P<sum>{NUMBER})元(?:{PURPOSE}{VERB})?"
        ).fullmatch(following[0])  # fmt: skip
        if number is None:
            return 0
        above = re.fullmatch(
            rf"(?P<field>[^\W\d]{{2,6}}?)(?:超过|超出|高于)(?P<from>{NUMBER})(?:{COUNTER}|元)?(?:的|以上的)?(?:部分)?",
            clause,
        )
        base = re.fullmatch(
            rf"(?P<from>{NUMBER})(?P<unit>{COUNTER})(?P<noun>[^\W\d]{{0,4}}?)以?下(?:\(含.*\))的?{GIVE}(?P<verb>{VERB})(?P<sum>{NUMBER})元"
            rf"(?:{PURPOSE}{VERB})?", clause,
        )  # fmt: skip
        if above is not None and award.amount:
            field, start = self._field(above["field"], record), above["from"]
            first = re.fullmatch(rf"{VERB} ({NUMBER})元", award.amount.replace("{once}", ""))
            if first is None:
                return 0
            sum_ = first[1]
        elif base is not None and not award.amount:
            field, start, sum_ = self._field(base["noun"] or base["unit"], record), base["from"], base["sum"]
            award.verb = award_verb(base["verb"])
        else:
            return 0
        award.amount = f"{award.verb} {sum_} 加 （{field} 超出 {start} 部分） 每满 {number['step']} 计 {number['sum']}"
        return 2

    def _clause(self, clause: str, award: Award) -> bool:
        """Take one clause into the award."""
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
        )

    def _share(self, clause: str, award: Award) -> bool:
        """`按合同额的2%给予补助`, `按合同额超过100万元部分的2%`, `按合同额的2%给予最高8万元的补助`."""
        record = award.subject.record
        field = any_of(self._numeric(record))
        match = re.fullmatch(
            rf"(?:均|再)?按照?(?:其|当年|年度|实际|实缴|实付|发生|支付|所|的)*(?P<field>{field})(?:总额|金额)?"
            rf"(?P<above>(?:超过|高于|超出)(?P<from>{NUMBER})元?的?部分)?(?P<total>合计|总和|总额)?(?:的|给予|予以)*(?P<share>{PERCENT})(?:的?比例)?(?:、(?:最高)?不超过(?P<most>{MONEY})(?:/{self._item(record)})?)?的?"
            rf"{GIVE}(?:(?:最高|不超过|最高不超过)(?P<limit>{MONEY})的?)?(?P<once>一次性)?(?:{PURPOSE}(?P<verb>{VERB}))?{FUNDS}",
            clause,
        )  # fmt: skip
        if match is None or award.amount:
            return False
        base = match["field"]
        if match["above"]:
            base = f"（{base} 超出 {match['from']} 部分）"
        if match["total"]:
            base = f"合计 {base}"
            award.is_yearly = True
        award.verb = award_verb(match["verb"] or award.verb)
        award.is_once = award.is_once or "一次性" in clause
        award.limit = match["limit"] or match["most"] or award.limit
        award.amount = f"按 {base} 的 {match['share']} {{once}}{award.verb}"
        return True

    def _rows_header(self, clause: str, award: Award, *, has_rows: bool = False) -> bool:
        """`按等级分别补助`, with rows under it or after a colon."""
        record = award.subject.record
        match = re.fullmatch(
            rf"(?:按照?(?P<field>{any_of(self.words.fields(record))}))?(?P<each>分别|分档|分类|分级)?{GIVE}(?P<verb>{VERB})?"
            rf"(?P<payee>{self._payee})?(?P<sums>{NUMBER}万?元(?:、{NUMBER}万?元)+)?"
            rf"(?:的?(?P<once>一次性)?{PURPOSE}(?P<last>{VERB}))?{FUNDS}", clause,
        )  # fmt: skip
        if match is None or award.rows or not (match["each"] or has_rows):
            return False
        award.verb = award_verb(match["verb"] or match["last"] or award.verb)
        award.is_once = award.is_once or "一次性" in clause
        if match["payee"]:
            award.subject.payee = match["payee"]
        field = match["field"]
        if match["sums"] is None:
            if field is None:
                return False
            award.field = field
            return True
        sums = match["sums"].split("、")
        subject = award.subject
        if subject.figure:
            if len(sums) != len(subject.steps):
                return False
            steps = sorted(
                zip(subject.steps, sums, strict=True), key=lambda row: -number_value(row[0].removeprefix("超过 "))
            )
            award.rows = [(step if step.startswith("超过") else f"{step}以上", sum_) for step, sum_ in steps]
            return True
        if len(subject.members) != len(sums):
            return False
        if (
            field is not None
            and field != subject.member_field
            and (record is None or self.words.fields(record)[field].name not in record.key)
        ):
            return False
        award.field = subject.member_field
        award.rows = list(zip(subject.members, sums, strict=True))
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
            award.field = member[1]
            rows.append(member[0])
        if len(rows) != len(sums):
            return False
        award.verb = award_verb(named_rows["verb"] or named_rows["last"] or award.verb)
        award.rows = list(zip(rows, sums, strict=True))
        return True

    def _own_row(self, clause: str, award: Award) -> bool:
        """`发明按费用的40%给予资助`, `实用新型的奖励2万元`: one row in a clause of its own."""
        record = award.subject.record
        if record is None or award.amount:
            return False
        member = self._member_at(clause, record)
        if member is None or award.field not in ("", member[1]):
            return False
        rest = clause[member[2] :].removeprefix("的").removeprefix(":")
        amount = self._row_amount(rest, award)
        award.field = member[1]
        award.rows.append((member[0], amount))
        return True

    def _take_fixed_amount(self, clause: str, award: Award) -> bool:
        """`一次性奖励3万元`, `给予最高3万元奖励`, `给予企业一次性补贴3万元`."""
        item_pattern = self._item(award.subject.record)
        item = rf"(?:每{item_pattern})?"
        for pattern in (
            rf"{item}(?:分别)?{GIVE}(?P<payee>{self._payee})?{GIVE}(?P<once>一次性)?(?P<verb>{VERB})(?P<whom>{self._payee})?(?P<most>最高)?{FUNDS}(?:标准为)?"
            rf"(?P<sum>{NUMBER})元(?:/{item_pattern})?",
            rf"{item}{GIVE}(?P<payee>{self._payee})?(?P<most>最高(?:不超过)?|不超过)?(?P<sum>{NUMBER})元(?:/(?P<unit>{item_pattern}))?的?(?P<once>一次性)?"
            rf"{PURPOSE}(?P<verb>{VERB}){FUNDS}",
            rf"最高(?:可)?{GIVE}(?P<payee>)(?P<most>)(?P<verb>{VERB})(?P<sum>{NUMBER})元",
        ):
            match = re.fullmatch(pattern, clause)
            if match is None:
                continue
            if award.amount or award.rows:
                return False
            unit = match.groupdict().get("unit") or ""
            if unit and self._count_of_unit(unit, award.subject.record) is not None:
                return False
            if re.match("每", clause) and self._count_of_unit(clause[1:2], award.subject.record) is not None:
                return False
            award.subject.payee = match["payee"] or match.groupdict().get("whom") or award.subject.payee
            award.is_once = award.is_once or "一次性" in clause
            award.verb = award_verb(match["verb"])
            is_most = match["most"] or clause.startswith("最高")
            verb = f"最高{award.verb}" if is_most else f"{{once}}{award.verb}"
            award.amount = f"{verb} {match['sum']}元"
            return True
        return False

    def _per_unit(self, clause: str, award: Award) -> bool:
        """`每页补助30元`, `按页数每页补助30元`, `按30元/页补助`."""
        if award.amount:
            return False
        amount = self._unit_amount(clause, award)
        if amount is None:
            return False
        text, verb, is_once = amount
        award.is_once = award.is_once or is_once
        award.verb = award_verb(verb or award.verb)
        award.amount = f"{{once}}{award.verb} {text}"
        return True

    def _unit_amount(self, clause: str, award: Award) -> tuple[str, str, bool] | None:
        field = any_of(self._numeric(award.subject.record))
        for pattern in (
            rf"(?:按照?)?(?P<field>{field})?(?:,)?(?:按照?)?每满?(?P<step>{NUMBER})?(?P<unit>[^\W\d]{{1,6}}?){GIVE}(?P<verb>{VERB})?(?:标准为)?(?P<sum>{NUMBER})元"
            rf"(?:的?标准)?(?:的?{GIVE}{PURPOSE}(?P<last>{VERB}))?{FUNDS}",
            rf"(?:按照?)?(?P<field>{field})?(?P<step>)(?P<sum>{NUMBER})元/(?P<unit>[^\W\d]{{1,4}}?)(?:的?标准)?的?{GIVE}{PURPOSE}(?P<verb>{VERB})?(?P<last>)",
        ):
            match = re.fullmatch(pattern, clause)
            if match is None:
                continue
            counted = match["field"] or self._count_of_unit(match["unit"], award.subject.record)
            if counted is None:
                continue
            step = match["step"] or "1"
            verb = match["verb"] or match["last"] or ""
            return f"{counted} 每满 {step} 计 {match['sum']}元", verb, "一次性" in clause
        return None

    def _limit(self, clause: str, award: Award) -> bool:
        """`最高不超过8万元`, `封顶8万元`, `单个合同最高8万元`."""
        item = rf"(?P<item>(?:单个?|每个?|单一){self._item(award.subject.record)})?"
        match = re.fullmatch(
            rf"(?:但)?{item}(?P<year>每年)?(?P<sum_of>累计|合计)?{VERB}?(?P<total>总额)?(?:金额|资金)?(?P<most>最高|最多|封顶|上限)?(?:给予)?{VERB}?"
            rf"(?P<over>为|不超过|不得超过|不高于|可达|限额)?(?P<sum>{MONEY})(?P<end>为限|封顶)?", clause,
        )  # fmt: skip
        if match is None or not (award.amount or award.rows) or not (match["most"] or match["over"] or match["end"]):
            return False
        if (match["year"] and not award.is_yearly) or ((match["sum_of"] or match["total"]) and not match["item"]):
            if not award.subject.payee:
                return False
            year = "每年 " if match["year"] else ""
            award.rules.append(f"每个 {award.subject.payee} {year}最高{award.verb} {match['sum']}")
        elif award.rows:
            if not match["item"]:
                return False
            award.below.append(f"  单项不超过 {match['sum']}")
        elif award.amount.startswith("最高") or award.limit:
            return False
        else:
            award.limit = match["sum"]
        return True

    def _cap(self, clause: str, award: Award) -> bool:
        rule = self._cap_rule(clause, award.verb, award.subject.payee)
        if rule is None:
            return False
        award.rules.append(rule)
        return True

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
            award.below.append("  各级各类资助合并计算")
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
            award.rules.append(f"同一 {'、'.join(keys)} 晋级补足差额")
            return True
        excluded = re.fullmatch(rf"(?:但)?(?:{self._payee})?(?P<what>.+?)的?(?:{self._payee})?除外", clause)
        if excluded is not None:
            flag = self._flag_of(excluded["what"])
            award.below.append(f"  须 非 {flag}")
            return True
        stacked = re.fullmatch(rf"在(?P<other>[^\W\d]+?)的?基础上(?:,)?再?{GIVE}(?P<rest>.+)", clause)
        if stacked is not None and award.subject.record is not None:
            share = re.fullmatch(
                rf"(?P<field>{any_of(self._numeric(award.subject.record))})的?(?P<share>{PERCENT})的?{PURPOSE}(?P<verb>{VERB})",
                stacked["rest"],
            )
            if share is None:
                return False
            award.verb = award_verb(share["verb"])
            other = self._field(stacked["other"], award.subject.record)
            award.amount = f"按 {share['field']} 的 {share['share']} {{once}}{award.verb}"
            award.rules.append(f"\0{other}")
            return True
        over = re.fullmatch(
            rf"但?(?:累计|合计|各级)+{VERB}?(?:总额|金额)?(?:最高)?不(?:得)?超过(?P<field>{any_of(self._numeric(award.subject.record))})的?(?P<share>{PERCENT})",
            clause,
        )
        if over is not None and award.rules and award.rules[-1].startswith("\0"):
            other = award.rules.pop()[1:]
            share_text = award.amount.removeprefix("按 ").rsplit(" ", 1)[0]
            base = f"（{share_text} 与 （（{over['field']} 的 {over['share']}） 减 {other}） 孰低）"
            award.amount = f"按 {base} {{once}}{award.verb}"
            return True
        return False

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

    def _row_below(self, child: BlockLine, award: Award) -> None:
        text = self.plain(child.text)
        if child.below:
            raise UnreadError
        if text.startswith("须"):
            award.below.append(f"  {child.text}")
            return
        if not self._row(text, award):
            award.below.append(f"  {child.text}")

    def _row(self, text: str, award: Award) -> bool:
        record = award.subject.record
        if not award.field:
            raise UnreadError
        limit = re.fullmatch(
            rf"(?:每|单){self._item(award.subject.record)}(?:最高)?(?:{VERB})?(?:总额|金额)?(?:上限为?|最高不超过|不超过|最高|封顶)(?P<sum>{MONEY})",
            text,
        )
        if limit is not None:
            award.below.append(f"  单项不超过 {limit['sum']}")
            return True
        key, colon, amount = text.partition(":")
        member = None if record is None else self._member_at(text, record)
        if member is not None and member[1] == award.field:
            rest = text[member[2] :].removeprefix("的").removeprefix(":").removeprefix(",")
            award.rows.append((member[0], self._row_amount(rest, award)))
            return True
        row_key = threshold(key) if colon else None
        if row_key is None:
            return False
        award.rows.append((row_key, self._row_amount(amount, award)))
        return True

    def _row_amount(self, text: str, award: Award) -> str:
        """The amount of a row."""
        fixed = re.fullmatch(
            rf"(?:,)?{GIVE}(?:分别)?(?P<once>一次性)?(?P<verb>{VERB})?(?P<sum>{NUMBER})元(?:的?(?P<also>一次性)?{PURPOSE}{VERB})?{FUNDS}",
            text,
        )
        if fixed is not None:
            if fixed["verb"] and not award.rows:
                award.verb = award_verb(fixed["verb"])
            return f"{'一次性 ' if '一次性' in text else ''}{fixed['sum']}元"
        inner = Award(award.subject, verb=award.verb)
        if self._share(text, inner):
            if not award.rows:
                award.verb = inner.verb
            limit = f"，最高不超过 {inner.limit}" if inner.limit else ""
            return inner.amount.format(once="").removeprefix("按 ").rsplit(" ", 1)[0] + limit
        share = re.fullmatch(rf"(?P<field>{any_of(self._numeric(award.subject.record))})的?(?P<share>{PERCENT})", text)
        if share is not None:
            return f"{share['field']} 的 {share['share']}"
        unit = self._unit_amount(text, award)
        if unit is not None:
            return unit[0]
        raise UnreadError
