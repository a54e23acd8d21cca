"""The subjects of awards in official wording: the record, the event, the conditions and the applicants.

The words of a description are found in the vocabulary in any order, as in 购买保险的企业.
"""

from __future__ import annotations

import re
from functools import cached_property

import attrs

from ipdsl.base.findings.nearest_words import nearest, word_by_definition
from ipdsl.base.values.currency_words import without_currency
from ipdsl.driver.advice.blocks import BlockLine
from ipdsl.driver.advice.chinese.patterns import (
    COUNTER,
    GIVE,
    ITEM_COUNTER,
    LINKS,
    NUMBER,
    UPWARDS,
    VERB,
    any_comparison,
    any_of,
    comparison_of,
    longest_start,
    record_fields,
    start_of,
)
from ipdsl.driver.advice.words import UnreadError, Words
from ipdsl.schema.vocabulary import RecordKind


@attrs.define(eq=False, repr=False)
class Subject:
    """The record, event and conditions of an award, and the applicants that it pays."""

    record: RecordKind | None
    record_text: str
    event: str
    conditions: list[str] = attrs.field(factory=list)
    musts: list[str] = attrs.field(factory=list)
    members: list[str] = attrs.field(factory=list)
    member_field: str = ""
    is_first: bool = False
    payee: str = ""
    figure: str = ""
    steps: list[str] = attrs.field(factory=list)
    """The steps of a figure that one sentence lists: 达到9亿元、3亿元的."""

    def front(self, start: str, *, with_members: bool = True) -> str:
        """`自 … 起，对 … 的 企业，`."""
        since = f"自 {start} 起，" if start else ""
        if self.record is None:
            return f"{since}每年对 {self.payee}，"
        first = "首次 " if self.is_first else ""
        conditions = list(self.conditions)
        if with_members and self.members:
            conditions.insert(0, f"{self.member_field} 为 {'、'.join(self.members)}")
        triggers = " 且 ".join([f"{first}{self.record_text} {self.event}", *conditions])
        return f"{since}对 {triggers} 的{f' {self.payee}' if self.payee else ''}，"


@attrs.define(eq=False, repr=False, slots=False)
class ChineseSubjects:
    """Reads the subjects of awards in the sentences of one block."""

    words: Words
    currency: str
    above: tuple[BlockLine, ...]

    def plain(self, text: str) -> str:
        """A sentence in narrow characters, without blanks, currency and a full stop."""
        table = str.maketrans("，；：（）％　。！", ",;:()%  .")
        plain = text.translate(table).replace(" ", "")
        if '"' in plain or "“" in plain or "#" in plain:
            raise UnreadError
        without = without_currency(plain, self.currency)
        if without is None:
            raise UnreadError
        if self.currency == "CNY":
            without = re.sub(r"(?<=元)人民币|人民币(?=\d)", "", without)
        return without.rstrip(".;,")

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
        matches = word_by_definition(text, self.words.payees_by_definition) if len(text) > 1 else None
        if matches is None:
            raise UnreadError
        return matches

    @cached_property
    def _subjects_above(self) -> list[Subject]:
        subjects = []
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
        body = clause.removeprefix("凡").removeprefix("对于").removeprefix("对").removeprefix("支持")
        figure = self._figure_steps(body)
        if figure is not None:
            return [figure], ""
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

    def _subjects_of(self, description: str, who: str) -> list[Subject]:
        record = self.words.records.get(who)
        if record is not None:
            return self._described(description, "", record)
        try:
            return self._described(description, self.payee(who), None)
        except UnreadError:
            return self._described(f"{description}的{who}", "", None)

    def _figure_steps(self, body: str) -> Subject | None:
        """`单位年度收入达到9亿元、3亿元的`: a figure of each year, and its steps."""
        match = re.fullmatch(
            rf"(?P<who>{self._payee})(?:当年|年度|上年度)?(?P<figure>{any_of(self.words.figures)})(?P<comparison>达到|达|超过)"
            rf"(?P<steps>{NUMBER}元?(?:、{NUMBER}元?)*)(?:{UPWARDS})?的", body,
        )  # fmt: skip
        if match is None:
            return None
        steps = [step.removesuffix("元") for step in match["steps"].split("、")]
        if match["comparison"] == "超过":
            steps = [f"超过 {step}" for step in steps]
        return Subject(None, "", "", payee=match["who"], figure=match["figure"], steps=steps)

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
        near = nearest(written[0], candidates) if written else ()
        near = tuple(name for name in near if written is not None and abs(len(name) - len(written[0])) <= 1)
        if written is not None and len(near) == 1 and near[0] not in text:
            return near[0], candidates[near[0]], len(written[0])
        return None

    def _condition_at(self, text: str, record: RecordKind | None) -> tuple[str, int, bool] | None:
        """A condition at the start of a text: its sentence, its length, and whether it is about the applicant."""
        fields = self.words.fields(record)
        own_fields = record_fields(self.words, record)
        since = longest_start(text, self.words.since_words)
        if since is not None:
            match = re.match(
                rf"(?P<comparison>{any_comparison()})(?P<number>\d+)个?(?P<unit>[年月])(?:{UPWARDS})?",
                text[len(since) :],
            )
            if match is not None:
                span = f"{match['number']}{'个月' if match['unit'] == '月' else '年'}"
                return f"{since} {comparison_of(match['comparison'])} {span}", len(since) + match.end(), True
        negated = re.match("(?:未|非|不|没有)(?:被)?(?:列入)?", text)
        offset = negated.end() if negated else (1 if text.startswith("为") else 0)
        flag = longest_start(text[offset:], [name for name, field in fields.items() if field.type.is_flag])
        if flag is not None:
            condition = f"非 {flag}" if negated else flag
            return condition, offset + len(flag), flag not in own_fields
        name = longest_start(text, [name for name, field in fields.items() if self.words.members(field)])
        if name is not None:
            members = self.words.members(fields[name])
            match = re.match(
                rf"(?:为|是|属于)(?P<members>{any_of(members)}(?:、{any_of(members)})*)", text[len(name) :]
            )
            if match is not None:
                return f"{name} 为 {match['members']}", len(name) + match.end(), name not in own_fields
        return self._compared_at(text, record)

    def _compared_at(self, text: str, record: RecordKind | None) -> tuple[str, int, bool] | None:
        numeric = self._numeric(record)
        own_fields = record_fields(self.words, record)
        name = longest_start(text, numeric)
        length = len(name or "")
        if name is None:
            written = re.match(rf"(?:[^\W\d]{{2,6}}?)(?=(?:{any_comparison()})?{NUMBER})", text)
            near = [f for f in numeric if written is not None and (f.endswith(written[0]) or f.startswith(written[0]))]
            if written is None or len(near) != 1:
                return None
            name, length = near[0], len(written[0])
        unit = rf"(?:元|年|(?P<unit>{COUNTER}))?"
        rest = text[length:]
        match = re.match(rf"(?P<comparison>{any_comparison()})(?P<number>{NUMBER}){unit}(?:{UPWARDS})?", rest)
        if match is not None:
            comparison = comparison_of(match["comparison"])
        else:
            match = re.match(rf"(?:在)?(?P<number>{NUMBER}){unit}{UPWARDS}", rest)
            comparison = "不低于"
        if match is None:
            return None
        return f"{name} {comparison} {match['number']}", length + match.end(), name not in own_fields

    def _item(self, record: RecordKind | None) -> str:
        """A pattern for one record of the award: a counter, the label or its end, or both: 届, 个项目, 件."""
        if record is None:
            return "(?!)"
        label = self.words.text(record)
        counters = re.findall(rf"一({COUNTER})", record.label.definition)
        nouns = [label, *(label[i:] for i in range(1, len(label) - 1)), "项目", "品种"]
        noun = any_of(noun for noun in nouns if noun not in self.words.payees)
        counter = f"(?:{ITEM_COUNTER}|{any_of(counters)})"
        return f"(?:{counter}{noun}|{counter}|{noun})"

    def _count_of_unit(self, unit: str, record: RecordKind | None) -> str | None:
        """The only count of the record whose name has the unit: `页` is of 页数, `张图片` of 图片数."""
        if record is None:
            return None
        counts = [self.words.text(field) for field in record.fields if field.type.is_count]
        short = re.sub(rf"^{COUNTER}(?=[^\W\d])", "", unit)
        exact = [count for count in counts if count in (unit, f"{unit}数", f"{short}数", short)]
        if not exact:
            exact = [count for count in counts if len(short) > 1 and short in count]
        if not exact:
            units = {self.words.text(f): f.label.chinese_definition for f in record.fields if f.type.is_count}
            exact = [count for count, definition in units.items() if definition == unit]
        return exact[0] if len(exact) == 1 else None
