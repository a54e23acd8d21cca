"""Parts about office files: workbooks with facts and findings, letters."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import openpyxl

from tests.conftest import ROOT
from tests.equivalence.drawn import PAGES, firms, pairs, write_cities
from tests.equivalence.inputs import LANGUAGES, Folder, Inputs
from tests.support.cli import run
from tests.support.project_files import files_in

CELLS = ("x", "无", "-5", "2022/13/45", "1,000.005", "maybe", 12.345, 10**18, "", "none", "F1")


def workbooks(inputs: Inputs) -> None:
    """Empty and filled workbooks, decisions on them, and findings that are written into a copy."""
    r, folder = inputs.random, inputs.folder("cities")
    write_cities(folder)
    for page in PAGES:
        for language in LANGUAGES:
            for reader in ("firm", "bureau"):
                name = f"{page}_{language}_{reader}.xlsx"
                words = ("template", f"{page}.ipp", "-o", name, "--for", reader, "--lang", language)
                folder.command(*words, collect=[name])
        for number, firm in enumerate(firms(page, 1 + inputs.pairs // 200, inputs.seed)):
            facts = folder.write(f"{page}_{number}.json", firm)
            _workbook(r, folder, f"{page}.ipp", facts, LANGUAGES[number % 2])
    for number, pair in enumerate(pairs(inputs.seed, range(0, inputs.pairs, 20))):
        inner = inputs.folder(pair.name)
        page, facts, _ = pair.write(inner)
        _workbook(r, inner, page, facts, LANGUAGES[number % 2])


def _workbook(r: random.Random, folder: Folder, page: str, facts: str, language: str) -> None:
    """A workbook of facts, with a ledger for the bureau, and a copy with wrong cells."""
    stem = Path(facts).stem
    filled, bureau, wrong, back = (f"{stem}_{what}.xlsx" for what in ("filled", "bureau", "wrong", "back"))
    words = ("template", page, "--facts", facts, "--lang", language)
    folder.command(*words, "-o", filled, collect=[filled])
    folder.command("eval", page, "--full", "--facts", facts, "--ledger-out", f"{stem}.ledger")
    folder.command(*words, "-o", bureau, "--for", "bureau", "--history", f"{stem}.ledger", collect=[bureau])
    for name in (filled, bureau):
        folder.command("eval", page, "--full", "--facts", name, "--lang", language)
        folder.command("eval", page, "--facts", name, "--format", "json", "--lang", language)
    made = folder.where / "made.xlsx"
    made.unlink(missing_ok=True)
    run("template", folder.where / page, "--facts", folder.where / facts, "--lang", language, "-o", made)
    if made.exists():
        folder.write(wrong, _with_wrong_cells(r, made))
        folder.command("eval", page, "--full", "--facts", wrong, "--annotate", back, "--lang", language, collect=[back])
        folder.command("eval", page, "--facts", wrong, "--format", "json", "--lang", language)


def _with_wrong_cells(r: random.Random, file: Path) -> bytes:
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2, max_row=min(sheet.max_row, 30)):
            for cell in row:
                if cell.value is not None and r.random() < 0.06 and not isinstance(cell, openpyxl.cell.cell.MergedCell):
                    cell.value = r.choice(CELLS)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def letters(inputs: Inputs) -> None:
    """Letters on the examples and on random firms: Word, HTML, PDF, and the authority's own template."""
    folder = inputs.folder("cities")
    write_cities(folder)
    listed = [("shaoguan_2021", file) for file in files_in(ROOT / "examples", "firm*.json")]
    for page, file in listed:
        _letters(folder, f"{page}.ipp", folder.write(file.name, file.read_bytes()))
    for page in PAGES:
        every = firms(page, 1 + inputs.pairs // 200, inputs.seed)
        for number, firm in enumerate(every):
            _letters(folder, f"{page}.ipp", folder.write(f"{page}_{number}.json", firm))
        facts = folder.write(f"{page}.jsonl", "".join(f"{json.dumps(firm, default=str)}\n" for firm in every))
        out = f"{page}_letters"
        folder.command(
            "letter", f"{page}.ipp", "--facts", facts, "--cohort", "-o", f"{out}/{{applicant}}.html", collect=[out]
        )
    folder.command("letter", "shaoguan_2021.ipp", "--facts", "firm.json", "--list-fields")
    for language in LANGUAGES:
        for copy in (f"copy_{language}.html", f"copy_{language}.docx"):
            words = ("doc", "shaoguan_2021.ipp", "--facts", "firm.json", "--lang", language)
            folder.command(*words, "-o", copy, collect=[copy])
        own = f"own_{language}.docx"
        words = ("letter", "shaoguan_2021.ipp", "--facts", "firm.json", "--lang", language)
        folder.command(*words, "--new-template", own, collect=[own])
        folder.command(*words, "--template", own, "-o", f"by_{own}", collect=[f"by_{own}"])


def _letters(folder: Folder, page: str, facts: str) -> None:
    for language in LANGUAGES:
        stem = f"{Path(facts).stem}_{language}"
        for suffix in ("docx", "html", *(["pdf"] if language == "zh" else [])):
            words = (
                "letter",
                page,
                "--facts",
                facts,
                "-o",
                f"{stem}.{suffix}",
                "--respond-by",
                "2025-06-30",
                "--lang",
                language,
            )
            folder.command(*words, collect=[f"{stem}.{suffix}"])
