"""The checker of prose: what it reads, what it leaves out, and where it places a hit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.prose.__main__ import main
from tests.prose.count import counted, hits
from tests.prose.rules import ERROR, STRONG, rules
from tests.prose.texts import (
    CODE,
    DOCUMENTS,
    MEANINGS,
    MESSAGES,
    Piece,
    document_prose,
    is_message,
    message_prose,
    messages_of_module,
    of_document,
    of_meanings,
    of_module,
)
from tests.support.project_files import files_under

pytestmark = pytest.mark.broad


def piece(text: str) -> Piece:
    return Piece(Path("page.md"), 1, DOCUMENTS, document_prose(text))


def test_every_rule_has_a_pattern_words_to_write_and_a_reason() -> None:
    every = rules()
    assert len(every) > 80
    assert sum(rule.severity == ERROR for rule in every) > 20
    assert all(rule.preferred and rule.reason for rule in every)


@pytest.mark.parametrize(
    "text",
    ["`is told`", "```sh\nis told\n```", "[x](is-told-anew)", "it is told <!-- prose: ok -->", "<!-- anew -->"],
)
def test_code_links_and_accepted_lines_are_left_out(text: str) -> None:
    assert [*hits(piece(text))] == []


def test_a_hit_has_the_line_the_words_and_what_to_write() -> None:
    (hit,) = hits(piece("First line.\n\n```sh\nanew\n```\nThe year is settled anew."))
    assert (hit.line, hit.text, hit.rule.severity) == (6, "anew", ERROR)
    assert "again" in hit.rule.preferred


def test_rules_of_chinese_are_for_chinese_text() -> None:
    assert [hit.text for hit in hits(piece("这里打印一个政策。"))] == ["打印", "一个政策"]
    assert [*hits(piece("The pages of Foshan (打印) are in one folder of their documents."))] == []


def test_docstrings_comments_and_messages_of_a_module_are_read(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text(
        '"""It is told here."""\n# told of it\nx = 1  # noqa\nTEXT = "a line that is told"\nNAME = "told_of"\n'
    )
    found = [*of_module(file)]
    assert [(part.group, part.line) for part in found] == [(CODE, 1), (CODE, 2)]  # messages are those of the package
    assert sum(counted(part).strong for part in found) == 2


def test_a_fence_ends_at_the_first_closing_line() -> None:
    """A blank line before the fence, or inside it before its end, does not hide the prose that follows."""
    page = piece("Text.\n\n```sh\nanew\n\n```\n\nThe year is settled anew.\n\n```sh\nanew\n\n```\n")
    assert [hit.line for hit in hits(page)] == [8]


def test_texts_of_several_words_are_messages() -> None:
    assert is_message("`{word}` is declared twice")
    assert is_message("没有申报的记录")
    assert not is_message("record.kind")
    assert not is_message("utf-8")
    assert not is_message(r"(?:up to|no more than|not exceeding) \d+")
    assert message_prose("`x` of {number} is told") == "` of {} is told"
    assert MESSAGES


def test_the_meanings_of_keywords_are_read_with_their_lines_and_without_examples(tmp_path: Path) -> None:
    file = tmp_path / "meanings.toml"
    file.write_text(
        '# anew\n[BOTH]\nCAP.en = "Computed anew: `cap \\"anew\\"`."\nCAP.zh = "一个政策。"\n', encoding="utf-8"
    )
    found = [(hit.line, hit.text) for part in of_meanings(file) for hit in hits(part)]
    assert found == [(3, "anew"), (4, "一个政策")]


def test_every_meaning_of_a_keyword_is_read() -> None:
    parts = [*of_meanings(MEANINGS)]
    assert len(parts) == sum(line.endswith('"') for line in MEANINGS.read_text(encoding="utf-8").splitlines())
    assert 2 * sum(part.is_chinese for part in parts) >= len(parts) - 2


@pytest.mark.parametrize(("text", "code"), [("The year is settled again.", 0), ("The year is settled anew.", 1)])
def test_an_error_sets_the_exit_code(
    text: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    monkeypatch.setattr("tests.prose.__main__.ROOT", tmp_path)
    monkeypatch.setattr("tests.prose.__main__.pieces", lambda: (of_document(page),))
    monkeypatch.setattr("sys.argv", ["tests.prose", "--severity", ERROR])
    assert main() == code
    assert ("page.md:1: error: `anew`" in capsys.readouterr().out) == bool(code)


def test_texts_for_users_have_no_strong_hit() -> None:
    """Errors in any other text are found by `python -m tests.prose`, which is a check of its own."""
    documents = (ROOT / "README.md", *(ROOT / "docs" / part for part in ("en/start", "en/concepts")))
    documents += tuple(ROOT / "docs" / part for part in ("zh/start", "zh/concepts", "zh/README.md"))
    assert all(path.exists() for path in documents)
    paths = [path for place in documents for path in (files_under(place, "*.md") if place.is_dir() else [place])]
    modules = files_under(ROOT / "ipdsl", "*.py")
    texts = [
        *map(of_document, paths),
        *(part for file in modules for part in messages_of_module(file)),
        *of_meanings(MEANINGS),
    ]
    found = [hit for part in texts for hit in hits(part) if hit.rule.severity in (ERROR, *STRONG)]
    assert [(str(hit.file.relative_to(ROOT)), hit.line, hit.text) for hit in found] == []
