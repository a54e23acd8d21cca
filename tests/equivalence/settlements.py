"""Parts about decisions on one applicant: cases of the cities, generated pairs, unknown facts, findings."""

from __future__ import annotations

import random
from pathlib import Path

import ipdsl
from ipdsl.driver.catalogue import catalogue
from tests.conftest import ROOT
from tests.equivalence.drawn import PAGES, POLICIES, facts_of_cases, firms, named_pairs, pairs, write_cities
from tests.equivalence.inputs import LANGUAGES, Folder, Inputs
from tests.equivalence.mutations import mutated_facts, mutated_page
from tests.support.project_files import files_in

SPARSE = 10
"""One pair out of this many is used in more calls than the others."""


def cases(inputs: Inputs) -> None:
    """The cases of the five cities in both languages, and the decisions on the facts of each."""
    folders = {language: inputs.folder(language) for language in LANGUAGES}
    for language, folder in folders.items():
        write_cities(folder, language)
    for page in PAGES:
        for folder in folders.values():
            folder.commands("test", f"{page}.ipp")
            folder.commands("check", f"{page}.ipp")
            folder.commands("readings", f"{page}.ipp")
            folder.python("describe", f"{page}.ipp")
        for number, (line, facts) in enumerate(inputs.sampled(facts_of_cases(page))):
            for language, folder in folders.items():
                name = folder.write(f"{page}_{line}.json", facts)
                _decide(folder, f"{page}.ipp", name, language, LANGUAGES[number % 2] == language)
                if number % SPARSE == 0:
                    folder.python("traces", f"{page}.ipp", name, language)
                if number % (6 * SPARSE) == 0:
                    clause = ipdsl.load(POLICIES / f"{page}.ipp").clauses[0]
                    folder.command(
                        "trace", f"{page}.ipp", "--facts", f"{page}.cases.ipp:{line}", clause, "--lang", language
                    )


def _decide(folder: Folder, page: str, facts: str, language: str, json_too: bool) -> None:
    lines = f"{Path(facts).stem}.lines"
    folder.command(
        "eval", page, "--facts", facts, "--show-unrelated", "--ledger-out", lines, "--lang", language, collect=[lines]
    )
    if json_too:
        folder.command("eval", page, "--facts", facts, "--format", "json", "--lang", language)


def generated_pairs(inputs: Inputs) -> None:
    """Named and generated pairs of a page and facts: decisions as text and JSON in both languages, and the library."""
    for number, pair in enumerate([*inputs.sampled(named_pairs()), *pairs(inputs.seed, range(inputs.pairs))]):
        folder = inputs.folder(pair.name)
        page, facts, _ = pair.write(folder)
        folder.command(
            "eval",
            page,
            "--full",
            "--facts",
            facts,
            "--ledger-out",
            "lines.json",
            "--lang",
            "en",
            collect=["lines.json"],
        )
        folder.command("eval", page, "--full", "--facts", facts, "--lang", "zh")
        folder.command("eval", page, "--facts", facts, "--format", "json", "--lang", LANGUAGES[number % 2])
        folder.python("decide", page, facts)
        if number % SPARSE == 0:
            folder.command(
                "eval", page, "--facts", facts, "--show-unrelated", "--strict", "--year", "2022", "--lang", "en"
            )
            folder.python("traces", page, facts, LANGUAGES[number // SPARSE % 2])


def unknown_facts(inputs: Inputs) -> None:
    """The same pairs with gaps in the facts, and firms of the cities without some facts: bounds and questions."""
    for number, pair in enumerate([*inputs.sampled(named_pairs()), *pairs(inputs.seed, range(0, inputs.pairs, 2))]):
        folder = inputs.folder(pair.name)
        page, _, facts = pair.write(folder)
        folder.command("eval", page, "--facts", facts, "--format", "json", "--lang", LANGUAGES[number % 2])
        folder.command("eval", page, "--full", "--facts", facts, "--lang", LANGUAGES[(number + 1) % 2])
        folder.command("ask", page, "--facts", facts, "--lang", LANGUAGES[number % 2])
        folder.command("ask", page, "--facts", facts, "--format", "json", "--lang", LANGUAGES[(number + 1) % 2])
        folder.python("decide", page, facts)
    r, folder = inputs.random, inputs.folder("cities")
    write_cities(folder)
    for page in PAGES:
        for number, firm in enumerate(firms(page, 2 + inputs.pairs // 100, inputs.seed)):
            kinds = sorted(firm["records"])
            for kind in r.sample(kinds, min(2, len(kinds))):
                del firm["records"][kind]
            name = folder.write(f"{page}_{number}.json", firm)
            folder.commands("eval", f"{page}.ipp", "--full", "--facts", name)
            folder.commands("ask", f"{page}.ipp", "--facts", name)
            folder.python("decide", f"{page}.ipp", name)


def findings(inputs: Inputs) -> None:
    """Findings on pages and facts with errors, as text and JSON in both languages; all pages of the goldens."""
    goldens(inputs)
    r = inputs.random
    for pair in [*inputs.sampled(named_pairs()), *pairs(inputs.seed, range(0, inputs.pairs, 2))]:
        folder = inputs.folder(pair.name)
        page, _, _ = pair.write(folder)
        wrong = folder.write("wrong.ipp", mutated_page(r, pair.page))
        folder.command("check", wrong, "--lang", "en", "--verbose")
        folder.command("check", wrong, "--lang", "zh")
        folder.command("check", wrong, "--format", "json", "--lang", r.choice(LANGUAGES))
        facts = folder.write("wrong.json", mutated_facts(r, r.choice((pair.facts, pair.open_facts))))
        folder.command("eval", page, "--full", "--facts", facts, "--lang", "en")
        folder.command("eval", page, "--full", "--facts", facts, "--lang", "zh")
        folder.command("eval", page, "--facts", facts, "--format", "json", "--lang", r.choice(LANGUAGES))
    _wrong_cities(inputs, r)


def _wrong_cities(inputs: Inputs, r: random.Random) -> None:
    """Pages of the cities in both languages, and random firms, all with errors."""
    for language in LANGUAGES:
        folder = inputs.folder(f"cities_{language}")
        source = write_cities(folder, language)
        for page in PAGES:
            for number in range(1 + inputs.pairs // 250):
                text = (source / f"{page}.ipp").read_text("utf-8")
                wrong = folder.write(f"{page}_wrong_{number}.ipp", mutated_page(r, text))
                folder.commands("check", wrong)
            for number, firm in enumerate(firms(page, 2 + inputs.pairs // 50, inputs.seed)):
                name = folder.write(f"{page}_{number}.json", mutated_facts(r, firm))
                folder.commands("eval", f"{page}.ipp", "--full", "--facts", name, languages=[language])
                folder.python("decide", f"{page}.ipp", name)
    folder = inputs.folder("vocabulary")
    words = (POLICIES / "ip.ipp").read_text("utf-8")
    for number in range(2 + inputs.pairs // 100):
        folder.commands("check", folder.write(f"ip_{number}.ipp", mutated_page(r, words)))


def goldens(inputs: Inputs) -> None:
    """Every page of the goldens, and the explanation of every code."""
    for area in ("syntax", "semantics", "chinese"):
        folder, source = inputs.folder(f"goldens_{area}"), ROOT / "tests" / "golden" / area
        names = sorted(str(file.relative_to(source)) for file in source.rglob("*.ipp"))
        for name in names:  # pages use vocabularies in their folder
            folder.write(name, (source / name).read_bytes())
        for name in inputs.sampled(names):
            folder.commands("check", name, "--verbose")
    folder = inputs.folder("explain")
    for code in inputs.sampled([*catalogue(), "README"]):
        for language in LANGUAGES:
            folder.command("explain", code, "--lang", language)


def comparisons(inputs: Inputs) -> None:
    """One applicant under several policies, and the examples under the policy of a city."""
    folder = inputs.folder()
    write_cities(folder)
    pages = [f"{page}.ipp" for page in PAGES]
    for file in files_in(ROOT / "examples", "*.json"):
        facts = folder.write(file.name, file.read_bytes())
        folder.commands("compare", *pages, "--facts", facts, "--show-unrelated")
        folder.commands("eval", *pages, "--full", "--facts", facts)
        folder.commands("ask", pages[0], "--facts", facts)
    for page in PAGES:
        for number, firm in enumerate(firms(page, 1 + inputs.pairs // 100, inputs.seed)):
            facts = folder.write(f"{page}_{number}.json", {**firm, "approvals": [], "history": []})
            folder.commands("compare", *pages[:3], "--facts", facts, "--year", "2022")
