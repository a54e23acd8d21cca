"""Parts about pages: their canonical form, the other language, stages of the compiler, texts of authorities."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.equivalence.drawn import PAGES, named_pairs, pairs, write_cities
from tests.equivalence.inputs import LANGUAGES, Folder, Inputs
from tests.equivalence.mutations import mutated_page
from tests.support.audit import town
from tests.support.cli import run
from tests.support.official_files import made
from tests.support.project_files import files_in

STAGES = ("layout", "ast", "typed", "plan", "settlement")
FORMS = ("word", "pdf")


def formats(inputs: Inputs) -> None:
    """Pages formatted, translated to the other language, and translated back."""
    for language in LANGUAGES:
        folder = inputs.folder(f"cities_{language}")
        source = write_cities(folder, language)
        for name in sorted(file.name for file in source.glob("*.ipp")):
            _formats(folder, name, language)
    r, folder = inputs.random, inputs.folder("examples")
    for file in files_in(ROOT / "examples" / "zh", "*.ipp"):
        folder.write(file.name, file.read_bytes())
    for file in files_in(ROOT / "examples" / "zh", "*.ipp"):
        _formats(folder, file.name, "zh")
    for pair in [*inputs.sampled(named_pairs()), *pairs(inputs.seed, range(0, inputs.pairs, 10))]:
        inner = inputs.folder(pair.name)
        page, _, _ = pair.write(inner)
        _formats(inner, page, "en")
        wrong = inner.write("wrong.ipp", mutated_page(r, pair.page))
        inner.command("fmt", wrong, collect=[wrong])


def _formats(folder: Folder, page: str, language: str) -> None:
    """A page in one language.

    Its translation is also made here, so that both versions get the same input for the way back.
    """
    (other,) = {*LANGUAGES} - {language}
    folder.command("fmt", "--check", page)
    folder.command("fmt", "--to", other, page)
    ran = run("fmt", "--to", other, folder.where / page)
    if ran.code == 0:
        there = folder.write(f"{page.removesuffix('.ipp')}_in_{other}.ipp", ran.out)
        folder.command("fmt", "--to", language, there)
        folder.command("fmt", there, collect=[there])
        folder.command("check", there, "--lang", other)


def dumps(inputs: Inputs) -> None:
    """The stages of the compiler."""
    for language in LANGUAGES:
        folder = inputs.folder(f"cities_{language}")
        write_cities(folder, language)
        for page in PAGES:
            _dumps(folder, f"{page}.ipp")
    for pair in [*inputs.sampled(named_pairs())[::4], *pairs(inputs.seed, range(0, inputs.pairs, 10))]:
        inner = inputs.folder(pair.name)
        page, _, _ = pair.write(inner)
        _dumps(inner, page)


def _dumps(folder: Folder, page: str) -> None:
    for stage in STAGES:
        folder.command("dump", stage, page)


def texts(inputs: Inputs) -> None:
    """Audits against a text and against modified texts, and first pages of texts in every form of file."""
    r, folder = inputs.random, inputs.folder()
    page = folder.write("town.ipp", town.PAGE)
    for number in range(4 + inputs.pairs // 20):
        text = town.TEXT if number == 0 else mutated_page(r, town.TEXT)
        file = folder.write(f"text_{number}.txt", text)
        folder.commands("audit", page, "--against", file)
        for language in LANGUAGES:
            folder.command("draft", file, "--lang", language)
        if number < len(FORMS) * 3:
            form = FORMS[number % len(FORMS)]
            other = folder.write(f"text_{number}.{'docx' if form == 'word' else form}", made(form, text))
            folder.command("audit", page, "--against", other, "--lang", "en")
            folder.command("draft", other, "-o", f"drafted_{number}.ipp", collect=[f"drafted_{number}.ipp"])
            folder.command("check", f"drafted_{number}.ipp")
