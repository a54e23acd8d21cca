"""Payments as a file of SEPA credit transfers, and a publication as open data of 360Giving, by their schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from referencing import Registry, Resource
from stdnum import iban, numdb

from ipdsl.base.values.money import Money
from ipdsl.office.lists import credit_transfer
from ipdsl.office.lists.credit_transfer import transfer_file, transfer_findings
from ipdsl.office.lists.rows import ListRow
from ipdsl.office.office_data import OfficeData
from tests.conftest import ROOT
from tests.support.cli import Ran, run
from tests.support.golden import check_golden

PAGE = """policy {name} "{title}"
  document "Cabinet decision 12/2025"
  effective 2021-01-01 to 2030-12-31
  currency {currency}
  use ip

article 7 "Licences"
  award by amount to enterprise when technology_contract recorded
    at least 5000000: 50000 once
    otherwise: 1% of amount
article 8 "Inventors"
  award 500 to person when technology_contract recorded
"""
OFFICE = {
    "name": "Westerhaven Borough Council", "payer_account": "GB29 NWBK 6016 1331 9268 19", "town": "Westerhaven",
    "country": "GB", "organisation_id": "GB-LAE-WHV", "publisher_prefix": "360G-westerhaven",
}  # fmt: skip
DAYS = ("--as-of", "2024-12-31", "--date", "2025-03-10")
NUMBERS = ("--office", "office.json", "--number", "IP-2025-{n}", "--lang", "en")
GOLDEN = ROOT / "tests" / "golden" / "lists"


def _applicant(id_: str, amount: float, *, kind: str = "enterprise", **details: str) -> dict[str, Any]:
    contract = {"contract": f"C-{id_}", "amount": amount, "recorded_on": "2023-03-01"}
    return {"applicant": {"id": id_, "kinds": [kind], "details": details}, "history": [], "support": [],
            "records": {"technology_contract": [contract]}}  # fmt: skip


APPLICANTS = [
    _applicant("F1", 123456.78, name="Müller & Söhne GmbH", account="DE89 3704 0044 0532 0130 00",
               code="GB-COH-01234567"),
    _applicant("F 2/x", 6000000, name="Westerhaven Tools Ltd", account="GB94BARC10201530093459", branch="BARCGB22"),
    _applicant("QQ123456C", 6000000, kind="person", name="Jane Doe", account="NL91ABNA0417164300"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with pages in two currencies, facts and the data of the office."""
    monkeypatch.chdir(tmp_path)
    for name, title, currency in (
        ("port", "Business grants", "EUR"),
        ("quay", "Quay’s grants", "EUR"),
        ("town", "Town", "CNY"),
    ):
        Path(f"{name}.ipp").write_text(PAGE.format(name=name, title=title, currency=currency), encoding="utf-8")
    _write("firms.json", APPLICANTS)
    _write("office.json", OFFICE)


def _write(name: str, data: object) -> None:
    Path(name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _pay(*words: str) -> Ran:
    return run("list", "payments", "port.ipp", "--facts", "firms.json", *DAYS, *NUMBERS, "-o", "payments.xml", *words)


def _publish(*words: str) -> Ran:
    return run("list", "publication", "port.ipp", "--facts", "firms.json", *DAYS, *NUMBERS, "--as", "360giving", "-o",
               "grants.json", *words)  # fmt: skip


def _transfers(content: bytes) -> Any:
    """The root of a payment file, which is valid by the schema."""
    document = etree.fromstring(content)
    _payment_schema().assertValid(document)
    return document


@cache
def _payment_schema() -> Any:
    return etree.XMLSchema(etree.fromstring((files("sepaxml") / "schemas" / "pain.001.001.09.xsd").read_bytes()))


def _texts(document: Any, tag: str) -> list[str]:
    return [element.text for element in document.iter(f"{{*}}{tag}")]


def _check_package(package: Any) -> None:
    """Raise `ValidationError` if a package differs from the schema of 360Giving, formats of days included."""
    schemas = [json.loads((Path(__file__).parent / "schemas" / f"360-giving-{name}.json").read_text("utf-8"))
               for name in ("package-schema", "schema")]  # fmt: skip
    # the package of 1.4.3 refers to the grants of 1.4.2, which have the same schema
    addresses = [schemas[0]["properties"]["grants"]["items"]["$ref"], schemas[1]["$id"]]
    for schema in schemas:
        schema["$schema"] = schema["$schema"].replace("http:", "https:")
    registry = Registry().with_resources((address, Resource.from_contents(schemas[1])) for address in addresses)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    assert "date-time" in checker.checkers
    jsonschema.Draft202012Validator(schemas[0], registry=registry, format_checker=checker).validate(package)


# ---------------------------------------------------------------------------------------------- payments


def test_a_payment_file_is_as_it_was_read(update_golden: bool) -> None:
    ran = _pay("--pay-on", "2025-03-12")
    assert (ran.code, ran.both.count("warning[U163]")) == (0, 1), ran.both
    content = Path("payments.xml").read_bytes()
    check_golden(GOLDEN / "payments.xml", content.decode(), update_golden)
    document = _transfers(content)
    sums = [Decimal(text) for text in _texts(document, "InstdAmt")]
    assert _texts(document, "CtrlSum") == [str(sum(sums))] * 2 == ["51734.57"] * 2
    assert _texts(document, "NbOfTxs") == ["3", "3"]


@pytest.mark.broad
def test_equal_payments_are_equal_files_and_others_have_another_id() -> None:
    ids = []
    for day in ("2025-03-12", "2025-03-12", "2025-03-13"):
        _pay("--pay-on", day)
        ids += _texts(_transfers(Path("payments.xml").read_bytes()), "MsgId")
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.broad
def test_each_policy_is_an_instruction_and_another_currency_is_refused() -> None:
    assert _pay("quay.ipp").code == 0
    document = _transfers(Path("payments.xml").read_bytes())
    assert _texts(document, "CtrlSum") == ["103469.14", "51734.57", "51734.57"]
    assert len({*_texts(document, "PmtInfId"), *_texts(document, "MsgId")}) == 3
    assert _texts(document, "InstrId") == ["1", "2", "3", "4", "5", "6"]
    assert _texts(document, "Ustrd")[3] == "Quay s grants, article 7"
    Path("payments.xml").unlink()
    ran = _pay("town.ipp")
    assert ran.code == 2
    assert "error[U162]: a SEPA payment file cannot have another currency than EUR: CNY" in ran.err
    assert not Path("payments.xml").exists()


@pytest.mark.broad
def test_a_text_without_a_usable_sign_is_left_out() -> None:
    for purpose, texts in (("资助", []), ("资助 2025", ["2025"]), ("A" * 200, ["A" * 140])):
        document = _transfers(transfer_file([(purpose, [_row()])], OfficeData(OFFICE), "2025-03-10", "2025-03-10"))
        assert _texts(document, "Ustrd") == texts


@pytest.mark.broad
def test_sums_are_exact() -> None:
    rows = [_row(minor=99_999_999_999) for _ in range(10_001)]
    document = _transfers(transfer_file([("Grants", rows)], OfficeData(OFFICE), "2025-03-10", "2025-03-10"))
    assert _texts(document, "CtrlSum") == ["10000999999899.99"] * 2
    assert sum(map(Decimal, _texts(document, "InstdAmt"))) == Decimal("10000999999899.99")


def _row(minor: int = 100, **cells: Any) -> ListRow:
    row = {"name": "Firm", "account": "DE89370400440532013000", "payable": Money(minor, "EUR"), **cells}
    return ListRow(**{"details": {"name": row["name"]}, **row})


WRONG_ROWS = {
    "a payee without a name": {"details": {}},
    "a payee without an IBAN": {"account": ""},
    "an account that is not a valid IBAN": {"account": "DE88370400440532013000"},
    "an account outside SEPA": {"account": "TR330006100519786457841326"},
    "a name with more than 70 characters": {"name": "A" * 71},
    "signs such as `’`": {"name": "Women’s Guild"},
    "a decision number with more": {"decision": "/IP"},
    "an amount above": {"minor": 100_000_000_000},
}


@pytest.mark.broad
@pytest.mark.parametrize("what", WRONG_ROWS)
def test_what_the_scheme_refuses_is_a_finding(what: str) -> None:
    [finding] = transfer_findings([_row(**WRONG_ROWS[what])], [], OfficeData(OFFICE))
    assert what in str(finding.what), finding
    assert not [*transfer_findings([_row()], [], OfficeData(OFFICE))]


@pytest.mark.broad
def test_the_address_is_asked_for_outside_the_economic_area() -> None:
    office = OfficeData({"name": "Stadt", "payer_account": "DE89370400440532013000"})
    assert not [*transfer_findings([_row()], [], office)]
    assert [finding.code for finding in transfer_findings([_row(account="CH9300762011623852957")], [], office)] == [
        "U161"
    ]


def _accounts() -> Iterator[tuple[str, str]]:
    """A valid account of each country of SEPA."""
    structures = numdb.get("iban")
    for country in credit_transfer._LENGTHS:
        structure = structures.info(country)[0][1]["bban"]
        parts = [
            part.split("!") for part in structure.replace("!a", "!a ").replace("!n", "!n ").replace("!c", "!c ").split()
        ]
        bban = "".join(("A" if kind == "a" else "7") * int(number) for number, kind in parts)
        yield country, f"{country}{iban.calc_check_digits(f'{country}00{bban}')}{bban}"


@pytest.mark.broad
def test_accounts_are_checked_as_by_the_registry() -> None:
    accounts = dict(_accounts())
    assert len(accounts) == 42
    for account in accounts.values():
        assert iban.is_valid(account, check_country=False)
        assert not credit_transfer._is_wrong_account(_row(account=f" {account[:4].lower()} {account[4:]}"))
        for wrong in (
            account[:-1],
            f"{account}7",
            f"{account[:2]}{98 - int(account[2:4]):02}{account[4:]}",
            account[::-1],
        ):
            assert credit_transfer._is_wrong_account(_row(account=wrong)), wrong


# ---------------------------------------------------------------------------------------------- grants


def test_grants_are_as_they_were_read(update_golden: bool) -> None:
    ran = _publish()
    assert (ran.code, ran.err) == (0, ""), ran.both
    text = Path("grants.json").read_text("utf-8")
    package = json.loads(text, parse_float=Decimal)
    stamps = package.pop("stamps")
    check_golden(GOLDEN / "grants.json", text.partition(' "stamps"')[0], update_golden)
    _check_package(json.loads(text))
    assert [str(grant["amountAwarded"]) for grant in package["grants"]] == ["1234.57", "50000.00", "500.00"]
    assert sum(grant["amountAwarded"] for grant in package["grants"]) * 100 == stamps[0]["payable"]
    for secret in ("Jane", "QQ123456C", "NL91", "DE89"):
        assert secret not in text


@pytest.mark.broad
@pytest.mark.parametrize(
    ("part", "value"), [("awardDate", "10/03/2025"), ("amountAwarded", "1.00"), ("currency", "PRICE")]
)
def test_a_wrong_grant_is_not_valid(part: str, value: str) -> None:
    _publish()
    package = json.loads(Path("grants.json").read_text("utf-8"))
    package["grants"][0][part] = value
    with pytest.raises(jsonschema.ValidationError):
        _check_package(package)


@pytest.mark.broad
def test_grants_of_several_policies_have_ids_of_their_own() -> None:
    assert _publish("town.ipp").code == 0
    package = json.loads(Path("grants.json").read_text("utf-8"))
    _check_package(package)
    assert len({grant["id"] for grant in package["grants"]}) == 6
    assert {grant["currency"] for grant in package["grants"]} == {"EUR", "CNY"}
    words = ("--facts", "firms.json", "--office", "office.json", "--as", "360giving", "-o", "plain.json")
    run("list", "publication", "port.ipp", *words, *DAYS)
    plain = json.loads(Path("plain.json").read_text("utf-8"))
    assert plain["grants"][1]["id"] == "360G-westerhaven-port-2025-03-10-2"
    assert plain["grants"][1]["recipientOrganization"][0]["id"] == "360G-westerhaven-F_2_x"


@pytest.mark.broad
def test_grants_are_verified_with_the_data_of_the_office() -> None:
    _publish()
    verify = ("verify", "grants.json", "port.ipp", "--facts", "firms.json", "--lang", "en")
    assert run(*verify, "--office", "office.json").out.startswith("grants.json: agrees")
    assert "give `--office`" in run(*verify).err
    text = Path("grants.json").read_text("utf-8")
    Path("grants.json").write_text(text.replace("50000.00", "60000.00", 1), encoding="utf-8")
    ran = run(*verify, "--office", "office.json")
    assert (ran.code, "$.grants[1].amountAwarded: stated" in ran.out) == (1, True), ran.both
