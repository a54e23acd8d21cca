"""Commands read the official text, the facts, the vocabulary and the language of a page from its settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ipdsl.driver import cached_policy, settings
from ipdsl.lsp.pages import Pages
from tests.support.caches import own_cache
from tests.support.cli import Ran, run
from tests.support.console import working_in
from tests.support.lsp.folder import POLICY, VOCABULARY, write_folder

TEXT = """Crafts of the town, Town 2026 No. 3

Article 1. A company that wins a prize for pottery receives 20,000 yuan, for weaving 10% of the value and at most 30,000
yuan, and at most 50,000 yuan in a year.
"""


@pytest.fixture
def folder(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "town.txt").write_text(TEXT, encoding="utf-8")
    return write_folder(tmp_path)


def test_audit_and_doc_read_the_official_text_of_the_settings(folder: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nagainst = "town.txt"\n', encoding="utf-8")
    given = run("audit", folder["town"], "--against", str(tmp_path / "town.txt"))
    assert run("audit", folder["town"]) == given
    assert "outside the articles" in given.out
    out = tmp_path / "town.html"
    assert run("doc", folder["town"], "-o", str(out)).code == 0
    assert "A company that wins a prize for pottery" in out.read_text(encoding="utf-8")


def test_audit_without_a_text_is_refused(folder: dict[str, str]) -> None:
    ran = run("audit", folder["town"])
    assert ran.code == 2
    assert "missing --against" in ran.err


def test_an_article_shows_its_official_text_in_the_editor(folder: dict[str, str], tmp_path: Path) -> None:
    from ipdsl.lsp.names import hover_text

    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nagainst = "town.txt"\nlanguage = "zh"\n', encoding="utf-8")
    page = Pages().page(folder["town"])
    line = POLICY.splitlines().index('article 1 "Prizes"') + 1
    answer = hover_text(page, line, 3)
    assert answer is not None
    assert "A company that wins a prize for pottery" in answer[0]
    assert page.language.value == "zh"


FACTS = {
    "applicant": {"id": "F1", "kinds": ["workshop"]},
    "as_of": "2026-12-31",
    "records": {"prize": [{"number": "A", "won_on": "2026-03-01", "craft": "pottery", "value": 100}]},
}


def _tables(**keys: str) -> str:
    lines = [f'{key} = "{value}"' for key, value in keys.items()]
    return "\n".join(line for page in ("town_2026", "zhen_2026", "draft") for line in (f"[page.{page}]", *lines))


def test_doc_reads_facts_and_language_of_the_settings(folder: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "firm.json").write_text(json.dumps(FACTS), encoding="utf-8")
    given, by_settings = tmp_path / "given.html", tmp_path / "settings.html"
    assert run("doc", folder["town"], "-o", given, "--facts", tmp_path / "firm.json", "--lang", "zh").code == 0
    table = '[page.town_2026]\nfacts = "firm.json"\nlanguage = "zh"\n'
    (tmp_path / "ipdsl.toml").write_text(table, encoding="utf-8")
    assert run("doc", folder["town"], "-o", by_settings).code == 0
    text = given.read_text(encoding="utf-8")
    assert "F1" in text
    assert 'lang="zh-CN"' in text
    assert by_settings.read_text(encoding="utf-8") == text
    assert run("doc", folder["town"], "-o", by_settings, "--lang", "en").code == 0
    assert 'lang="en"' in by_settings.read_text(encoding="utf-8")


def test_facts_of_the_settings_with_errors_are_findings_of_doc(folder: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "firm.json").write_text('{"applicant": {"id": "F1", "kinds": ["baker"]}}', encoding="utf-8")
    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nfacts = "firm.json"\n', encoding="utf-8")
    ran = run("doc", folder["town"], "-o", tmp_path / "town.html")
    assert ran.code == 1
    assert "baker" in ran.err
    assert "firm.json" in ran.err
    assert not (tmp_path / "town.html").exists()


def test_doc_does_not_overwrite_a_file_of_the_settings(folder: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "town.html").write_text(TEXT, encoding="utf-8")
    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nagainst = "town.html"\n', encoding="utf-8")
    ran = run("doc", folder["town"], "-o", tmp_path / "town.html")
    assert ran.code == 2
    assert "overwrite" in ran.err


@pytest.mark.parametrize("command", ["doc", "audit"])
def test_a_command_that_reads_settings_reports_their_errors(
    command: str, folder: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nagainst = "twn.txt"\n', encoding="utf-8")
    ran = run(command, folder["town"], *(("-o", tmp_path / "town.html") if command == "doc" else ()))
    assert ran.code == 1
    assert "error[U153]: `against` takes the path of a text; the file `twn.txt` does not exist" in ran.err


def test_a_table_for_a_page_that_does_not_exist_is_a_finding(folder: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ipdsl.toml").write_text('[page.town_2062]\nlanguage = "zh"\n', encoding="utf-8")
    ran = run("check", folder["town"])
    assert ran.code == 1
    assert "ipdsl.toml:1:7" in ran.out
    assert "did you mean `town_2026`?" in ran.out


# ---------------------------------------------------------------------------------------------------- the vocabulary

DRAFT = "".join(f"{line}\n" for line in POLICY.splitlines()[6:])
DOORS = (
    "check PAGE", "fmt PAGE", "fmt --to zh PAGE", "test PAGE", "readings PAGE", "schema PAGE", "dump plan PAGE",
    "eval PAGE --facts firm.json", "eval PAGE --facts firm.json --no-cache", "ask PAGE --facts firm.json",
    "trace PAGE A --facts firm.json", "compare PAGE PAGES --facts firm.json", "audit PAGE --against town.txt",
    "compile PAGE -o out.py", "types PAGE -o out.py", "doc PAGE -o out.html",
    "letter PAGE --facts firm.json -o out.html",
    "template PAGE -o out.xlsx", "eval PAGE --each --facts firm.json",
    "check town_2026.cases.ipp", "test town_2026.cases.ipp",
)  # fmt: skip
"""The commands that read a page. PAGES is another page."""


def _results(folder: Path, vocabulary: str, settings: str) -> dict[str, object]:
    """What every command says of a policy, a Chinese policy and a draft."""
    paths = write_folder(folder)
    Path(paths["crafts"]).unlink()
    (folder / vocabulary).parent.mkdir(exist_ok=True)
    (folder / vocabulary).write_text(VOCABULARY, encoding="utf-8")
    texts = {"draft.ipp": DRAFT, "firm.json": json.dumps(FACTS), "town.txt": TEXT, "ipdsl.toml": settings}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    results: dict[str, object] = {}
    with working_in(folder):
        for page in ("town_2026.ipp", "zhen_2026.ipp", "draft.ipp"):
            for door in DOORS:
                call = door.replace("PAGES", "town_2026.ipp" if page == "zhen_2026.ipp" else "zhen_2026.ipp")
                ran = run(*call.replace("PAGE", page).split())
                written = [path.read_bytes() for path in Path().glob("out.*") if path.suffix != ".xlsx"]
                results[f"{page}: {call}"] = (_without_folder(ran, vocabulary), written)
                for path in Path().glob("out.*"):
                    path.unlink()
            opened = Pages().page(str(folder / page))
            results[f"{page}: lsp"] = [type(each) for each in opened.report]
    return results


def _without_folder(ran: Ran, vocabulary: str) -> tuple[int, str, str]:
    return ran.code, ran.out.replace(vocabulary, "crafts.ipp"), ran.err.replace(vocabulary, "crafts.ipp")


def test_every_command_reads_the_vocabulary_of_the_settings(tmp_path: Path) -> None:
    """A vocabulary elsewhere gives the results of one next to the page, which a draft names by `use`."""
    near, far = tmp_path / "near", tmp_path / "far"
    near.mkdir()
    far.mkdir()
    wanted = _results(near, "crafts.ipp", '[page.draft]\nvocabulary = "crafts.ipp"\n')
    assert any("N002" not in str(each) and "20,000.00" in str(each) for each in wanted.values())
    results = _results(far, "words/crafts.ipp", _tables(vocabulary="words/crafts.ipp"))
    assert results == wanted


def test_a_missing_vocabulary_is_one_finding_of_every_command(tmp_path: Path) -> None:
    results = _results(tmp_path, "crafts.ipp", _tables(vocabulary="words/crafts.ipp"))
    for call, result in results.items():
        text = str(result)
        if "lsp" in call:
            assert "WrongSetting" in text, call
        else:
            assert "U153" in text, call
        assert "N002" not in text, call


def test_a_planted_door_without_the_settings_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The law above fails if a page is compiled by its folder alone."""
    wanted = _results(tmp_path, "words/crafts.ipp", _tables(vocabulary="words/crafts.ipp"))
    monkeypatch.setattr(settings, "page_settings", lambda page: settings.PageSettings())
    assert _results(tmp_path, "words/crafts.ipp", _tables(vocabulary="words/crafts.ipp")) != wanted


def test_the_cache_depends_on_the_vocabulary_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_cache(tmp_path, monkeypatch)
    page = tmp_path / "draft.ipp"
    for name in ("first", "second"):
        words = VOCABULARY.replace("vocabulary crafts", f"vocabulary {name}")
        (tmp_path / f"{name}.ipp").write_text(words, encoding="utf-8")
    (tmp_path / "ip.ipp").write_text(VOCABULARY.replace("vocabulary crafts", "vocabulary ip"), encoding="utf-8")
    page.write_text(DRAFT, encoding="utf-8")
    table = tmp_path / "ipdsl.toml"
    for text, name in (
        (None, "ip"),
        ('[page.draft]\nvocabulary = "first.ipp"\n', "first"),
        ('[page.draft]\nvocabulary = "second.ipp"\n', "second"),
        (None, "ip"),
    ):
        table.unlink(missing_ok=True)
        if text is not None:
            table.write_text(text, encoding="utf-8")
        for _ in range(2):
            assert f"the words of `{name}`" in run("check", page).out
            program = cached_policy.policy(str(page), "eval").program
            assert program is not None
            assert program.schema.name == name
    table.write_text("[page.draft\n", encoding="utf-8")
    assert "U151" in run("eval", page, "--facts", "-", stdin="{}").err


def test_a_broken_file_of_settings_is_a_finding_of_every_command(folder: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ipdsl.toml").write_text("[page.town_2026\n", encoding="utf-8")
    for command in ("check", "test", "readings"):
        ran = run(command, folder["town"])
        assert ran.code == 2
        assert "U151" in ran.both


def test_an_unsaved_vocabulary_of_the_settings_counts(folder: dict[str, str], tmp_path: Path) -> None:
    words = tmp_path / "words" / "crafts.ipp"
    words.parent.mkdir()
    Path(folder["crafts"]).rename(words)
    (tmp_path / "ipdsl.toml").write_text(_tables(vocabulary="words/../words/crafts.ipp"), encoding="utf-8")
    pages = Pages()
    pages.open(folder["town"], POLICY)
    assert not pages.page(folder["town"]).report.has_errors
    pages.open(str(words), VOCABULARY.replace("record prize", "record trophy"))
    assert pages.page(folder["town"]).report.has_errors
    pages.close(str(words))
    assert not pages.page(folder["town"]).report.has_errors


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ('\ufeff[page.town_2026]\nlanguage = "zh"\n'.encode(), 0, ""),
        ('[page.town_2026]\nagainst = "文本.txt"\n'.encode("gbk"), 2, "save the file as UTF-8"),
        ('# 文本\n[page.town_2026]\nlanguage = "zh"\n'.encode("gbk"), 2, "save the file as UTF-8"),
        (b'[page.town_2026]\nlanguage = "zh"\nlanguage = "en"\n', 2, "write each table and each key once"),
        (b"[page.town_2026]\nagainst = " + b"[" * 5000, 2, "is not TOML"),
        (b"[page.town_2026]\nagainst = " + b"1" * 5000, 2, "is not TOML"),
        (b'[page.town_2026]\nagainst = "' + b"x" * 300 + b'.txt"\n', 1, "does not exist"),
        (b'[page.town_2026]\nagainst = "a.**"\n', 1, "the file `a.**` does not exist"),
        (b'[page.town_2026]\nagainst = "' + b"x" * 300 + b'/a.txt"\n', 1, "does not exist"),
        (b'[page.town_2026]\nagainst = "folder.txt"\n', 1, "`folder.txt` is a folder"),
        (b'[page.town_2026]\nvocabulary = "folder.ipp"\n', 1, "`folder.ipp` is a folder"),
        (b'[page.town_2026]\nfacts = "folder.txt"\n', 0, ""),
        (b'[page.town_2026]\nagainst = "loop.txt"\n', 1, "the path begins in the folder of this file"),
        (b'[page."' + b"x" * 300 + b'"]\n', 1, "the folder has no page"),
    ],
)  # fmt: skip
def test_broken_settings_are_findings(
    text: bytes, code: int, message: str, folder: dict[str, str], tmp_path: Path
) -> None:
    for name in ("folder.txt", "folder.ipp"):
        (tmp_path / name).mkdir()
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "ipdsl.toml").write_bytes(text)
    ran = run("check", folder["town"], "--lang", "en")
    assert (ran.code, message in ran.both) == (code, True), ran.both


def test_a_document_never_replaces_what_was_read(folder: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "documents"
    out.mkdir()
    (out / "town_2026.html").write_text(TEXT, encoding="utf-8")
    given = run("doc", folder["town"], "--against", str(out / "town_2026.html"), "-o", str(out))
    assert (given.code, "would overwrite" in given.err) == (2, True), given.both
    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nagainst = "documents/index.html"\n', encoding="utf-8")
    (out / "index.html").write_text(TEXT, encoding="utf-8")
    assert "would overwrite" in run("doc", folder["town"], "-o", str(out)).err
    (tmp_path / "settings.html").symlink_to("ipdsl.toml")
    assert "would overwrite" in run("doc", folder["town"], "-o", str(tmp_path / "settings.html")).err
    assert (out / "index.html").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("page", ["x" * 300 + "/a.ipp", "x" * 300 + ".ipp", "a.**", "x" * 300 + "/a.**"])
@pytest.mark.parametrize("command", [("check",), ("doc", "-o", "x.html"), ("fmt",)])
def test_a_page_with_an_impossible_name_is_a_finding(command: tuple[str, ...], page: str) -> None:
    ran = run(*command, page)
    assert (ran.code, "error[U0" in ran.both, "internal" in ran.both) == (2, True, False), ran.both
