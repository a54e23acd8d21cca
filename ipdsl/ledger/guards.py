"""The applicants of a run and of its ledger together: another register, renamed ids, items of several applicants.

Input: the ids with their status, and the rows of ledger and run by item. Output: findings. An error refuses the run
until the input is corrected, or the person in charge answers.

Two ids are perhaps one if they are equal without case, width, blanks and marks, or without the legal form. Two ids of
the ledger itself are two applicants, so a spelling that both have identifies neither.

A register has a code if nine of ten of its ids pass the check, among those that are at most one character longer or
shorter than the code. docs/dev/decisions/guards.md has the reason why these checks are not those of a library.

What identifies an applicant is measured. Rows of one award and one length of the item are a class. An item of more
than three applicants identifies nobody, and a class with many such items is numbered by each applicant for itself.
`ItemRows` compares rows one by one; `ipdsl.batch.evaluate` leaves it those that few applicants may have in common.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import mul
from typing import NamedTuple, TypeAlias

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.characters import fold_name
from ipdsl.base.values.money import Money
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.terms import Program, TriggerKind, clauses_by_label, is_matter
from ipdsl.ledger.lines import is_final, item_of
from ipdsl.ledger.recall import LedgerEntries, Recall, answered_pairs, concerns_settlement, read_answers
from ipdsl.plain_data import cohort_errors as e
from ipdsl.schema.values.value_type import name_list, printable

Renamed: TypeAlias = Iterator[tuple[str, str, Phrase, bool]]
"""New ids and ids of the ledger that may be of one applicant, each with the reason, and whether it is sure."""

GONE, KNOWN, NEW = range(3)
"""The status of an applicant: only in the ledger, in ledger and run, only in the run."""

_MARKS = str.maketrans("", "", " \t-_‐‑–—.,·()/'\"")
_GROUP = re.compile(r"\((集团|group)\)|集团")
_SUFFIX = re.compile(
    "(股份有限公司|股份公司|有限责任公司|有限公司|公司|,? ?\\b(co\\.?,? ?ltd|pty ltd|ltd|limited|llc|inc|corp"
    "|corporation|company|plc|gmbh|ag|sarl|sas|bv|nv|srl|spa|oy|ab)\\.?)$"
)


def close_spelling(name: str) -> str:
    """An id without case, width, blanks and marks. The marks of an address (`@`) are part of it."""
    whole = name.lower() if name.isalnum() and name.isascii() else fold_name(name).strip()
    return whole if "@" in whole or whole.isalnum() else whole.translate(_MARKS) or whole


def loose_spelling(name: str) -> str:
    """The close spelling of a name without the word for a group and one legal form."""
    if name.isalnum() and name.isascii():  # one word has no legal form
        return close_spelling(name)
    return close_spelling(_SUFFIX.sub("", _GROUP.sub("", fold_name(name).strip())))


def similar_ids(status: Mapping[str, int]) -> Renamed:
    """New ids with the spelling of an id of the ledger: of an absent one, or the close spelling of one of the run."""
    for spelling, is_close, because in (
        (
            close_spelling, True,
            Phrase("they differ only in case, width, blanks or marks", "两者只有大小写、全角半角、空格或标点的差别"),
        ),
        (loose_spelling, False, Phrase("they differ only in the legal form", "两者只有“集团”或公司类型的差别")),
    ):  # fmt: skip
        new = {name: spelling(name) for name, of_name in status.items() if of_name == NEW}
        by_spelling: dict[str, list[str]] = {text: [] for text in new.values()}
        for name, of_name in status.items() if new else ():
            text = name.lower() if name.isascii() and name.isalnum() else spelling(name)  # both spellings of a word
            if of_name != NEW and (same := by_spelling.get(text)) is not None:
                same.append(name)
        for name, text in new.items():
            if len(same := by_spelling[text]) == 1 and (is_close or status[same[0]] == GONE):
                yield name, same[0], because, is_close and status[same[0]] == GONE


# ---------------------------------------------------------------------------------------------- check digits

MOST_NAMED = 20
LEAST_IDS = 20
"""The number of ids from which a code is recognised."""


class WeightedCode(NamedTuple):
    """A code of as many characters as `weights`: the sum of their weighted values has this rest."""

    alphabet: str
    weights: Sequence[int]
    modulus: int
    rest: int

    def is_right(self, code: str) -> bool:
        """Whether a code of this length has the rest."""
        values = code.encode().translate(_VALUES[self.alphabet])
        return not code.strip(self.alphabet) and sum(map(mul, values, self.weights)) % self.modulus == self.rest


def _luhn(code: str) -> bool:
    """Whether the digits, every second one doubled, have a sum that ends with 0."""
    doubled = (str(int(digit) * (1 + place % 2)) for place, digit in enumerate(reversed(code)))
    return code.isdigit() and sum(map(int, "".join(doubled))) % 10 == 0


_CREDIT_CODE = WeightedCode("0123456789ABCDEFGHJKLMNPQRTUWXY", [*(3**place % 31 for place in range(17)), 1], 31, 0)
_PERSON_NUMBER = WeightedCode("0123456789X", [2 ** (17 - place) % 11 for place in range(18)], 11, 1)
_ABN = WeightedCode("0123456789", (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19), 89, 10)
WEIGHTED_CODES = (_CREDIT_CODE, _PERSON_NUMBER, _ABN)
_VALUES = {
    code.alphabet: bytes.maketrans(code.alphabet.encode(), bytes(range(len(code.alphabet)))) for code in WEIGHTED_CODES
}

CODES: Sequence[tuple[Phrase, int, Callable[[str], bool]]] = (
    (
        Phrase("social credit codes or identity numbers", "统一社会信用代码或公民身份号码"), 18,
        lambda code: _CREDIT_CODE.is_right(code) or _PERSON_NUMBER.is_right(code),
    ),
    (
        Phrase("legal entity identifiers (LEI)", "全球法人识别编码"), 20,
        lambda code: int("".join(str(int(character, 36)) for character in code)) % 97 == 1,
    ),
    (Phrase("SIREN numbers", "法国企业编号"), 9, _luhn),
    (Phrase("SIRET numbers", "法国企业机构编号"), 14, _luhn),
    (Phrase("Australian business numbers (ABN)", "澳大利亚商业编号"), 11, _ABN.is_right),
)  # fmt: skip
"""The codes: their names, their number of characters, and the test of the check digit."""


IdsToCheck: TypeAlias = Callable[[Sequence[str]], tuple[Sequence[str], Mapping[int, int]]]
"""The ids without some that have a right check digit, and how many of these there are by length."""


def all_ids(ids: Sequence[str]) -> tuple[Sequence[str], Mapping[int, int]]:
    """All ids, to be checked one by one."""
    return ids, {}


def wrong_check_digits(
    ids: Sequence[str], named: Container[str], ids_to_check: IdsToCheck = all_ids
) -> Iterator[e.WrongCheckDigits]:
    """A finding for each code that these ids have, with the ids that fail it and may be `named`."""
    rest, right = ids_to_check(ids)
    bare_ids = ((name, name.replace(" ", "").replace("-", "").upper()) for name in rest)
    by_length = values_by_key((len(bare), (name, bare)) for name, bare in bare_ids)
    for kind, length, is_right in CODES:
        near = [
            (name, bare)
            for number in (length - 1, length, length + 1)
            for name, bare in by_length.get(number, ())
            if bare.isascii() and bare.isalnum()
        ]
        failed = sorted(name for name, bare in near if len(bare) != length or not is_right(bare))
        many = len(near) + sum(right.get(length + more, 0) for more in (-1, 0, 1))
        if many >= LEAST_IDS and len(failed) * 10 <= many and (shown := [x for x in failed if x in named]):
            yield e.WrongCheckDigits(kind=kind, ids=name_list(shown, MOST_NAMED))


FEW = 20
"""If fewer than one of so many applicants of the smaller side are known, the ledger is that of another register."""

MOST_HOLDERS = 3
"""The number of applicants up to which an item may identify one."""

SAMPLE = 1000
"""The number of ids of the ledger that show which code a register has; they were checked when they were new."""

CLASSES = 16
"""The number of classes of an award. Items of class 0 identify nobody: they are short, a year, or members only."""

CHANCE = 50
"""Two payments agree in award, item and day by chance at most once in so many pairs."""

YEAR = "(19|20)[0-9]{2}年?"

StatedRow: TypeAlias = tuple[str, str, str, datetime.date | None, int]
"""A paid line or a claim: the id of its applicant, the label of its award, its whole item, its day, and its sum in
minor units."""


class RegisterRow(NamedTuple):
    """A paid line or a claim: the number of its applicant, its day as a number, its sum, and whether it is a claim."""

    applicant: int
    day: int
    sum: int
    is_claim: bool


class ItemRows:
    """The rows of a register by class and item. `status` has the status of each applicant.

    `numbers` are the rows of each absent or new applicant until the last day of the ledger, and `payments` a hash of
    those with a sum. `counts` has for each class its rows, those with items of many applicants, its items of two or
    three applicants, and how many of these are of one day. Rows that were counted elsewhere are not in `by_item`.
    """

    def __init__(self, status: Sequence[int]) -> None:
        self.status, self.last_day = status, -1
        self.by_item: dict[tuple[int, object], list[RegisterRow]] = defaultdict(list)
        self.numbers, self.payments, self.counts = Counter[int](), Counter[int](), dict[int, Sequence[int]]()

    def is_evidence(self, row: RegisterRow) -> bool:
        """Whether a row may show that a new and an absent applicant are one."""
        return (
            row.day <= self.last_day
            and (row.is_claim or row.sum > 0)
            and self.status[row.applicant] == (NEW if row.is_claim else GONE)
        )

    def count(self) -> None:
        """Count the rows of absent and new applicants."""
        of_ledger = (row.day for rows in self.by_item.values() for row in rows if row.sum > 0 and not row.is_claim)
        self.last_day = max(of_ledger, default=-1)
        for key, rows in self.by_item.items():
            for row in filter(self.is_evidence, rows):
                self.numbers[row.applicant] += 1
                self.payments[row.applicant] += hash((key, row.day)) * (row.sum > 0)

    def compare(self) -> Iterator[tuple[int, Sequence[RegisterRow]]]:
        """The rows with an item and day in common of two or three applicants, with their class."""
        for (number, _), all_rows in self.by_item.items():
            rows = [row for row in all_rows if number % CLASSES and (row.sum > 0 or self.is_evidence(row))]
            holders, by_day = len({row.applicant for row in rows}), values_by_key((row.day, row) for row in rows)
            met = [same for same in by_day.values() if len({row.applicant for row in same}) > 1]
            is_few = 1 < holders <= MOST_HOLDERS
            more = (len(rows), len(rows) * (holders > MOST_HOLDERS), is_few, is_few and bool(met))
            self.counts[number] = [*map(sum, zip(self.counts.get(number, (0, 0, 0, 0)), more, strict=True))]
            yield from ((number, same) for same in met if is_few)


def register_of(
    present: Sequence[str], recorded: Iterable[str], renamed: Mapping[str, str] = {}
) -> tuple[list[str], list[int]]:  # fmt: skip
    """The ids of a run, then those that only its ledger has, and the status of each. `renamed` has present ids."""
    of_run = frozenset(present)
    if renamed:
        recorded = (renamed[name] if renamed.get(name) in of_run else name for name in recorded)
    of_ledger = dict.fromkeys(recorded)
    gone = [name for name in of_ledger if name not in of_run]
    return [*present, *gone], [*(KNOWN if name in of_ledger else NEW for name in present), *(GONE for _ in gone)]


def new_to_the_ledger(number: int) -> list[Phrase]:
    """How many applicants of a run the ledger does not have."""
    return [Phrase("applicants that are new to the ledger: {n}", "台账中没有的申请人：{n}个", n=number)] * bool(number)


def guard_register(
    history: Iterable[StatedRow], claims: Iterable[StatedRow], present: Sequence[str], recorded: Iterable[str],
    awards: Mapping[str, bool], currency: str, answers: Iterable[object], *,
    paid_to_several: Container[str] = (), is_single: bool = False, is_confirmed: bool = False,
) -> Iterator[Diagnostic]:  # fmt: skip
    """The findings about the applicants that are `present` in a run and those `recorded` in its ledger.

    `claims` are those without a line of their own in the ledger. `awards` says of each award of the policy, by label,
    whether its items can identify an applicant.
    """
    names, status = register_of(present, recorded)
    rows, (number, award_number) = (
        ItemRows(status),
        ({name: index for index, name in enumerate(x)} for x in (names, awards)),
    )
    for stated, is_claim in ((history, False), (claims, True)):
        for name, label, item, day, sum_ in stated:
            if label in awards:
                text = fold_name(item).strip()
                is_name = awards[label] and len(text) >= 3 and re.fullmatch(YEAR, text) is None
                class_ = award_number[label] * CLASSES + is_name * min(len(text), CLASSES - 1)
                rows.by_item[class_, text].append(
                    RegisterRow(number[name], day.toordinal() if day else 0, sum_, is_claim)
                )
    rows.count()
    return register_findings(
        names, rows, [*awards], currency, answers, paid_to_several=paid_to_several, is_single=is_single,
        is_confirmed=is_confirmed,
    )  # fmt: skip


def register_findings(
    names: Sequence[str], rows: ItemRows, awards: Sequence[str], currency: str, answers: Iterable[object], *,
    paid_to_several: Container[str] = (), is_single: bool = False, is_confirmed: bool = False,
    ids_to_check: IdsToCheck = all_ids,
) -> Iterator[Diagnostic]:  # fmt: skip
    """The findings about applicants by their `names`. `awards` are labels, in the order of classes.

    If `is_single`, the run is about one applicant: every other one counts as absent, and there are only remarks.
    `is_confirmed`: these are new applicants. Not reported are pairs of ids in `answers`, and items of awards that are
    `paid_to_several`. `ids_to_check` leaves out ids with a right check digit.
    """
    number = Counter(rows.status)
    present, recorded = (number[KNOWN] + number[status] for status in (NEW, GONE))
    if not (is_single or is_confirmed) and number[KNOWN] * FEW < min(present, recorded):
        yield e.LedgerOfOtherRegister(recorded=recorded, known=number[KNOWN], present=present)
        return
    reported, compared = answered_pairs(answers), [*rows.compare()]
    numbered = {
        class_
        for class_, (all_, wide, shared, agreeing) in rows.counts.items()
        if wide * 10 > all_ or (shared >= 4 and agreeing * 2 < shared)
    }
    meetings = [(class_ // CLASSES, same) for class_, same in compared if class_ not in numbered]
    for new, old, because, is_sure in chain(
        similar_ids(dict(zip(names, rows.status, strict=True))),
        _same_records(names, rows, meetings),
        _same_payments(names, rows),
    ):
        if (pair := frozenset((new, old))) not in reported:
            reported.add(pair)
            finding = e.RenamedApplicant if is_sure and not is_single else e.PossiblyRenamedApplicant
            yield finding(applicant=printable(new), other=printable(old), because=because)
    shared_items = defaultdict[int, list[tuple[list[str], int]]](list)
    for award, same in meetings:
        paid = [row for row in same if row.sum > 0]
        holders = sorted({names[row.applicant] for row in paid})
        is_new = any(row.is_claim for row in paid) and not is_single
        is_answered = frozenset(holders) in reported or awards[award] in paid_to_several
        if is_new and len(holders) > 1 and not is_answered:
            shared_items[award].append((holders, sum(row.sum for row in paid)))
    for award, items in sorted(shared_items.items()):
        yield e.ItemsOfSeveralApplicants(
            award=awards[award], number=len(items), sum=str(Money(sum(sum_ for _, sum_ in items), currency)),
            applicants=name_list([" + ".join(holders) for holders, _ in sorted(items)], MOST_NAMED),
        )  # fmt: skip
    if numbered and not is_single:
        labels = {awards[class_ // CLASSES]: None for class_ in sorted(numbered)}
        yield e.ItemsNumberedByApplicants(awards=name_list(labels, MOST_NAMED))
    is_first = present == recorded == number[KNOWN]  # no ledger, or one of the same applicants
    news = {name for name, status in zip(names, rows.status, strict=True) if is_first or status == NEW}
    yield from wrong_check_digits([*news, *(name for name in names[:SAMPLE] if name not in news)], news, ids_to_check)


def _same_records(
    names: Sequence[str], rows: ItemRows, meetings: Iterable[tuple[int, Sequence[RegisterRow]]]
) -> Renamed:
    """New applicants with half of the lines of an absent one, or with its lines for half of their own records."""
    links = Counter[tuple[int, int]]()
    for _, same in meetings:
        ends = [*filter(rows.is_evidence, same)]
        links.update({(x.applicant, y.applicant) for x in ends if x.is_claim for y in ends if not y.is_claim})
    for (new, gone), number in sorted(links.items()):
        if 2 * number >= min(rows.numbers[gone], rows.numbers[new]):
            yield names[new], names[gone], Phrase(
                "{number} of its records have the item and day of lines there, {lines} in all",
                "其中{number}项的事项和日期与该台账行相同（共{lines}行）", number=number, lines=rows.numbers[gone],
            ), number > 1  # fmt: skip


def _same_payments(names: Sequence[str], rows: ItemRows) -> Renamed:
    """The only new applicant with exactly the payments of the only absent one, if these are too many for chance."""
    chances, by_payments = 10 * rows.status.count(NEW) * rows.status.count(GONE), defaultdict[int, list[int]](list)
    for applicant, payments in rows.payments.items():
        by_payments[payments].append(applicant)
    for same in by_payments.values():
        gone, *new = sorted(same, key=rows.status.__getitem__)
        if [rows.status[applicant] for applicant in same].count(NEW) == len(new) == 1 and CHANCE ** rows.numbers[
            gone
        ] > chances:
            yield names[new[0]], names[gone], Phrase(
                "its payments of those years are the {lines} lines there", "其同期兑现与该台账的{lines}行完全相同",
                lines=rows.numbers[gone],
            ), False  # fmt: skip


def identifying_awards(program: Program) -> Mapping[str, bool]:
    """For each award, by label, whether its items can identify an applicant.

    They can if they are of events, and have a text, a number or another record, unless a rule across applicants is
    about them. A claim of a state or of a year has the same day for all applicants.
    """
    identifying: dict[str, bool] = {}
    for clause in program.clauses:
        kind = program.schema.record_by_name.get(clause.trigger.record)
        key = () if kind is None or clause.trigger.kind is not TriggerKind.RECORD else kind.key
        is_shared = any(
            name in ("item", *key) or is_matter(name)
            for _, rule in program.settlement.rules_by_clause[clause.index]
            if rule.is_across
            for name in rule.keys
        )
        types = [kind.field_by_name[name].type for name in key if kind and name in kind.field_by_name]
        identifying[clause.label] = not is_shared and any(type_.is_local_name or type_.is_numeric for type_ in types)
    return identifying


def awards_paid_to_several(program: Program) -> frozenset[str]:
    """The awards, by label, of which a reading says that each applicant is paid for the same item: it quotes `R123`."""
    code = f"`{e.ItemsOfSeveralApplicants.code}`"
    return frozenset(clause.label for clause in program.clauses if any(code in text for text in clause.readings))


def rows_of_lines(program: Program, lines: Iterable[LedgerLine], applicant: str = "") -> Iterator[StatedRow]:
    """The rows of the final lines of a policy; `applicant` if all are about it."""
    for line in lines:
        if line.is_of(program.name) and is_final(line):
            item = item_of(clauses_by_label(program).get(line.clause), program.schema, line)
            yield applicant or line.applicant, line.clause, item, line.event_date, line.total


# ---------------------------------------------------------------------------------------------- answers


def impossible_answers(
    answers: Iterable[object], entries: LedgerEntries, recall: Recall
) -> Iterator[e.ImpossibleAnswer]:
    """The findings about answers that were given for a run. `entries` are the payments of the ledger."""
    given, owners = read_answers(answers), defaultdict[tuple[object, ...], set[object]](set)
    about = {recall.ids.get(old, old) for _, old, _ in given}
    for entry in entries:
        applicant = entries.applicant_of(entry)
        if not isinstance(applicant, str) or applicant not in about:  # an accepted line may name anything
            continue
        line = recall.line(entry)
        assert isinstance(line, Mapping)
        event = tuple(str(line.get(part)) for part in ("applicant", "policy", "clause", "item", "event_date", "year"))
        owners[event].add(getattr(line, "written", line)["applicant"])
    doubled = {name for names in owners.values() if len(names) > 1 for name in names}
    known = {new for *_, new in read_answers(recall.answers)}.union(*owners.values())
    for kind, old, new in given:
        now = recall.ids.get(old, "") if kind == "renamed" else ""
        problems = {
            Phrase("it lacks an id", "缺少编号"): not (old and new),
            Phrase("the ledger has no line of the first id", "台账中没有前一编号的行"):
                old not in known and (kind == "renamed" or not concerns_settlement({kind: {"from": old, "to": new}})),
            Phrase("the first id would be renamed to itself", "更名形成循环，回到前一编号本身"): now in recall.ids,
            Phrase("the first id was renamed to `{id}`", "前一编号已更名为“{id}”", id=printable(now)):
                now and now != recall.ids.get(new, new),
            Phrase("both ids have a line of one event", "两个编号都有同一事项的台账行"): now and old in doubled,
        }  # fmt: skip
        for because in [phrase for phrase, is_problem in problems.items() if is_problem][:1]:
            yield e.ImpossibleAnswer(answer=f"--{kind} {printable(f'{old}={new}')}", because=because)
