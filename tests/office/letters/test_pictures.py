"""The pictures of letters in the documents show what the program prints now.

Each picture has a text next to it: the words of its letter, without numbers of ledgers, digests and the version. The
picture names the digest of that text, so that a new text without a new picture is found. A new picture: write the
letter as a PDF (`letter_of_picture`), draw its first page with 80 dots per inch, and store the text and its digest.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.cli import run

PICTURES = {"zh": "firm", "en": "firm_unknown"}
DETAILS = {
    "zh": {"名称": "韶关市丹霞仪器有限公司", "账号": "4405016278340000123"},
    "en": {"name": "Wujiang Parts Ltd", "account": "4405016278340000123"},
}
OFFICES = {
    "zh": {"单位名称": "韶关市市场监督管理局", "联系人": "张工", "联系电话": "0751-8880001",
           "复议机关": "韶关市人民政府"},
    "en": {"office": "Westerhaven Grants Office", "address": "12 Quay Street", "email": "grants@westerhaven.example",
           "contact": "J. Smith", "appeal authority": "the Westerhaven Appeals Board"},
}  # fmt: skip
NUMBERS = {"zh": "韶市监知〔2025〕{n}号", "en": "IP-2025-{n:04}"}
FOLDER = ROOT / "docs" / "pictures"


def letter_of_picture(out: Path, language: str) -> None:
    """Write the letter of a picture."""
    facts, office = out.with_name("facts.json"), out.with_name("office.json")
    stated = json.loads((ROOT / "examples" / f"{PICTURES[language]}.json").read_text("utf-8"))
    stated["applicant"]["details"] = DETAILS[language]
    facts.write_text(json.dumps(stated), "utf-8")
    office.write_text(json.dumps(OFFICES[language]), "utf-8")
    ran = run(
        "letter", "shaoguan_2021", "--facts", facts, "-o", out, "--lang", language, "--office", office, "--number",
        NUMBERS[language], "--number-from", "17", "--date", "2025-03-10", "--respond-by", "2025-04-30",
    )  # fmt: skip
    assert ran.code == 0, ran.both


def words_of_letter(folder: Path, language: str) -> str:
    """The words of the letter of a picture, one line for each element with text."""
    out = folder / "letter.html"
    letter_of_picture(out, language)
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
