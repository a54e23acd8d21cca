"""`ipdsl draft`: its input and output, and the input that it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.audit.first_pages import END, HEAD, drafted
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.golden import check_golden
from tests.support.official_files import made, pdf, word

TEXT = f"{HEAD}第一条 奖励。对甲奖励５０ 万元。\n{END}"
GOLDEN = ROOT / "tests" / "golden" / "draft" / "reader_missing.txt"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compared texts are English, although the official texts are Chinese."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "town.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_the_page_is_written_and_told(folder: Path) -> None:
    ran = run("draft", folder / "town.txt", "-o", folder / "town.ipp")
    assert (ran.code, ran.err) == (0, "")
    assert "articles 2; as comments, figures 1" in ran.out
    page = (folder / "town.ipp").read_text(encoding="utf-8")
    assert 'article 1 "奖励"\n# line 4: 对甲奖励５０ 万元。\n# - ５０ 万元: 500,000.00 CNY\n' in page
    assert run("check", folder / "town.ipp").code == 0


@pytest.mark.parametrize("vocabulary", ['policy ip "x"\nthis is broken (\n', 'vocabulary ip "other"\n', "\x00", ""])
def test_a_foreign_vocabulary_next_to_the_page_changes_nothing(
    folder: Path, vocabulary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is the same. A later check reports the vocabulary."""
    alone = run("draft", folder / "town.txt").out
    (folder / "ip.ipp").write_text(vocabulary, encoding="utf-8")
    monkeypatch.chdir(folder)
    for arguments in (("town.txt",), ("town.txt", "-o", "town.ipp"), ("--lang", "zh", "town.txt")):
        ran = run("draft", *arguments)
        assert (ran.code, ran.err) == (0, "")
    assert (folder / "town.ipp").read_text(encoding="utf-8") == alone
    assert run("audit", "town.ipp", "--against", "town.txt").code == 1


def test_a_page_in_another_folder_names_no_folder(folder: Path) -> None:
    (folder / "pages").mkdir()
    assert run("draft", folder / "town.txt", "-o", folder / "pages" / "town.ipp").code == 0
    assert str(folder) not in (folder / "pages" / "town.ipp").read_text(encoding="utf-8")


def test_without_a_file_the_page_is_printed(folder: Path) -> None:
    with working_in(folder):
        printed = run("draft", "town.txt").out
        run("draft", "town.txt", "-o", "town.ipp")
        assert printed == (folder / "town.ipp").read_text(encoding="utf-8")
        assert run("draft", "town.txt", "-o", "-").out == printed


def test_a_text_may_be_standard_input() -> None:
    assert "\npolicy first_page " in run("draft", "-", stdin=TEXT).out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_text_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "town.txt").write_bytes(TEXT.encode(encoding))
    assert "50 万元" not in run("draft", tmp_path / "town.txt").out
    assert "５０ 万元: 500,000.00 CNY" in run("draft", tmp_path / "town.txt").out


def test_the_kind_of_a_file_is_detected_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "town.txt").write_bytes(word(TEXT))
    (tmp_path / "town.docx").write_bytes(TEXT.encode())
    assert "paragraph 4:" in run("draft", tmp_path / "town.txt").out
    assert "line 4:" in run("draft", tmp_path / "town.docx").out


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("韶关.ipp", "韶关"),
        ("2021.ipp", "policy_2021"),
        ("my city-2021.ipp", "my_city_2021"),
        ("policy.ipp", "policy"),
        ("—.ipp", "first_page"),
    ],
)
def test_the_policy_is_called_as_its_page(folder: Path, file: str, name: str) -> None:
    with working_in(folder):
        assert run("draft", "town.txt", "-o", file).code == 0
        assert f"\npolicy {name} " in (folder / file).read_text(encoding="utf-8")
        assert run("check", file).code == 0


def test_a_page_that_is_there_is_not_overwritten_without_force(folder: Path) -> None:
    with working_in(folder):
        Path("town.ipp").write_text("mine\n", encoding="utf-8")
        ran = run("draft", "town.txt", "-o", "town.ipp")
        assert (ran.code, Path("town.ipp").read_text(encoding="utf-8")) == (2, "mine\n")
        assert "U066" in ran.err
        assert run("draft", "town.txt", "-o", "town.ipp", "--force").code == 0
        assert "policy town" in Path("town.ipp").read_text(encoding="utf-8")


def test_a_page_may_not_hide_its_vocabulary(folder: Path) -> None:
    ran = run("draft", folder / "town.txt", "-o", folder / "ip.ipp")
    assert (ran.code, (folder / "ip.ipp").exists()) == (2, False)
    assert "would hide the vocabulary `ip`" in ran.err


@pytest.mark.parametrize("link", [False, True])
def test_the_text_that_is_read_is_never_overwritten(folder: Path, link: bool) -> None:
    with working_in(folder):
        out = "town.txt"
        if link:
            out = "other.ipp"
            os.symlink("town.txt", out)
        ran = run("draft", "town.txt", "-o", out, "--force")
        assert ran.code == 2
        assert "would overwrite" in ran.err
        assert Path("town.txt").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("form", "text", "code"),
    [
        ("gbk", "", "U052"),
        ("gbk", "没有条款，奖励50万元。", "U053"),
        ("picture", "", "U050"),
        ("old word", "", "U062"),
        ("pdf, scanned", "", "U064"),
        ("pdf, encrypted", TEXT, "U063"),
        ("pdf, broken", TEXT, "U061"),
        ("word", "没有条款。", "U053"),
        ("word", "", "U052"),
        ("long", TEXT, "U065"),
    ],
)
def test_bad_input_is_one_finding_and_writes_nothing(tmp_path: Path, form: str, text: str, code: str) -> None:
    (tmp_path / "town").write_bytes(made(form, text))
    ran = run("draft", tmp_path / "town", "-o", tmp_path / "town.ipp")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error[{code}]: ")
    assert ran.err.endswith("1 error\n")
    assert not (tmp_path / "town.ipp").exists()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "U001" in run("draft", tmp_path / "town.txt").err


@pytest.mark.parametrize("file", [word(TEXT), pdf(TEXT)], ids=["word", "pdf"])
def test_the_audit_reads_the_same_files(folder: Path, file: bytes) -> None:
    with working_in(folder):
        Path("town.bin").write_bytes(file)
        run("draft", "town.bin", "-o", "town.ipp")
        page = Path("town.ipp").read_text(encoding="utf-8")
        assert "1 thing left" in run("audit", "town.ipp", "--against", "town.bin").out
        awarded = page.replace('article 1 "奖励"\n', 'article 1 "奖励"\n  award 500000 once when well_known_mark new\n')
        Path("town.ipp").write_text(awarded, encoding="utf-8")
        assert run("audit", "town.ipp", "--against", "town.bin").code == 0


def test_the_audit_names_places_of_the_document_and_warns_of_what_the_draft_warns_of(folder: Path) -> None:
    with working_in(folder):
        Path("town.docx").write_bytes(word(TEXT.replace("甲", "[-甲-][+乙+]")))
        run("draft", "town.docx", "-o", "town.ipp")
        ran = run("audit", "town.ipp", "--against", "town.docx", "--format", "json")
        assert [thing["place"] for thing in json.loads(ran.out)["left"]] == ["paragraph 4"]
        assert ran.err.startswith("warning[U067]: ")
        told = json.loads(run("audit", "town.ipp", "--against", "town.txt", "--format", "json").out)
        assert [(thing["line"], thing["place"]) for thing in told["left"]] == [(4, None)]


def test_warnings_of_a_reader_are_printed_with_the_result_and_written_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "town.docx").write_bytes(word(TEXT.replace("甲", "[-甲-][+乙+]")))
    ran = run("draft", tmp_path / "town.docx")
    assert ran.code == 0
    assert ran.err.startswith("warning[U067]: ")
    assert "# `town.docx` has tracked changes" in ran.out


@pytest.mark.broad
def test_a_reader_that_is_not_installed_is_asked_for(tmp_path: Path, update_golden: bool) -> None:
    (tmp_path / "town.docx").write_bytes(word(TEXT))
    (tmp_path / "town.pdf").write_bytes(pdf(TEXT))
    calls = [["--help"], *(["draft", name, "-o", "town.ipp"] for name in ("town.docx", "town.pdf"))]
    script = (
        "import sys\n"
        "sys.modules['docx'] = sys.modules['pypdf'] = None\n"  # neither reader can be imported
        "from ipdsl.cli.main import cli\n"
        f"for words in {calls!r}:\n"
        "    try: cli(words)\n"
        "    except SystemExit: pass\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.stdout.startswith(b"Usage")
    check_golden(GOLDEN, done.stderr.decode(), update_golden)


def test_the_text_of_a_page_is_that_of_its_document() -> None:
    assert drafted(TEXT) == drafted(TEXT.encode("gb18030"))
