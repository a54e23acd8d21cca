"""`ipdsl verify`: a file agrees with its facts, or each difference is named."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import render
from ipdsl.office.errors import NotSigned, NotVerifiable, SignerMissing
from tests.conftest import ROOT
from tests.support.cli import Ran, run
from tests.support.golden import check_golden

FIRM = json.loads((ROOT / "examples" / "firm_small.json").read_text(encoding="utf-8"))
POLICY = "shaoguan_2021"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the facts of two firms."""
    monkeypatch.chdir(tmp_path)
    other = {**FIRM, "applicant": {**FIRM["applicant"], "id": "F2"}}
    write("firm.json", FIRM)
    Path("firms.jsonl").write_text("".join(f"{json.dumps(firm)}\n" for firm in (FIRM, other)), encoding="utf-8")
    return tmp_path


def write(name: str, data: object) -> None:
    Path(name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def changed(name: str, change: Callable[[Any], object]) -> None:
    data = json.loads(Path(name).read_text(encoding="utf-8"))
    change(data)
    write(name, data)


def ledger(*words: str, facts: str = "firms.jsonl") -> None:
    ran = run("eval", POLICY, "--each", "--facts", facts, "--ledger-out", "ledger.json", *words)
    assert ran.code == 0, ran.both


def verify(file: str, *words: str, facts: str = "firms.jsonl") -> Ran:
    return run("verify", file, "--facts", facts, "--lang", "en", *words)


# ---------------------------------------------------------------------------------------------- ledgers


def test_a_ledger_agrees_with_its_facts() -> None:
    ledger()
    ran = verify("ledger.json")
    assert ran.code == 0
    assert ran.out.startswith("ledger.json: agrees\n  ledger number ")


@pytest.mark.parametrize(
    ("part", "value"),
    [("item", "2022-018"), ("admitted", "20000.01"), ("event_date", "2022-03-02"), ("outcome", "not eligible")],
)
@pytest.mark.broad
def test_a_changed_line_of_a_ledger_is_named_by_its_chain(part: str, value: str) -> None:
    ledger()
    changed("ledger.json", lambda data: data["ledger"][0].update({part: value}))
    ran = verify("ledger.json")
    assert ran.code == 1
    assert "R074" in ran.err
    assert "line 1 of the ledger" in ran.err


def test_a_line_that_was_changed_and_accepted_differs_from_its_computed_amount() -> None:
    ledger()
    sums = dict.fromkeys(("proposed", "admitted"), "20000.01")
    changed("ledger.json", lambda data: data["ledger"][0].update({**sums, "due": {"2022": "20000.01"}}))
    ran = verify("ledger.json", "--accept-modified-ledger", "Wang", "--format", "json")
    shown = json.loads(ran.out)
    assert (ran.code, shown["agrees"]) == (1, False)
    assert [(each["part"], each["place"]) for each in shown["differences"]] == [
        ("lines", f"$.ledger[0].{name}") for name in ("proposed", "admitted", "due")
    ]


@pytest.mark.broad
def test_a_ledger_of_other_facts_names_the_lines_of_the_difference() -> None:
    ledger()
    ran = verify("ledger.json", "--format", "json", facts="firm.json")
    shown = json.loads(ran.out)
    assert ran.code == 1
    assert {each["part"] for each in shown["differences"]} == {"lines"}
    assert all("F2" in each["what"] for each in shown["differences"])


def test_payments_above_the_amount_due_are_a_difference() -> None:
    ledger()
    payment = {"day": "2022-11-30", "amount": "20000.01"}
    changed("ledger.json", lambda data: data["ledger"][0].update({"payments": [payment]}))
    ran = verify("ledger.json")
    assert ran.code == 1
    assert "payments: 20,000.01 is paid, 20,000.00 is due" in ran.out


@pytest.mark.broad
def test_a_payment_of_the_amount_due_agrees() -> None:
    ledger()
    payment = {"day": "2022-11-30", "amount": "20000.00"}
    changed("ledger.json", lambda data: data["ledger"][0].update({"payments": [payment]}))
    assert verify("ledger.json").code == 0


@pytest.mark.broad
def test_the_options_of_the_run_are_repeated_for_a_ledger() -> None:
    ledger("--as-of", "2022-01-31")
    assert verify("ledger.json", "--as-of", "2022-01-31").code == 0
    assert verify("ledger.json").code == 1


# ---------------------------------------------------------------------------------------------- use


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ledger.json"], "missing `--facts`"),
        (["ledger.json", "--facts", "firm.json", "--key", "office.pub"], "--signature and --key belong together"),
        (["firm.csv", "--facts", "firm.json"], "U158"),
        (["firm.json", "--facts", "firm.json"], "U158"),
        (["missing.json", "--facts", "firm.json"], "U001"),
    ],
)
def test_what_cannot_be_verified_is_told(words: list[str], message: str) -> None:
    Path("ledger.json").write_text("{}", encoding="utf-8")
    Path("firm.csv").write_text("a,b", encoding="utf-8")
    ran = run("verify", *words, "--lang", "en")
    assert ran.code == 2
    assert message in ran.err


def test_a_ledger_of_an_own_page_needs_the_page() -> None:
    ledger()
    changed("ledger.json", lambda data: data.update({"policy": "town_2030"}))
    ran = verify("ledger.json")
    assert ran.code == 2
    assert "`ipdsl verify ledger.json PAGE --facts FILE`" in ran.err


# ---------------------------------------------------------------------------------------------- signatures


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
def test_a_signature_is_checked_with_the_key_of_the_office() -> None:
    ledger()
    for name in ("office", "other"):
        subprocess.run(["minisign", "-G", "-W", "-p", f"{name}.pub", "-s", f"{name}.key"], check=True)
    subprocess.run(["minisign", "-S", "-s", "office.key", "-m", "ledger.json"], check=True)
    signature = ["--signature", "ledger.json.minisig", "--key"]
    assert verify("ledger.json", *signature, "office.pub").code == 0
    ran = verify("ledger.json", *signature, "other.pub")
    assert ran.code == 1
    assert "signature: " in ran.out
    Path("ledger.json").write_text(Path("ledger.json").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "signature: Signature verification failed" in verify("ledger.json", *signature, "office.pub").out


@pytest.mark.broad
def test_without_minisign_a_signature_is_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    ran = verify("ledger.json", "--signature", "firm.json", "--key", "firm.json")
    assert ran.code == 2
    assert "U156" in ran.err


def test_the_findings_about_signatures_in_words(update_golden: bool) -> None:
    reason = Phrase("it does not state its origin", "其中没有写明来源")
    findings = [SignerMissing(), NotSigned(name="letter.pdf"),
                NotVerifiable(name="letter.pdf", reason=reason, advice=reason)]  # fmt: skip
    texts = [render(Report([finding]), {}, language=language) for finding in findings for language in Language]
    check_golden(ROOT / "tests" / "golden" / "tables" / "verify_findings.txt", "\n".join(texts), update_golden)
