"""The pictures of letters, forms and lists in `docs/pictures/`: `python -m tests.support.office.pictures [NAME…]`.

Each document is written from a real policy and the facts of `examples/`. Its words are a text next to its picture,
without numbers of ledgers, digests and the version. The picture has the digest of that text.

The command needs LibreOffice and poppler (Debian: libreoffice-calc-nogui, libreoffice-writer-nogui, poppler-utils),
the fonts of Noto, and the library Pillow.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import openpyxl

from ipdsl.office.verification.documents import read_document
from tests.conftest import ROOT
from tests.support.cli import run

FOLDER = ROOT / "docs" / "pictures"
LANGUAGES = ("en", "zh")
POLICY = "shaoguan_2021"
OFFICES = {
    "zh": {"单位名称": "韶关市市场监督管理局", "联系人": "张工", "联系电话": "0751-8880001",
           "复议机关": "韶关市人民政府"},
    "en": {"office": "Westerhaven Grants Office", "address": "12 Quay Street", "email": "grants@westerhaven.example",
           "contact": "J. Smith", "appeal authority": "the Westerhaven Appeals Board"},
}  # fmt: skip
FOR_PUBLICATION = {
    "zh": {"地址": "韶关市武江区百旺路17号", "邮编": "512026", "公示期": "5个工作日"},
    "en": {"postcode": "WH1 2QS", "phone": "01632 960017", "publication period": "5 working days"},
}
"""More data of the office, which a publication prints."""
NUMBERS = {"zh": "韶市监知〔2025〕{n}号", "en": "IP-2025-{n:04}"}
DETAILS: dict[str, dict[str, dict[str, str]]] = {
    "firm": {
        "zh": {"名称": "韶关市丹霞仪器有限公司", "统一社会信用代码": "91440200671234567T",
               "开户银行": "韶关银行西河支行", "账号": "4405016278340000123"},
        "en": {"name": "Danxia Instruments Ltd", "code": "GB-4402-0117", "bank": "Bank of Westerhaven",
               "account": "4405016278340000117"},
    },
    "firm_unknown": {
        "zh": {"名称": "韶关市武江零部件有限公司", "开户银行": "南岭农商银行", "账号": "4405016278340000456"},
        "en": {"name": "Wujiang Parts Ltd", "account": "4405016278340000123"},
    },
    "firm_rich": {
        "zh": {"名称": "韶关市北江生物科技有限公司", "开户银行": "韶关银行东堤支行", "账号": "4405016278340000789"},
        "en": {"name": "Beijiang Bio Ltd", "bank": "Bank of Westerhaven", "account": "4405016278340000789"},
    },
    "firm_small": {"zh": {"名称": "南岭工具厂"}, "en": {"name": "Nanling Tools Ltd"}},
    "university": {
        "zh": {"名称": "韶关学院", "开户银行": "韶关银行西河支行", "账号": "4405016278340000222"},
        "en": {"name": "Shaoguan College", "bank": "Quay Savings Bank", "account": "4405016278340000222"},
    },
    "person": {
        "zh": {"名称": "李明", "开户银行": "南岭农商银行", "账号": "6217000011112222333"},
        "en": {"name": "Li Ming", "bank": "Quay Savings Bank", "account": "6217000011112222333"},
    },
}  # fmt: skip
"""Invented details of the applicants in `examples/`."""


def _facts(folder: Path, language: str, *names: str) -> Path:
    """The facts of applicants with their details."""
    applicants = [json.loads((ROOT / "examples" / f"{name}.json").read_text("utf-8")) for name in names]
    for name, stated in zip(names, applicants, strict=True):
        stated["applicant"]["details"] = DETAILS[name][language]
    path = folder / "facts.json"
    path.write_text(json.dumps(applicants if len(names) > 1 else applicants[0]), "utf-8")
    return path


def _office(folder: Path, data: dict[str, str]) -> Path:
    path = folder / "office.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def write_letter(folder: Path, language: str, suffix: str) -> Path:
    """A letter."""
    out = folder / f"letter.{suffix}"
    ran = run(
        "letter", POLICY, "--facts", _facts(folder, language, "firm" if language == "zh" else "firm_unknown"),
        "-o", out, "--lang", language, "--office", _office(folder, OFFICES[language]), "--number", NUMBERS[language],
        "--number-from", "17", "--date", "2025-03-10", "--respond-by", "2025-04-30",
    )  # fmt: skip
    assert ran.code == 0, ran.both
    return out


def write_form(folder: Path, language: str, suffix: str) -> Path:
    """The form of a firm, filled in."""
    out = folder / f"form.{suffix}"
    out.unlink(missing_ok=True)
    ran = run("template", POLICY, "--facts", _facts(folder, language, "firm"), "-o", out, "--lang", language)
    assert ran.code == 0, ran.both
    return out


def _write_list(name: str) -> Callable[[Path, str, str], Path]:
    def write(folder: Path, language: str, suffix: str) -> Path:
        out = folder / f"{name}.{suffix}"
        ran = run(
            "list", name, POLICY, "--facts", _facts(folder, language, *DETAILS), "--as-of", "2024-12-31", "-o", out,
            "--lang", language, "--office", _office(folder, OFFICES[language] | FOR_PUBLICATION[language]),
        )  # fmt: skip
        assert ran.code in (0, 3), ran.both
        return out

    return write


@attrs.frozen
class Picture:
    """The upper part of a page of a document.

    `write` writes the document in a language and a format to a folder: `drawn` for the picture, `read` for its words.
    """

    write: Callable[[Path, str, str], Path]
    drawn: str
    read: str
    page: int = 1
    height: float = 1

    def words(self, folder: Path, language: str) -> str:
        """The words of the document, a line for each element with text."""
        path = self.write(folder, language, self.read)
        text = "\n".join(line for line in _READERS[self.read](path, self.page - 1) if line)
        return re.sub(r"\b[0-9a-f]{16,}\b|\b\d+\.\d+\.\d+\S*$", "…", text, flags=re.MULTILINE) + "\n"


def _html_lines(path: Path, _: int) -> Iterator[str]:
    body = re.sub(r"(?s)<(style|title)\b.*?</\1>", "", path.read_text("utf-8"))
    for line in re.sub(r"<[^>]+>", "\n", body).split("\n"):
        yield " ".join(html.unescape(line).split()).replace("\u200b", "")


def _workbook_lines(path: Path, number: int) -> Iterator[str]:
    for row in openpyxl.load_workbook(path).worksheets[number].iter_rows(values_only=True):
        yield " | ".join(str(cell) for cell in row if cell is not None)


def _word_lines(path: Path, _: int) -> Iterator[str]:
    return (row.text for row in read_document(str(path)).rows)


_READERS: dict[str, Callable[[Path, int], Iterator[str]]] = {
    "html": _html_lines, "xlsx": _workbook_lines, "docx": _word_lines,
}  # fmt: skip

PICTURES = {
    "letter": Picture(write_letter, "pdf", "html"),
    "form": Picture(write_form, "xlsx", "xlsx"),
    "records": Picture(write_form, "xlsx", "xlsx", page=2),
    "payments": Picture(_write_list("payments"), "xlsx", "xlsx", height=0.5),
    "publication": Picture(_write_list("publication"), "docx", "docx", height=0.75),
}


def digest(text: str) -> bytes:
    """The digest of a text that its picture contains."""
    return hashlib.sha256(text.encode()).hexdigest().encode()


def _draw(name: str, language: str, folder: Path) -> None:
    """Draw the page with 80 dots per inch, in 32 colours, without its lower margin, and store its text."""
    from PIL import Image, ImageChops, PngImagePlugin

    picture = PICTURES[name]
    text = picture.words(folder, language)
    path = picture.write(folder, language, picture.drawn)
    if path.suffix != ".pdf":
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    page = folder / name
    subprocess.run(["pdftoppm", "-r", "80", "-f", str(picture.page), "-singlefile", "-png",
                    str(path.with_suffix(".pdf")), str(page)], check=True, timeout=120)  # fmt: skip
    image: Any = Image.open(page.with_suffix(".png")).convert("RGB")
    image = image.crop((0, 0, image.width, round(image.height * picture.height)))
    bottom = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()[3]
    image = image.crop((0, 0, image.width, min(bottom + 30, image.height)))
    info = PngImagePlugin.PngInfo()
    info.add_text("text", digest(text).decode())
    target = FOLDER / f"{name}_{language}.png"
    image.quantize(32, dither=Image.Dither.NONE).save(target, optimize=True, pnginfo=info)
    target.with_suffix(".txt").write_text(text, "utf-8")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    for chosen in sys.argv[1:] or PICTURES:
        for lang in LANGUAGES:
            with tempfile.TemporaryDirectory() as temporary:
                _draw(chosen, lang, Path(temporary))
