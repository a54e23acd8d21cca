"""The rows of lists, and the applicants whom lists are about.

An applicant is listed by what is payable now, which a decision or the results of a batch state. Rows are plain: texts
and numbers in one language, and amounts as `Money`. Nothing is settled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.decision import Decision
from ipdsl.ir.terms import Program
from ipdsl.office.letters.amount_words import YUAN
from ipdsl.office.payable_parts import PayablePart, taken_of_payees
from ipdsl.report.localizer import Localizer, amount, clean
from ipdsl.schema.details import spelling_key

Details: TypeAlias = Mapping[str, str]


@attrs.frozen(kw_only=True)
class ListRow:
    """A row of any list. Its columns name the attributes that a list has; `remark` is also a reason or a finding.

    `worth` and `open` are `None` if nothing limits them.
    """

    applicant: str = ""
    name: str = ""
    code: str = ""
    bank: str = ""
    account: str = ""
    article: str = ""
    title: str = ""
    item: str = ""
    year: str = ""
    missing: str = ""
    by_whom: str = ""
    deadline: str = ""
    decision: str = ""
    place: str = ""
    remark: str = ""
    recipients: int = 0
    claims: int = 0
    payable: Money | None = None
    worth: Money | None = None
    proposed: Money | None = None
    cut: Money | None = None
    due: Money | None = None
    paid: Money | None = None
    difference: Money | None = None
    open: Money | None = None
    principal: Money | None = None
    surcharge: Money | None = None
    interest: Money | None = None
    back: Money | None = None
    withheld: Money | None = None
    set_off: Money | None = None
    lapsed: Money | None = None
    repaid: Money | None = None
    back_now: Money | None = None
    granted: Money | None = None
    waiting: Money | None = None
    instalment: str = ""
    day: str = ""
    waits_for: str = ""
    payee: str = ""
    details: Details = attrs.field(factory=dict)


@attrs.frozen
class ListedApplicant:
    """An applicant of a list.

    `payable` are the bounds of the amount to be paid now, `parts` add up to the lower one, and `remarks` are about it.
    `is_open`: facts are missing, or amounts that the bureau sets. `decision` is `None` if the results of a batch
    suffice. In a cohort, `separate` may then have the decision on the applicant alone, which has the same ledger.
    """

    applicant: str
    details: Details
    is_person: bool
    payable: Bounds
    parts: Sequence[PayablePart]
    remarks: Sequence[str] = ()
    is_open: bool = False
    decision: Decision | None = None
    separate: Decision | None = None

    @property
    def name(self) -> str:
        """The name; the id without one."""
        return clean(self.details.get("name") or self.applicant)

    @property
    def is_payee(self) -> bool:
        """Whether an amount is to be paid now."""
        return self.payable.low.minor > 0

    def row(self, **cells: object) -> ListRow:
        """A row about the applicant."""
        return ListRow(applicant=self.applicant, name=self.name, details=self.details, **cells)  # type: ignore[arg-type]


def person_words(program: Program) -> frozenset[str]:
    """The names and labels of the kinds of applicants that are natural persons.

    Their name or label is a usual word for persons, or they belong to such a kind or to a class with such a name.
    """
    schema = program.schema
    kinds = {kind.name: kind for kind in schema.kinds}
    classes = [name for each in schema.classes if _is_person(each.name, each.label.zh) for name in each.members]
    persons = [kind for kind in kinds.values() if kind.name in classes or _is_person(kind.name, kind.label.zh)]
    for kind in persons:
        persons += [kinds[name] for name in kind.includes]
    return frozenset(word for kind in persons for word in (kind.name, kind.label.zh))


_PERSON = re.compile(
    r"(?:\w+_)?(?:person|individual|graduate|student|resident|citizen|employee|worker|teacher|veteran|apprentice)"
    r"|.*(?:个人|自然人|毕业生|大学生|学生|研究生|居民|村民|农民|职工|员工|教师|医师|医生|军人|残疾人|劳动者|创业者|人员|人才)"
)


def _is_person(name: str, label: str) -> bool:
    return _PERSON.fullmatch(name) is not None or _PERSON.fullmatch(label) is not None


def sum_text(sum_: Money, localize: Localizer) -> str:
    """An amount in a sentence: `14,300.00`, `14,300.00元`, `14,300.00 EUR`."""
    return localize("{sum}", "{sum}元" if sum_.currency == YUAN else str(sum_), sum=amount(sum_))


def total_open(applicants: Iterable[ListedApplicant], currency: str) -> Money | None:
    """The most that missing facts may add to the amounts to be paid now; `None`: no limit."""
    return _spans([applicant.payable for applicant in applicants], currency)


def total_worth(applicants: Iterable[ListedApplicant], currency: str) -> Money | None:
    """The most that missing facts may change: what is due and, where it is open, what is to be paid back."""
    bounds = list[Bounds]()
    for applicant in applicants:
        decision = applicant.decision
        if decision is None or decision.to_pay_back.is_point:
            bounds.append(applicant.payable)
        else:
            bounds += [decision.difference.payable, decision.to_pay_back]
    return _spans(bounds, currency)


def _spans(bounds: Sequence[Bounds], currency: str) -> Money | None:
    highs = [bound.high.minor for bound in bounds if bound.high is not None]
    spans = sum(highs) - sum(bound.low.minor for bound in bounds)
    return Money(spans, currency) if len(highs) == len(bounds) else None


def sort_applicants(applicants: Iterable[ListedApplicant], key: str) -> list[ListedApplicant]:
    """The applicants by `amount`, the greatest first, by `name`, or by a detail; equal ones keep their order.

    Texts are in the order of GB 18030, which is that of pinyin for the usual characters.
    """
    if key == "amount":
        return sorted(applicants, key=lambda applicant: -applicant.payable.low.minor)

    def order(applicant: ListedApplicant) -> bytes:
        text = applicant.name if key == "name" else applicant.details.get(key, "")
        return text.casefold().encode("gb18030", "replace")

    return sorted(applicants, key=order)


def payment_rows(
    applicants: Sequence[ListedApplicant], localize: Localizer, numbers: Mapping[str, str], *, by_year: bool
) -> list[ListRow]:
    """The amounts to be paid now. `numbers` are those of the decisions, by applicant."""
    rows, shared = [], _remarks_on_shared_details(applicants, localize)
    for payee in filter(lambda applicant: applicant.is_payee, applicants):
        code, bank, account = (clean(payee.details.get(name, "")) for name in ("code", "bank", "account"))
        remarks = [*payee.remarks, *_open_remark(payee, localize), *shared.get(payee.applicant, ())]
        taken = taken_of_payees(payee.decision, payee.parts, localize) if payee.decision is not None else {}
        parts_by_year = values_by_key((((part.year if by_year else 0), part.payee), part) for part in payee.parts)
        for (year, other), parts in sorted(parts_by_year.items()):
            articles = dict.fromkeys(part.article for part in parts if part.article)
            row = payee.row(
                code=code, bank=bank, account=account, article=localize.row(articles),
                year=localize.year(year) if year else "", decision=numbers.get(payee.applicant, ""),
                remark=localize.join_sentences(remarks),
                payable=Money(sum(part.amount.minor for part in parts), payee.payable.low.currency),
            )  # fmt: skip
            for_whom = localize("instalment for {name}", "为{name}拨付的分期款项", name=payee.name)
            if other and (less := taken.pop(other, 0)):
                for_whom = localize(
                    "{for_whom}; {sum} withheld, set off or stopped", "{for_whom}；已扣除、抵扣或停止拨付{sum}",
                    for_whom=for_whom, sum=sum_text(Money(less, payee.payable.low.currency), localize),
                )  # fmt: skip
            rows.append(
                attrs.evolve(row, name=clean(other), code="", bank="", account="", details={}, remark=for_whom)
                if other
                else row
            )
    return rows


def publication_rows(
    applicants: Iterable[ListedApplicant], localize: Localizer, numbers: Mapping[str, str], *, persons: bool
) -> list[ListRow]:
    """The amounts to be paid now as they are published: no details, and short names of persons without ids."""
    rows = []
    for payee in applicants:
        if payee.is_payee and payee.is_person is persons:
            purposes = dict.fromkeys(
                localize("{title} ({article})", "{title}（{article}）", article=part.article, title=part.title)
                if part.title
                else part.article
                for part in payee.parts
                if part.article
            )
            row = ListRow(
                title=clean(localize.row(purposes)), payable=payee.payable.low, name=f"{payee.name[:1]}*",
                decision=numbers.get(payee.applicant, ""),
            )  # fmt: skip
            code = payee.details.get("code", "")
            rows.append(row if persons else attrs.evolve(row, applicant=payee.applicant, name=payee.name, code=code))
    return rows


def _open_remark(payee: ListedApplicant, localize: Localizer) -> Sequence[str]:
    if payee.payable.is_point:
        return ()
    most = total_open([payee], payee.payable.low.currency)
    if most is None:
        return (localize("more is open, without limit, and not in this payment",
                         "另有待补正金额（不设上限），不在本次拨付内"),)  # fmt: skip
    return (localize("up to {most} more is open, and not in this payment", "另有最多{most}待补正，不在本次拨付内",
                     most=sum_text(most, localize)),)  # fmt: skip


def _remarks_on_shared_details(applicants: Sequence[ListedApplicant], localize: Localizer) -> Mapping[str, list[str]]:
    """Remarks by applicant about an account or a code that others have too."""
    words = {"account": ("same account as {names}", "账号与{names}相同"),
             "code": ("same code as {names}", "统一社会信用代码与{names}相同")}  # fmt: skip
    remarks: list[tuple[str, str]] = []
    for detail, (en, zh) in words.items():
        stated = [(spelling_key(entry.details[detail]), entry) for entry in applicants if entry.details.get(detail)]
        for holders in values_by_key(stated).values():
            for applicant in holders if len(holders) > 1 else ():
                names = [other.name for other in holders if other is not applicant][:_MOST_NAMES]
                remarks.append((applicant.applicant, localize(en, zh, names=localize.row(names))))
    return values_by_key(remarks)


_MOST_NAMES = 3
