"""Output on a console with a different encoding: valid JSON, files as stored, sentences with escapes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from ipdsl.cli.main import cli
from tests.conftest import ROOT
from tests.support.console import working_in
from tests.support.slow import sampled

PAGE = """对 geo_indication_product new 的，一次性奖励 20万
  reading "茶 😀 é"

case "茶 😀"
  given enterprise
    geo_indication_product "茶😀": recognised_on 2022-05-01
  expect total 200000
"""
ITEM = "茶😀é"
FACTS = {
    "applicant": {"id": "企业😀", "kinds": ["enterprise"]},
    "records": {"geo_indication_product": [{"product": ITEM, "recognised_on": "2022-05-01"}, {"product": "x"}]},
}
ENCODINGS = ("gbk", "cp936", "gb18030", "latin-1", "cp1252", "ascii", "utf-8", "utf_8", "utf-16-le")
AS_JSON = {
    "check": ["check", "page.ipp"],
    "check of a wrong page": ["check", "wrong.ipp"],
    "eval": ["eval", "page.ipp", "--full", "--facts", "facts.json"],
    "eval of wrong facts": ["eval", "page.ipp", "--full", "--facts", "wrong.json"],
    "ask": ["ask", "page.ipp", "--facts", "facts.json"],
    "trace": ["trace", "page.ipp", "--facts", "facts.json", "geo_indication_product.new"],
    "compare": ["compare", "page.ipp", "shaoguan_2021", "--facts", "facts.json"],
    "test": ["test", "page.ipp"],
    "readings": ["readings", "page.ipp"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.ipp").write_text(PAGE, encoding="utf-8")
    (tmp_path / "wrong.ipp").write_text("对 茶😀 new 的，奖励 20万\n", encoding="utf-8")
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    (tmp_path / "wrong.json").write_text(json.dumps({**FACTS, ITEM: 1}), encoding="utf-8")
    return tmp_path


def printed(folder: Path, encoding: str, *arguments: str, stdin: str = "") -> bytes:
    """The bytes on standard output of a console with this encoding. The program must not fail."""
    streams = {name: sys.__dict__[name] for name in ("stdin", "stdout", "stderr")}
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    sys.stdout, sys.stderr = io.TextIOWrapper(out, encoding=encoding), io.TextIOWrapper(err, encoding=encoding)
    try:
        with working_in(folder), pytest.raises(SystemExit):
            cli.main(list(arguments))
        told = err.getvalue().decode(encoding)
        assert "internal" not in told
        return out.getvalue()
    finally:
        for name, stream in streams.items():
            setattr(sys, name, stream)


@pytest.mark.parametrize("encoding", sampled(ENCODINGS, 9))
@pytest.mark.parametrize("verb", AS_JSON)
def test_json_is_json_on_every_console(folder: Path, verb: str, encoding: str) -> None:
    found = printed(folder, encoding, *AS_JSON[verb], "--format", "json").decode(encoding)
    assert json.loads(found) == json.loads(printed(folder, "utf-8", *AS_JSON[verb], "--format", "json"))
    if verb == "eval":
        assert json.loads(found)["claims"][0]["item"] == ITEM


@pytest.mark.parametrize("encoding", sampled(ENCODINGS, 9))
@pytest.mark.parametrize("command", [["fmt", "-"], ["compile", "page.ipp"], ["dump", "python", "page.ipp"]])
def test_files_are_utf_8_on_every_console(folder: Path, command: list[str], encoding: str) -> None:
    found = printed(folder, encoding, *command, stdin=PAGE).decode("utf-8")
    assert found == printed(folder, "utf-8", *command, stdin=PAGE).decode("utf-8")
    assert "\\U0001f600" not in found


@pytest.mark.parametrize("encoding", sampled(ENCODINGS, 9))
@pytest.mark.parametrize("verb", AS_JSON)
def test_sentences_show_what_the_console_lacks_as_escapes(folder: Path, verb: str, encoding: str) -> None:
    assert printed(folder, encoding, *AS_JSON[verb]).decode(encoding) or verb.startswith("eval of")


SERIES = {"source": "s", "series": {"lpr_1y": [{"month": "2022-01", "value": "3.70%"}]}}
SAME = (
    ["check", "shaoguan_2021.ipp"],
    ["fmt", "--check", "shaoguan_2021.ipp"],
    ["test", "shaoguan_2021.ipp"],
    [
        "eval",
        "shaoguan_2021.ipp",
        "--full",
        "--facts",
        "firm.json",
        "--history",
        "ledger.json",
        "--series",
        "series.json",
    ],
    ["eval", "shaoguan_2021.ipp", "--facts", "firms.jsonl", "--cohort", "--format", "json"],
    ["ask", "shaoguan_2021.ipp", "--facts", "firm.json"],
    ["audit", "shaoguan_2021.ipp", "--against", "text.txt"],
)


@pytest.mark.slow
def test_files_as_windows_keeps_them_say_the_same(tmp_path: Path) -> None:
    """A byte order mark and CR LF line ends do not affect any file that is read."""
    lf, crlf = tmp_path / "lf", tmp_path / "crlf"
    lf.mkdir()
    for name in (
        "policies/shaoguan_2021.ipp",
        "policies/shaoguan_2021.cases.ipp",
        "policies/ip.ipp",
        "examples/firm.json",
    ):
        (lf / Path(name).name).write_bytes((ROOT / name).read_bytes())
    firm = json.loads((lf / "firm.json").read_bytes())
    (lf / "firms.jsonl").write_text(json.dumps(firm) + "\n", encoding="utf-8")
    (lf / "series.json").write_text(json.dumps(SERIES, indent=1), encoding="utf-8")
    (lf / "text.txt").write_text("第一条 奖励5万元。\n第二条 奖励3万元。\n", encoding="utf-8")
    printed(lf, "utf-8", "eval", "shaoguan_2021.ipp", "--full", "--facts", "firm.json", "--ledger-out", "ledger.json")
    crlf.mkdir()
    for path in lf.iterdir():
        (crlf / path.name).write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    for command in SAME:
        found = printed(lf, "utf-8", *command)
        assert found or command[0] == "fmt"
        assert printed(crlf, "utf-8", *command) == found, command
