"""The subjects and parts of awards in official wording, with definitions.

The subjects of awards in official wording: the record, the event, the conditions and the applicants.

The words of a description are found in the vocabulary in any order, as in 购买保险的企业.

The parts of an award, as clauses of official Chinese fill them.

Definitions and requirements in official Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

import attrs

from ipdsl.base.findings.finding import is_misspelt, word_by_definition
from ipdsl.base.values.handwritten_values import without_currency
from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import CHINESE, BlockLine, defined_names
from ipdsl.driver.advice.chinese.sums import (
    COUNT,
    COUNTER,
    GIVE,
    ITEM_COUNTER,
    LINKS,
    NUMBER,
    UPWARDS,
    VERB,
    ChineseSums,
    any_comparison,
    any_of,
    comparison_of,
    longest_start,
    record_fields,
    round_sum,
    start_of,
    whole_number,
)
from ipdsl.driver.advice.forms import Lines, Reading, UnreadError, Words, pieces, present
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast
from ipdsl.syntax.parser import DEFINITION


@attrs.define(eq=False, repr=False)
class Subject:
    """The record, event and conditions of an award, and the applicants that it pays."""

    record: RecordKind | None
    record_text: str
    event: str
    conditions: list[ast.Expr] = attrs.field(factory=list)
    musts: list[ast.Expr] = attrs.field(factory=list)
    members: list[str] = attrs.field(factory=list)
    member_field: str = ""
    is_first: bool = False
    payee: str = ""
    state: str = ""
    """The state that is paid for each of its years: 在职期间."""

    def trigger(self, *, with_members: bool = True) -> ast.Trigger:
        """`对 … 的`, `每年对`, `对 … 期间 的`."""
        if self.record is None:
            return forms.EACH_YEAR
        if self.is_first and (self.conditions or self.members):
            raise UnreadError  # the first of all records, or the first that matches the conditions: it is not decided
        conditions = list(self.conditions)
        if with_members and self.members:
            conditions.insert(0, forms.is_one_of(self.member_field, self.members))
        if self.state:
            return forms.state_trigger(self.record_text, self.state, conditions)
        return forms.record_trigger(self.record_text, self.event, conditions, the_first=self.is_first)


@attrs.define(eq=False, repr=False, slots=False)
class ChineseSubjects:
    """Reads the subjects of awards in the sentences of one block."""

    words: Words
    currency: str
    above: tuple[BlockLine, ...]
    has_own_year: bool = False
    """Whether the head of the page says when its years begin: then a year of the page is the fiscal year."""
    paying: tuple[str, ...] = ()
    """The articles of the page that have awards."""
    counters: dict[str, str] = attrs.field(factory=dict, init=False)
    """The field that each counter counts, as conditions of the block show: 床位300张以上."""
    _read_above: list[Subject] | None = attrs.field(default=None, init=False)

    def plain(self, text: str) -> str:
        """A sentence in narrow characters, without blanks, currency and a full stop."""
        table = str.maketrans("，；：（）％　。！", ",;:()% ..")
        plain = text.translate(table).replace(" ", "")
        if '"' in plain or "“" in plain or "#" in plain:
            raise UnreadError
        if self.has_own_year:
            plain = re.sub("(?:财政|会计|预算)年度", "年度", plain)
        without = present(without_currency(plain, self.currency))
        if self.currency == "CNY":
            without = re.sub(r"(?<=元)人民币|人民币(?=\d)", "", without)
        money = any_of(name for record in self.words.records.values() for name in self._numeric(record))
        for net in (
            rf"扣除(?P<less>{money})后的?(?P<base>{money})", rf"不含(?P<less>{money})的?(?P<base>{money})",
            rf"(?P<base>{money})\(?(?:不含|扣除)(?P<less>{money})(?:\)|后?的?(?:余额|部分|净额))",
        ):  # fmt: skip
            without = re.sub(net, r"(\g<base>减\g<less>)", without)
        return without.rstrip(".;,")

    def sums(self, record: RecordKind | None) -> ChineseSums:
        """The reader of sums about a record."""
        return ChineseSums(self.words, record, self.currency, self.defined_words)

    @cached_property
    def defined_words(self) -> dict[str, str]:
        """The names that sentences before define, by the text that sentences use."""
        return defined_names(self.above)

    @cached_property
    def _payee(self) -> str:
        return any_of(self.words.payees)

    def _numeric(self, record: RecordKind | None) -> list[str]:
        fields = self.words.fields(record).items()
        return [text for text, f in fields if f.type.is_money or f.type.is_count or f.type.is_numeric]

    def _field(self, text: str, record: RecordKind | None) -> str:
        """The numeric field that a text names: itself, or the only one that the text ends or begins."""
        fields = self._numeric(record)
        if text in fields:
            return text
        near = [field for field in fields if len(text) > 1 and (field.endswith(text) or field.startswith(text))]
        if len(near) != 1:
            raise UnreadError
        return near[0]

    def payee(self, text: str, here: str = "") -> str:
        """The kind of applicant that a text names: declared, that of the awards before, or defined by the text."""
        if text in self.words.payees:
            return text
        if text in ("人", "人员", "家", "户", "名", "位", "对象", "单位"):
            named = {here} if here else {subject.payee for subject in self._subjects_above} - {""}
            if len(named) == 1:
                return named.pop()
        return present(word_by_definition(text, self.words.payees_by_definition) if len(text) > 1 else None)

    @property
    def _subjects_above(self) -> list[Subject]:
        """The subjects of the sentences before. Each of them can refer only to those before it."""
        if self._read_above is not None:
            return self._read_above
        self._read_above = subjects = []
        for line in self.above:
            try:
                text = self.plain(line.text)
                clauses = [clause for clause in text.split(",") if clause]
                _, clauses = start_of(clauses)
                subjects.append(self._split_subject(clauses[0])[0][0])
            except (UnreadError, IndexError):
                continue
        return subjects

    def _split_subject(self, clause: str) -> tuple[list[Subject], str]:
        """The subjects of the first clause, and what follows them in the clause."""
        yearly = re.fullmatch(rf"每年对(?P<who>{self._payee})", clause)
        if yearly is not None:
            return [Subject(None, "", "", payee=yearly["who"])], ""
        state = self._subject_of_state(clause)
        if state is not None:
            return [state], ""
        applicant = re.fullmatch(rf"(?:凡|对于?)?(?P<who>{self._payee})(?P<what>[^\W\d].+)的", clause)
        if applicant is not None:
            try:
                return self._described(applicant["what"], applicant["who"], None), ""
            except UnreadError:
                pass
        body = clause.removeprefix("凡").removeprefix("对于").removeprefix("对").removeprefix("支持")
        readings: list[tuple[list[Subject], str]] = []
        verb = rf"(?:,|(?:按照?|分别|{GIVE}{VERB}|给予|予以|一次性|最高|每).*)?"
        for match in re.finditer("的", body):
            description, rest = body[: match.start()], body[match.end() :]
            who = re.match(rf"(?P<who>{self._payee}|{any_of(self.words.records)})(?={verb}$)", rest)
            if who is None and re.fullmatch(r"[^\W\d、]{2,8}", rest):
                who = re.match(r"(?P<who>.+)", rest)
            if who is None and "、" not in rest and rest and not re.fullmatch(verb, rest):
                continue
            try:
                if who is None and rest and "、" in rest:  # 新获奖的金奖、银奖
                    readings.append((self._described(f"{description}的{rest}", "", None), ""))
                elif who is None:
                    readings.append((self._described(description, "", None), rest))
                else:
                    after = rest[who.end() :]
                    readings.append((self._subjects_of(description, who["who"]), after))
            except UnreadError:
                continue
        if not readings:
            raise UnreadError
        return readings[-1]

    def _subject_of_state(self, clause: str) -> Subject | None:
        """`职工在职期间`: a record in a state, for each year of the state."""
        for record in self.words.records.values():
            states = [self.words.text(state) for state in record.states]
            match = re.fullmatch(rf"(?:对)?{self.words.text(record)}的?(?P<state>{any_of(states)})期间", clause)
            if match is not None:
                return Subject(record, self.words.text(record), "", state=match["state"])
        return None

    def _subjects_of(self, description: str, who: str) -> list[Subject]:
        record = self.words.records.get(who)
        if record is not None:
            return self._described(description, "", record)
        try:
            return self._described(description, self.payee(who), None)
        except UnreadError:
            return self._described(f"{description}的{who}", "", None)

    def _described(self, text: str, payee: str, record: RecordKind | None) -> list[Subject]:
        """The subjects of a description; `或者` parts two records."""
        parts = re.split("或者|或是|或(?!以上)", text)
        if len(parts) > 1 and record is None:
            return [subject for part in parts for subject in self._described(part, payee, None)]
        records = self.words.records.values() if record is None else (record,)
        matches = []
        for each in records:
            subject = self._described_record(text, each, is_named=record is not None)
            if subject is not None:
                subject.payee = payee
                matches.append(subject)
        if len(matches) > 1:
            named = [subject for subject in matches if subject.record_text in text]
            longest = max((len(subject.record_text) for subject in named), default=0)
            matches = [subject for subject in named if len(subject.record_text) == longest] or matches
        if len(matches) != 1:
            raise UnreadError
        return matches

    def _described_record(self, text: str, record: RecordKind, *, is_named: bool) -> Subject | None:
        """A subject about one kind of record, if every character of the text belongs to it."""
        label = self.words.text(record)
        subject = Subject(record, label, "")
        rest, has_evidence = text, is_named
        events = self.words.events(record)
        while rest:
            piece = self._condition_at(rest, record)
            if piece is not None:
                condition, length, is_applicant = piece
                (subject.musts if is_applicant else subject.conditions).append(condition)
                has_evidence = has_evidence or not is_applicant
            elif (member := self._member_at(rest, record)) is not None:
                name, field, length = member
                if subject.member_field not in ("", field):
                    return None
                subject.member_field = field
                subject.members.append(name)
                has_evidence = True
            elif (word := longest_start(rest, (label, *events))) is not None:
                length = len(word)
                if word == label and (word not in events or subject.event):
                    has_evidence = True
                elif subject.event not in ("", word):
                    return None
                else:
                    subject.event = word
                    has_evidence = has_evidence or len(self._records_with_event(word)) == 1
            elif rest.startswith(("首次", "首个", "首件")):
                subject.is_first = True
                length = 2
            elif (link := longest_start(rest, LINKS)) is not None:
                length = len(link)
            else:
                return None
            rest = rest[length:]
        if not subject.event:
            subject.event = self.words.default_event(record) or ""
        return subject if has_evidence and subject.event else None

    def _records_with_event(self, event: str) -> list[RecordKind]:
        return [record for record in self.words.records.values() if event in self.words.events(record)]

    def _member_at(self, text: str, record: RecordKind) -> tuple[str, str, int] | None:
        """A member of a field of the record at the start of a text: its name, its field, and the length."""
        candidates: dict[str, str] = {}
        for name, field in self.words.fields(record).items():
            for member in self.words.members(field):
                if name in self.words.applicant_fields and name not in record_fields(self.words, record):
                    continue
                candidates.setdefault(member, name)
        matches = longest_start(text, candidates)
        if matches is not None:
            return matches, candidates[matches], len(matches)
        written = re.match(r"[^\W\d、的且和或]{4,}", text)
        near = [name for name in candidates if is_misspelt(written[0], name)] if written else []
        if written is not None and len(near) == 1 and near[0] not in text:
            return near[0], candidates[near[0]], len(written[0])
        return None

    def _condition_at(self, text: str, record: RecordKind | None) -> tuple[ast.Expr, int, bool] | None:
        """A condition at the start of a text, its length, and whether it is about the applicant."""
        deadline = self._deadline_at(text, record)
        if deadline is not None:
            return deadline
        fields = self.words.fields(record)
        own_fields = record_fields(self.words, record)
        since = longest_start(text, self.words.since_words)
        if since is not None:
            match = re.match(
                rf"(?P<comparison>{any_comparison()})(?P<number>\d+)个?(?P<unit>[年月])(?:{UPWARDS})?",
                text[len(since) :],
            )
            if match is not None:
                span = forms.duration(int(match["number"]), ast.Unit.MONTH if match["unit"] == "月" else ast.Unit.YEAR)
                condition = forms.compare(forms.word(since), comparison_of(match["comparison"]), span)
                return condition, len(since) + match.end(), True
        negated = re.match("(?:未|非|不|没有)(?:被)?(?:列入)?", text)
        offset = negated.end() if negated else (1 if text.startswith("为") else 0)
        flag = longest_start(text[offset:], [name for name, field in fields.items() if field.type.is_flag])
        if flag is not None:
            word = forms.word(flag)
            return forms.negation(word) if negated else word, offset + len(flag), flag not in own_fields
        name = longest_start(text, [name for name, field in fields.items() if self.words.members(field)])
        if name is not None:
            members = self.words.members(fields[name])
            match = re.match(
                rf"(?:为|是|属于)(?P<members>{any_of(members)}(?:、{any_of(members)})*)", text[len(name) :]
            )
            if match is not None:
                condition = forms.is_one_of(name, match["members"].split("、"))
                return condition, len(name) + match.end(), name not in own_fields
        return self._comparison_at(text, record)

    def conditions_of(self, text: str, record: RecordKind | None) -> list[ast.Expr]:
        """All conditions that a text names, with links between them."""
        conditions: list[ast.Expr] = []
        rest = text.removesuffix("的")
        while rest:
            piece = self._condition_at(rest, record)
            member = self._member_at(rest, record) if piece is None and record is not None else None
            if piece is not None:
                conditions.append(piece[0])
                rest = rest[piece[1] :]
            elif member is not None:
                last = conditions[-1] if conditions else None
                earlier = (
                    [name.text for name in last.members]
                    if isinstance(last, ast.Membership) and last.value == forms.word(member[1])
                    else []
                )
                conditions[len(conditions) - bool(earlier) :] = [forms.is_one_of(member[1], [*earlier, member[0]])]
                rest = rest[member[2] :]
            elif (link := longest_start(rest, (*LINKS, ","))) is not None:
                rest = rest[len(link) :]
            else:
                raise UnreadError
        if not conditions:
            raise UnreadError
        return conditions

    def _deadline_at(self, text: str, record: RecordKind | None) -> tuple[ast.Expr, int, bool] | None:
        """`自备案之日起1年以内完工`: a day or an event at most some time after another day."""
        if record is None:
            return None
        days = {day: day for day, field in self.words.fields(record).items() if field.type.is_date}
        days |= self.words.event_days(record)
        days |= {day.removesuffix("日"): day for day in days.values() if len(day) > 2}
        day = any_of(days)
        match = re.match(
            rf"(?:自|从|在)?(?P<anchor>{day})(?:之日|之后|后|当日)?(?:起)?(?P<count>{COUNT})(?P<unit>个月|年|日|天)(?:之内|以内|内)"
            rf"(?:提出|提交|完成|办理)?(?P<day>{day})(?:的(?=$)|之日)?", text,
        )  # fmt: skip
        if match is None or match["day"] == match["anchor"]:
            return None
        units = {"个月": ast.Unit.MONTH, "年": ast.Unit.YEAR}
        span = forms.duration(whole_number(match["count"]), units.get(match["unit"], ast.Unit.DAY))
        condition = forms.deadline(days[match["day"]], Comparison.AT_MOST, span, days[match["anchor"]])
        return condition, match.end(), False

    def _sums_at(self, text: str, record: RecordKind | None) -> tuple[ast.Expr, int, bool] | None:
        """A comparison of two sums, to the end of the text: `前三年平均纳税额不低于100万元`."""
        sums = self.sums(record)
        text_read = text.removesuffix("的")
        for match in re.finditer(any_comparison(), text_read):
            upwards = re.search(f"{UPWARDS}$", text_read)
            right_text = text_read[match.end() : upwards.start() if upwards else None]
            left, right = sums.or_none(text_read[: match.start()]), sums.or_none(right_text)
            if left is not None and right is not None and not isinstance(left, ast.Number | ast.Percent):
                return forms.compare(left, comparison_of(match[0]), right), len(text_read), record is None
        upwards = re.fullmatch(rf"(?P<left>.+?)(?P<number>{NUMBER})元?{UPWARDS}", text_read)
        left = None if upwards is None else sums.or_none(upwards["left"])
        if upwards is None or left is None or isinstance(left, ast.Word | ast.Number | ast.Percent):
            return None
        return forms.compare(left, Comparison.AT_LEAST, forms.number(upwards["number"])), len(text_read), record is None

    def _comparison_at(self, text: str, record: RecordKind | None) -> tuple[ast.Expr, int, bool] | None:
        numeric = self._numeric(record)
        own_fields = record_fields(self.words, record)
        name = longest_start(text, numeric)
        length = len(name or "")
        if name is None:
            written = re.match(rf"(?:[^\W\d]{{2,6}}?)(?=(?:{any_comparison()})?{NUMBER})", text)
            near = [f for f in numeric if written is not None and (f.endswith(written[0]) or f.startswith(written[0]))]
            if written is None or len(near) != 1:
                return self._sums_at(text, record)
            name, length = near[0], len(written[0])
        unit = rf"(?:元|年|(?P<unit>{COUNTER}))?"
        rest = text[length:]
        match = re.match(rf"(?P<comparison>{any_comparison()})(?P<number>{NUMBER}){unit}(?:{UPWARDS})?", rest)
        op = Comparison.AT_LEAST
        if match is not None:
            op = comparison_of(match["comparison"])
        else:
            match = re.match(rf"(?:在)?(?P<number>{NUMBER}){unit}{UPWARDS}", rest)
        if match is None:
            return self._sums_at(text, record)
        field = forms.word(name)
        condition = forms.compare(field, op, forms.number(match["number"]))
        end = length + match.end()
        if match["unit"] and re.fullmatch(ITEM_COUNTER, match["unit"]) is None:
            self.counters[match["unit"]] = name
        second = re.match(rf"(?:且|但|,)?(?P<comparison>{any_comparison()})(?P<number>{NUMBER}){unit}", text[end:])
        if second is not None and comparison_of(second["comparison"]).end is not op.end:
            bound = forms.compare(field, comparison_of(second["comparison"]), forms.number(second["number"]))
            condition, end = forms.all_conditions([condition, bound]), end + second.end()
        return condition, end, name not in own_fields

    def _item(self, record: RecordKind | None) -> str:
        """A pattern for one record of the award: a counter, the label or its end, or both: 届, 个项目, 件."""
        if record is None:
            return "(?!)"
        label = self.words.text(record)
        counters = re.findall(rf"一({COUNTER})", record.label.definition)
        nouns = [label, *(label[i:] for i in range(1, len(label) - 1)), "项目", "品种"]
        noun = any_of(noun for noun in nouns if noun not in self.words.payees)
        counter = f"(?:{ITEM_COUNTER}|{any_of(counters)})"
        return f"(?:{counter}{noun}|{COUNTER}{re.escape(label)}|{counter}|{noun})"

    def _count_of_unit(self, unit: str, record: RecordKind | None) -> str | None:
        """The only count of the record whose name has the unit: `页` is of 页数, `张图片` of 图片数."""
        if record is None:
            return None
        counts = [self.words.text(f) for f in record.fields if f.type.is_count or f.type.is_numeric]
        short = re.sub(rf"^{COUNTER}(?=[^\W\d])", "", unit)
        exact = [count for count in counts if count in (unit, f"{unit}数", f"{short}数", short)]
        if not exact:
            exact = [count for count in counts if len(short) > 1 and short in count]
        if not exact:
            measured = [f for f in record.fields if f.type.is_count or f.type.is_numeric]
            units = {self.words.text(f): f.label.chinese_definition for f in measured}
            exact = [count for count, definition in units.items() if definition == unit]
        if not exact:
            exact = [count for count in counts if count.startswith(short) or count == self.counters.get(unit)]
            exact = exact or [count for count in counts if count.endswith(f"{short}数")]
        return exact[0] if len(exact) == 1 else None


@attrs.define(eq=False, repr=False)
class Award:
    """The parts of an award that its clauses say."""

    subject: Subject
    start: str = ""
    amount: ast.Expr | None = None
    is_up_to: bool = False
    """Whether the authority sets the sum, at most the amount."""
    verb: str = "奖励"
    limit: ast.Expr | None = None
    rounding: str = ""
    is_once: bool = False
    is_yearly: bool = False
    factor_is_due: bool = False
    """Whether the amount is for each unit of time, and its number is still to follow: 每月按…补贴."""
    base: ast.Expr | None = None
    """The base of the last share, which the shares of further rows have too."""
    value: ast.Expr | None = None
    """The value by which rows are chosen."""
    inner_value: ast.Expr | None = None
    """The value of the rows under rows."""
    has_cases: bool = False
    """Whether the keys of rows are conditions."""
    rows: list[Lines] = attrs.field(factory=list)
    below: list[Lines] = attrs.field(factory=list)
    rules: list[ast.Sentence] = attrs.field(factory=list)
    others: list[Subject] = attrs.field(factory=list)
    """Subjects of the same award with another record."""

    @property
    def field(self) -> str:
        """The field by which rows are chosen, or nothing."""
        return self.value.name.text if isinstance(self.value, ast.Word) else ""

    def lines(self) -> Reading:
        """The sentences of the award, of its additions, then the rules."""
        return [*map(self._award, (self.subject, *self.others)), *map(Lines, self.rules)]

    def _award(self, subject: Subject) -> Lines:
        if self.factor_is_due:
            raise UnreadError
        has_rows = bool(self.rows)
        head = ast.Head(
            span=forms.NOWHERE,
            once=ast.OnceRule(span=forms.NOWHERE, per=()) if self.is_once else None,
            per=forms.names(["year"]) if self.is_yearly and subject.record and not self.is_once else (),
            to=forms.names([subject.payee] if subject.payee else ()),
            start=forms.day_of(self.start) if self.start else None,
            trigger=subject.trigger(with_members=not has_rows or self.has_cases),
        )
        musts = [Lines(forms.condition_line(must)) for must in subject.musts]
        return Lines(
            forms.award(self._amount(), head, self.verb), (*forms.with_rest_last(self.rows), *self.below, *musts)
        )

    def _amount(self) -> ast.Amount:
        if self.has_cases:
            return forms.AS_FOLLOWS
        if self.rows:
            if self.value is None:
                raise UnreadError
            return forms.by_rows(self.value)
        if self.amount is None:
            raise UnreadError
        if self.is_up_to:
            return forms.up_to(self.amount)
        amount = round_sum(self.amount, self.rounding) if self.rounding else self.amount
        if isinstance(amount, ast.RoundedValue) and not forms.is_multiple(self.limit, amount.step):
            raise UnreadError  # the order of both matters, and the sentence leaves it open
        return forms.fixed_amount(amount, self.limit)


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
        match = present(
            re.fullmatch(r"(?P<key>.+?)(?:的?按(?P<by>.+)计(?:算)?|的?为(?P<value>.+)|的(?P<rest>.+))", text)
        )
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
