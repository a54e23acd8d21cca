"""The pictures of letters in the documents show what the program prints now.

Each picture has a text next to it: the words of its letter, without numbers of ledgers, digests and the version. The
picture names the digest of that text, so that a new text without a new picture is found. A new picture: write the
letter as a PDF, draw its first page with 80 dots per inch, and store the text and its digest.
"""

from __future__ import annotations

import hashlib
import html
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.cli import run

PICTURES = {"zh": "firm", "en": "firm_unknown"}
FOLDER = ROOT / "docs" / "pictures"


def words_of_letter(folder: Path, language: str) -> str:
    """The words of the letter of a picture, one line for each element with text."""
    out = folder / "letter.html"
    facts = ROOT / "examples" / f"{PICTURES[language]}.json"
    assert run("letter", "shaoguan_2021", "--facts", facts, "-o", out, "--lang", language).code == 0
    body = re.sub(r"(?s)<(style|title)\b.*?</\1>", "", out.read_text("utf-8"))
    lines = (" ".join(html.unescape(line).split()) for line in re.sub(r"<[^>]+>", "\n", body).split("\n"))
    text = "\n".join(line.replace("\u200b", "") for line in lines if line)
    return re.sub(r"\b[0-9a-f]{16,}\b|\b\d+\.\d+\.\d+\S*$", "…", text, flags=re.MULTILINE) + "\n"


@pytest.mark.parametrize("language", PICTURES)
def test_a_picture_of_a_letter_shows_the_letter_that_is_printed_now(tmp_path: Path, language: str) -> None:
    text = (FOLDER / f"letter_{language}.txt").read_text("utf-8")
    assert text == words_of_letter(tmp_path, language), "draw the picture again, and store its text"
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert digest.encode() in (FOLDER / f"letter_{language}.png").read_bytes(), "the picture is of an older letter"
