"""Forty applicants under the policy of Shaoguan, with each case of a list: unpaid, open, failed, reopened, overpaid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.cli import run
from tests.support.registers import credit_code

POLICY = "shaoguan_2021"
AS_OF = ("--as-of", "2024-12-31")

_NAMES = (
    "韶关市丹霞仪器有限公司", "韶关市北江材料有限公司", "南雄市珠玑新材料股份有限公司", "乐昌市坪石机械制造有限公司",
    "仁化县锦江铸造有限公司", "始兴县墨江电子有限公司", "翁源县兰花生物科技有限公司", "新丰县云髻山环保有限公司",
    "乳源瑶族自治县南水水务有限公司", "韶关市浈江精密工具有限公司", "韶关市武江软件有限公司", "韶关市曲江冶金有限公司",
)  # fmt: skip
_TOWNS = ("新韶镇", "乐园镇", "西河镇")


def _contract(number: int, amount: int, day: str, *, related: bool | None = False) -> dict[str, Any]:
    stated = {} if related is None else {"related_party": related}
    return {"contract": f"HT-{number:03}", "amount": amount, "recorded_on": day, "put_to_use": True, **stated}


def _firm(number: int, *contracts: dict[str, Any], **parts: Any) -> dict[str, Any]:
    name = _NAMES[number % len(_NAMES)] if number <= len(_NAMES) else f"韶关市第{number}测控设备有限公司"
    details = {
        "name": name, "code": credit_code(number), "开户银行": "中国银行韶关分行",
        "账号": f"{4405_0000_0000_0000_000 + number * 7919:019}", "镇街": _TOWNS[number % 3],
        **parts.pop("details", {}),
    }  # fmt: skip
    details = {key: text for key, text in details.items() if text is not None}
    kinds = parts.pop("kinds", ["enterprise"])
    records = {"technology_contract": [*contracts], **parts.pop("records", {})}
    return {
        "applicant": {"id": f"SG{number:02}", "kinds": kinds, "located_here": True, "details": details},
        "records": records, "history": [], "support": [],
    }  # fmt: skip


def first_year() -> list[dict[str, Any]]:
    """The applicants in 2022: six that are in the ledger."""
    firms = [_firm(number, _contract(number, 3_000_000, "2022-03-01")) for number in range(1, 6)]
    return [*firms, _firm(6, _contract(6, 6_000_000, "2022-04-01"), _contract(60, 900_000, "2022-05-01"))]


def applicants() -> list[dict[str, Any]]:
    """The forty applicants in 2024, with the records of 2022 of those in the ledger."""
    return [*_recorded(), *_unusual(), *_plain(21, 40)]


def _recorded() -> Iterator[dict[str, Any]]:
    """Recalculated: more (1 and 2), less (3), the same (4), and payments that are not due (5) or lack a part (6)."""
    for number in (1, 2):
        yield _firm(
            number, _contract(number, 3_000_000, "2022-03-01"), _contract(100 + number, 7_000_000, "2022-06-01"),
            _contract(200 + number, 6_000_000, "2024-02-01"),
        )  # fmt: skip
    yield _firm(3, _contract(3, 800_000, "2022-03-01"), _contract(203, 6_000_000, "2024-02-01"))
    yield _firm(4, _contract(4, 3_000_000, "2022-03-01"))
    yield _firm(5, _contract(5, 3_000_000, "2022-03-01", related=True), _contract(205, 5_000_000, "2024-02-01"))
    yield _firm(6, _contract(6, 6_000_000, "2022-04-01"), _contract(60, 900_000, "2022-05-01"))


def _unusual() -> Iterator[dict[str, Any]]:
    yield _firm(7, _contract(7, 1_000_000, "2024-03-01"), _contract(70, 800_000, "2024-04-01", related=None))
    yield _firm(8, _contract(8, 1_000_000, "2024-03-01", related=None))
    yield _firm(9, _contract(9, 2_000_000, "2024-03-01", related=True))
    yield _firm(10)
    yield _firm(11, _contract(11, 4_000_000, "2024-05-01"), details={"账号": None})
    yield _firm(12, _contract(12, 4_500_000, "2024-05-01"), details={"name": None})
    yield _firm(13, _contract(13, 5_500_000, "2024-05-01"), details={"name": "=1+1", "账号": "0001"})
    shared = {"账号": "4405 0000 0000 0000 111"}
    yield _firm(14, _contract(14, 1_500_000, "2024-05-01"), details=shared)
    yield _firm(15, _contract(15, 1_600_000, "2024-05-01"), details={"账号": "4405000000000000111"})
    yield _firm(16, _contract(16, 1_700_000, "2024-05-01"), details={"code": credit_code(17)})
    yield _firm(17, _contract(17, 1_800_000, "2024-05-01"))
    wrong = _firm(18, _contract(18, 1_800_000, "2024-05-01"))
    wrong["records"]["technology_contract"][0]["amount"] = "三百万圆"
    yield wrong
    for number, name, kind in ((19, "张三丰", "person"), (20, "欧阳锋", "person")):
        person = _firm(number, kinds=[kind], details={"name": name, "code": None})
        person["records"] = {
            "inventor_prize": [{"award_year": "2024", "won_on": "2024-04-26"}],
            "copyright_work": [
                {"certificate": f"粤作登字-2024-F-{number}", "provincial_body": True, "certified_on": "2024-02-03"}
            ],
        }
        person["applicant"] |= {"works_here": True}
        yield person


def _plain(first: int, last: int) -> Iterator[dict[str, Any]]:
    for number in range(first, last + 1):
        prize = {"patent": f"ZL2018{number:08}.1", "level": "provincial", "prize": "silver", "won_on": "2024-07-19"}
        prizes = {"records": {"patent_prize": [prize]}} if number % 5 == 0 else {}
        yield _firm(number, _contract(number, 400_000 * number, "2024-06-01"), **prizes)


def write_files(folder: Path) -> tuple[Path, Path]:
    """The facts of 2024, and the ledger of 2022, in which one payment was not made and one is too high."""
    (folder / "ledger.json").unlink(missing_ok=True)
    earlier, facts, ledger = folder / "2022.json", folder / "firms.json", folder / "ledger.json"
    earlier.write_text(json.dumps(first_year(), ensure_ascii=False), encoding="utf-8")
    facts.write_text(json.dumps(applicants(), ensure_ascii=False, indent=1), encoding="utf-8")
    ran = run("eval", POLICY, "--each", "--facts", earlier, "--as-of", "2022-12-31", "--ledger-out", ledger)
    assert ran.code == 0, ran.both
    plain = json.loads(ledger.read_text(encoding="utf-8"))
    paid = {"HT-006": "30000.00", "HT-060": "9500.00"}
    for line in plain["ledger"]:
        if line["item"] in paid:
            line["payments"] = [{"day": "2022-12-20", "amount": paid[line["item"]]}]
    ledger.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return facts, ledger
