"""Payments in euro as a file of SEPA credit transfers, pain.001.001.09, which banks execute.

Input: rows of payments with their purpose, the data of the office as the payer, and the days. `transfer_findings` lists
everything that the scheme refuses; without errors, `transfer_file` writes the file. It has no clock and no random
numbers: the id of the message is a digest of its content, so a bank recognises a file that is sent twice.

The limits are those of the implementation guidelines of the European Payments Council (EPC132-08): names of 70
characters, references of 35, an amount of at most 999,999,999.99 EUR. Texts have the basic characters, or letters and
marks of its extended set (EPC217-08), which a bank may convert. Account lengths are those of the IBAN registry.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase, join_first_names
from ipdsl.base.values.money import Money
from ipdsl.office.errors import ConvertedNames, RefusedPayment
from ipdsl.office.lists.rows import ListRow
from ipdsl.office.office_data import OfficeData
from ipdsl.report.decision_json import money_to_json

CURRENCY = "EUR"
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_MOST_CENTS = 99_999_999_999
_MOST_NAMES = 10
_LONGEST_TEXT = 140

_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI NL", 19: "MK SI", 20: "AT EE LT LU", 21: "CH HR LI LV",
        22: "BG DE GB IE ME RS VA", 23: "GI", 24: "AD CZ ES MD RO SE SK", 25: "PT", 26: "IS", 27: "FR GR IT MC SM",
        28: "AL CY HU PL", 31: "MT",
    }.items()
    for country in countries.split()
}  # fmt: skip
"""The lengths of accounts in the countries of SEPA, by the first letters of an account."""

_OUTSIDE_AREA = frozenset({"AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"})
"""The countries outside the European Economic Area. For their accounts the scheme asks for the payer's address."""

_BASIC = r"A-Za-z0-9/?:().,'+ \-"
_EXTENDED = rf"{_BASIC}&À-ÖØ-öø-žȘ-țΆ-ώЀ-џ"
_NAME = re.compile(f"[{_EXTENDED}]{{1,70}}")
_REFERENCE = re.compile(rf"(?!/)(?!.*//)[{_BASIC}]{{0,35}}(?<!/)")
_BANK_CODE = re.compile("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")


def _iban(party: ListRow) -> str:
    """The account without blanks."""
    return re.sub(r"[\s\-]", "", party.account).upper()


def _is_wrong_account(party: ListRow) -> bool:
    """Whether an account has not the form or the check digits of an IBAN, or not the length of its country."""
    iban = _iban(party)
    if re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}", iban) is None or len(iban) != _LENGTHS.get(iban[:2], len(iban)):
        return bool(iban)
    return int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97 != 1


_REFUSALS: Sequence[tuple[Phrase, Phrase, Callable[[ListRow], bool]]] = (
    (
        Phrase("a payee without a name", "未写明名称的收款单位"),
        Phrase("state `name` in the details of the applicant", "请在申请人的资料中填写“名称”"),
        lambda party: not party.details.get("name"),
    ),
    (
        Phrase("a payee without an IBAN", "未写明国际银行账号的收款单位"),
        Phrase("state it as `account` in the details of the applicant", "请在申请人的资料中填写“账号”"),
        lambda party: not party.account,
    ),
    (
        Phrase("an account that is not a valid IBAN", "有误的国际银行账号"),
        Phrase("ask for the account, and compare each character", "请向对方核实账号，并逐位核对"),
        _is_wrong_account,
    ),
    (
        Phrase("an account outside SEPA", "单一欧元支付区以外的账号"),
        Phrase("pay it by another transfer, and leave the applicant out of these facts",
               "请以其他方式付款，并将该申请人移出本次事实"),
        lambda party: bool(party.account) and not _is_wrong_account(party) and _iban(party)[:2] not in _LENGTHS,
    ),
    (
        Phrase("a name with more than 70 characters, or with signs such as `’`, `–` and `中`",
               "超过70个字符，或含有`’`、`–`、`中`等字符的名称"),
        Phrase("state `name` as the bank of the account writes it", "请按开户银行登记的写法填写“名称”"),
        lambda party: _NAME.fullmatch(party.name) is None,
    ),
    (
        Phrase("a decision number with more than 35 characters, other signs than `/?:().,'+-`, or a slash at its ends",
               "超过35个字符、含有`/?:().,'+-`以外符号或首尾为斜线的决定编号"),
        Phrase("number them by `--number 'IP-2025-{n}'`", "请用`--number 'IP-2025-{n}'`编号"),
        lambda party: _REFERENCE.fullmatch(party.decision) is None,
    ),
    (
        Phrase("an amount above 999,999,999.99 EUR", "超过999,999,999.99欧元的金额"),
        Phrase("`--by year` writes a payment for each year", "`--by year`按年度分笔付款"),
        lambda party: party.payable is not None and party.payable.minor > _MOST_CENTS,
    ),
)  # fmt: skip
"""What the scheme refuses, the next step, and whether a payee or the payer has it."""

_PARTS = {"name": ".+", "payer_account": ".+"}
_ADDRESS_PARTS = {"town": f"[{_EXTENDED}]{{1,35}}", "country": "[A-Z]{2}"}


def transfer_findings(rows: Iterable[ListRow], currencies: Iterable[str], office: OfficeData) -> Iterator[Diagnostic]:
    """All findings about the payees and the payer: errors, and a warning about letters that a bank may convert."""
    parties, payer = [*rows], _payer(office)
    has_address = any(map(office.stated_text, _ADDRESS_PARTS))
    needs_address = has_address or any(_iban(party)[:2] in _OUTSIDE_AREA for party in (payer, *parties))
    yield from (lacking := office.required_parts(_PARTS | (_ADDRESS_PARTS if needs_address else {})))
    if foreign := [currency for currency in currencies if currency != CURRENCY]:
        yield RefusedPayment(
            what=Phrase("another currency than EUR", "欧元以外的币种"), names=join_first_names(foreign, _MOST_NAMES),
            advice=Phrase("write a list in .xlsx, or in .csv for the bank", "请写成`.xlsx`，或供银行使用的`.csv`"),
        )  # fmt: skip
    parties = parties if lacking else [payer, *parties]
    for what, advice, is_refused in _REFUSALS:
        if names := dict.fromkeys(party.name for party in parties if is_refused(party)):
            yield RefusedPayment(what=what, names=join_first_names(names, _MOST_NAMES), advice=advice)
    extended = (name for name in (party.name for party in parties) if re.search(f"[^{_BASIC}]", name))
    if names := dict.fromkeys(filter(_NAME.fullmatch, extended)):
        yield ConvertedNames(names=join_first_names(names, _MOST_NAMES))


def _payer(office: OfficeData) -> ListRow:
    return ListRow(name=office.stated_text("name"), account=office.stated_text("payer_account"), details=office.texts)


def transfer_file(
    payments: Sequence[tuple[str, Sequence[ListRow]]], office: OfficeData, day: str, payment_day: str
) -> bytes:
    """The file with an instruction for each purpose and its rows, made on `day`, to be executed on `payment_day`."""
    from lxml import etree
    from lxml.builder import ElementMaker

    make = ElementMaker(namespace=_NAMESPACE, nsmap={None: _NAMESPACE})
    payer, town, country = _payer(office), *map(office.stated_text, _ADDRESS_PARTS)
    transfers = [row for _, rows in payments for row in rows]
    numbers = iter(range(1, len(transfers) + 1))
    document = make.Document(
        make.CstmrCdtTrfInitn(
            make.GrpHdr(
                make.MsgId(), make.CreDtTm(f"{day}T00:00:00"), *_control(make, transfers),
                make.InitgPty(make.Nm(payer.name)),
            ),
            *(
                make.PmtInf(
                    make.PmtInfId(), make.PmtMtd("TRF"), *_control(make, rows),
                    make.PmtTpInf(make.SvcLvl(make.Cd("SEPA"))), make.ReqdExctnDt(make.Dt(payment_day)),
                    make.Dbtr(
                        make.Nm(payer.name), *([make.PstlAdr(make.TwnNm(town), make.Ctry(country))] if town else [])
                    ),
                    make.DbtrAcct(make.Id(make.IBAN(_iban(payer)))),
                    make.DbtrAgt(make.FinInstnId(make.Othr(make.Id("NOTPROVIDED")))), make.ChrgBr("SLEV"),
                    *(_transfer(make, row, str(next(numbers)), purpose) for row in rows),
                )
                for purpose, rows in payments
            ),
        )
    )  # fmt: skip
    digest = hashlib.sha256(etree.tostring(document)).hexdigest()[:_DIGITS]
    for number, element in enumerate(document.iter("{*}MsgId", "{*}PmtInfId")):
        element.text = f"{digest}-{number}" if number else digest
    written: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


_DIGITS = 28
"""The digits of the id of a message; an instruction has its number after them."""


def _control(make: Any, rows: Sequence[ListRow]) -> tuple[Any, Any]:
    """The number of transfers and their sum."""
    cents = sum(row.payable.minor for row in rows if row.payable is not None)
    return make.NbOfTxs(str(len(rows))), make.CtrlSum(money_to_json(Money(cents, CURRENCY)))


def _transfer(make: Any, row: ListRow, number: str, purpose: str) -> Any:
    """A transfer. Its text is the purpose with the articles, cut, with a blank for each sign that banks refuse."""
    bank, name = row.details.get("branch", ""), make.Cdtr(make.Nm(row.name))
    text = re.sub(f"[^{_EXTENDED}]", " ", ", ".join(filter(None, (purpose, row.article))))[:_LONGEST_TEXT].strip(" ,")
    return make.CdtTrfTxInf(
        make.PmtId(make.InstrId(number), make.EndToEndId(row.decision or "NOTPROVIDED")),
        make.Amt(make.InstdAmt(row.payable and money_to_json(row.payable), Ccy=CURRENCY)),
        *([make.CdtrAgt(make.FinInstnId(make.BICFI(bank)))] if _BANK_CODE.fullmatch(bank) else []), name,
        make.CdtrAcct(make.Id(make.IBAN(_iban(row)))), *([make.RmtInf(make.Ustrd(text))] if text else []),
    )  # fmt: skip
