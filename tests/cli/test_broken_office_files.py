"""Broken, foreign and edited files of an office: a finding or a difference, no traceback, no whole account."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from ipdsl.office.stamp import Stamp
from ipdsl.office.verification import documents
from ipdsl.schema.details import hide_long_numbers
from tests.conftest import FOLDER, ROOT
from tests.support.cli import Ran, run
from tests.support.fonts import common_font

POLICY = "shaoguan_2021"
ACCOUNT = "44050162345678901234"
FIRM = json.loads((ROOT / "examples" / "firm_small.json").read_text(encoding="utf-8"))
FIRM["applicant"]["details"] = {"name": "Danxia", "account": ACCOUNT}
ODD: tuple[Any, ...] = (None, True, -1, 10**30, 1.5, "", "x", [], {}, ["a"], {"a": 1}, "2023-13-45", "CNYX")
ODD_OPTIONS = ("", "x", "-1", "9" * 5000, "2023-13-45", "zh", "payments", "²")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("firm.json", FIRM)
    return tmp_path


def write(name: str, data: object) -> None:
    content = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
    Path(name).write_bytes(content)


def verified(name: str) -> Ran:
    """The check of a file. `run` fails for a traceback."""
    ran = run("verify", name, "--facts", "firm.json")
    assert ran.code in (0, 1, 2), ran.both
    assert ran.code == 0 or "DIFFERS" in ran.out or "error" in ran.err, ran.both
    assert ACCOUNT not in ran.both
    return ran


def edited_stamps(stamp: dict[str, Any]) -> Iterator[Any]:
    """A stamp with each part replaced by values of other types, removed or added, and other values in its place."""
    for name in (*stamp, "unknown"):
        yield from ([{**stamp, name: odd}] for odd in ODD)
        yield [{key: value for key, value in stamp.items() if key != name}]
    for name in (*stamp["document"], "unknown", "list"):
        yield from ([{**stamp, "document": {**stamp["document"], name: odd}}] for odd in ODD_OPTIONS)
        yield [{**stamp, "document": {key: value for key, value in stamp["document"].items() if key != name}}]
    yield from (5, "x", None, {}, [[]], [5], [None], [stamp, stamp], [{**stamp, "applicant": ""}], {"a": stamp})


@pytest.mark.broad
def test_an_edited_stamp_of_a_letter_is_refused_or_compared() -> None:
    assert run("letter", POLICY, "--facts", "firm.json", "-o", "letter.html").code == 0
    page = Path("letter.html").read_text(encoding="utf-8")
    stamp = re.search(r'<meta name="ipdsl" content="([^"]*)"', page)
    assert stamp is not None

    def check(text: str) -> None:
        changed = page.replace(stamp[1], html.escape(text, quote=True))
        write("changed.html", changed.encode())
        verified("changed.html")

    texts = ["[", "[" * 100_000, "1e999", "NaN", "9" * 5000]
    texts += [json.dumps(stamps) for stamps in [*edited_stamps(json.loads(html.unescape(stamp[1]))[0])][::2]]
    for text in texts:
        check(text)


@pytest.mark.broad
def test_an_edited_list_is_refused_or_compared() -> None:
    assert run("list", "payments", POLICY, "--facts", "firm.json", "-o", "list.json").code == 0
    plain = json.loads(Path("list.json").read_text(encoding="utf-8"))
    lists = [{**plain, "stamps": stamps} for stamps in [*edited_stamps(plain["stamps"][0])][1::4]]
    lists += [{**plain, name: odd} for name in (*plain, "unknown", "ledger", "lists") for odd in ODD[1::3]]
    lists += [{**plain, "rows": [{**plain["rows"][0], name: odd}]} for name in plain["rows"][0] for odd in ODD[1::3]]

    def check(changed: dict[str, Any]) -> None:
        write("changed.json", changed)
        verified("changed.json")

    for changed in lists:
        check(changed)


@pytest.mark.slow
def test_an_accepted_ledger_with_edited_lines_is_refused_or_compared() -> None:
    assert run("eval", POLICY, "--facts", "firm.json", "--ledger-out", "ledger.json").code == 0
    plain = json.loads(Path("ledger.json").read_text(encoding="utf-8"))
    line = plain["ledger"][0]
    for name in (*line, "payments", "unknown"):
        for odd in (*ODD[::3], {"a": 1}, 0):
            write("changed.json", {**plain, "ledger": [{**line, name: odd}, *plain["ledger"][1:]]})
            ran = run("verify", "changed.json", "--facts", "firm.json", "--accept-modified-ledger", "J. Smith")
            assert ran.code in (0, 1, 2), ran.both


def _encrypted(data: bytes) -> bytes:
    writer, buffer = pypdf.PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(buffer)
    return buffer.getvalue()


def _with_method_97(data: bytes) -> bytes:
    head = re.compile(rb"(PK\x01\x02.{6}).{2}", re.DOTALL)
    return head.sub(rb"\1" + b"a\0", data)


def _with_noise(data: bytes) -> bytes:
    """An archive with damaged contents, whose heads are whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo("word/document.xml")
    start = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    return data[:start] + bytes(255 - byte for byte in data[start : start + 40]) + data[start + 40 :]


BROKEN: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a short archive": (".docx", lambda data: data[: len(data) // 2]),
    "damaged contents": (".docx", _with_noise),
    "an unknown compression": (".docx", _with_method_97),
    "a workbook of noise": (".xlsx", lambda data: data[:60] + bytes(len(data) - 60)),
    "a password": (".pdf", _encrypted),
    "an unknown filter": (".pdf", lambda data: data.replace(b"/FlateDecode", b"/FlatMDecode")),
    "a short document": (".pdf", lambda data: data[:2000]),
    "an unknown section": (".html", lambda data: b"<![foo[ ]]>" + data),
    "another encoding": (".html", lambda data: data.decode().encode("utf-16")),
}


@pytest.mark.broad
def test_a_file_that_its_reader_cannot_read_is_refused() -> None:
    for name, *font in (("file.docx",), ("file.pdf", "--font", common_font(FOLDER)), ("file.html",)):
        assert run("letter", POLICY, "--facts", "firm.json", "-o", name, *font).code == 0
    assert run("list", "payments", POLICY, "--facts", "firm.json", "-o", "file.xlsx").code == 0

    def check(row: str) -> None:
        suffix, change = BROKEN[row]
        name = f"changed{suffix}"
        write(name, change(Path(f"file{suffix}").read_bytes()))
        ran = verified(name)
        assert (ran.code, "U158" in ran.err) == (2, True), ran.both

    for row in BROKEN:
        check(row)
    write("changed.pdf", _encrypted(Path("file.pdf").read_bytes()))
    assert "it is encrypted" in verified("changed.pdf").err


def test_a_programming_error_of_a_reader_is_not_taken_for_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("letter", POLICY, "--facts", "firm.json", "-o", "letter.docx").code == 0
    monkeypatch.setattr(documents, "_word_text", lambda _: None.text)  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        documents.read_document("letter.docx")


@pytest.mark.broad
def test_a_signature_that_is_missing_is_no_difference() -> None:
    assert run("letter", POLICY, "--facts", "firm.json", "-o", "letter.html").code == 0
    ran = run("verify", "letter.html", "--facts", "firm.json", "--signature", "no.minisig", "--key", "no.pub")
    assert (ran.code, "U001" in ran.err) == (2, True), ran.both


def test_a_stamp_has_options_that_a_command_writes() -> None:
    plain = {
        "policy": "town", "policy_hash": "0", "version": "0.10.0", "applicants": 1, "facts": "", "ledger": "",
        "history": "", "day": "2024-12-31", "years": [2024], "payable": 1, "currency": "CNY", "year": None,
        "as_of": None, "reopen": None, "cohort": False, "strict": False, "document": {"language": "en", "day": ""},
    }  # fmt: skip
    assert Stamp.from_text(json.dumps(plain)).document["language"] == "en"
    changes: tuple[dict[str, Any], ...] = (
        {"currency": "X"}, {"document": []}, {"document": {"language": "fr"}}, {"document": {"until": "soon"}},
        {"document": {"list": "payments"}},
    )  # fmt: skip
    for changed in changes:
        with pytest.raises(ValueError):
            Stamp.from_text(json.dumps({**plain, **changed}))


def test_long_numbers_are_hidden() -> None:
    shown = hide_long_numbers(f"1 Danxia {ACCOUNT} 2022-03-01 2022-7 50,000.00 4405 0162 3456 7890")
    assert shown == "1 Danxia ****************1234 2022-03-01 2022-7 50,000.00 **** **** **** 7890"


def test_a_filled_file_is_not_overwritten() -> None:
    for words, name in (
        ("letter --new-office", "office.json"), ("list --new-office", "office.xlsx"),
        ("letter --new-template", "own.docx"), ("letter --lang zh --new-template", "own.docx"),
    ):  # fmt: skip
        write(name, b"filled in")
        ran = run(*words.split(), name)
        assert (ran.code, name in ran.err) == (2, True), ran.both
        assert Path(name).read_bytes() == b"filled in"


def test_findings_of_an_office_file_hide_its_accounts() -> None:
    for content in ({"payer's account": ACCOUNT, "x": ACCOUNT}, {"payer's account": int(ACCOUNT)}):
        write("office.json", content)
        ran = run("letter", POLICY, "--facts", "firm.json", "-o", "letter.html", "--office", "office.json")
        assert (ran.code, ACCOUNT in ran.both) == (1, False), ran.both
    write("office.json", f'{{"payer\'s account": "{ACCOUNT}", }}'.encode())
    assert ACCOUNT not in run("letter", POLICY, "--facts", "firm.json", "-o", "a.html", "--office", "office.json").both


def test_the_numbers_of_an_office_have_a_place() -> None:
    write("office.json", {"office": "O", "letter number": "IP-2025"})
    ran = run("letter", POLICY, "--facts", "firm.json", "-o", "letter.html", "--office", "office.json")
    assert (ran.code, "{n}" in ran.err, "IP-2025" in ran.err) == (2, True, True), ran.both


@pytest.mark.broad
def test_the_findings_of_applicants_without_a_row_are_shown() -> None:
    broken = json.loads(json.dumps(FIRM))
    broken["applicant"]["id"] = "F2"
    broken["records"]["technology_contract"][0]["amount"] = "three"
    write("firms.json", [FIRM, broken])
    ran = run("list", "payments", POLICY, "--facts", "firms.json", "-o", "list.csv")
    assert (ran.code, "R030" in ran.err, "three" in ran.err) == (1, True, True), ran.both
    assert ACCOUNT not in ran.both
    named = run("list", "payments", POLICY, "--facts", "firm.json", "-o", "list.csv", "--columns", "payee, account")
    assert named.code == 0, named.both


NOT_FACTS = (b"", b"\xef\xbb\xbf\n", "单位".encode("gb18030"), b"{} {}", b"[" * 70)
"""Texts that are read as JSON only by mistake."""


@pytest.mark.broad
@pytest.mark.parametrize("option", ["--office", "--history", "--series", "verify"])
def test_a_file_that_is_not_json_is_not_taken_for_facts(option: str) -> None:
    for content in NOT_FACTS:
        write("given.json", content)
        words = ["letter", POLICY, "--facts", "firm.json", "-o", "x.html", option, "given.json"]
        for language, name in (("en", "the facts"), ("zh", "事实是空的")):
            call = words if option != "verify" else ["verify", "given.json", "--facts", "firm.json"]
            ran = run(*call, "--lang", language)
            assert ran.code in (1, 2), ran.both
            finding = ran.err.partition("\n")[0]
            assert "[" in finding, ran.both
            assert name not in finding
