"""Parts about several years and several applicants: ledgers, recalculated years, cohorts."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import ipdsl
from tests.equivalence.drawn import PAGES, POLICIES, Facts, firms, pairs, write_cities
from tests.equivalence.inputs import LANGUAGES, Folder, Inputs
from tests.support.batch.cohorts import generated_cohorts
from tests.support.batch.drawn_cohorts import drawn_cohort, drawn_policy

WITHOUT_LEDGER = ("history", "as_of")
"""The parts of facts that a run over several years states by options."""


def years(inputs: Inputs) -> None:
    """Three successive years, with late records, recalculated years, and edited ledgers."""
    r, folder = inputs.random, inputs.folder("cities")
    write_cities(folder)
    for page in PAGES:
        begins = ipdsl.load(POLICIES / f"{page}.ipp").effective[0]
        assert begins is not None
        for number, firm in enumerate(firms(page, 2 + inputs.pairs // 100, inputs.seed)):
            _three_years(r, folder, f"{page}.ipp", f"{page}_{number}", firm, begins.year)
    for pair in pairs(inputs.seed, range(0, inputs.pairs, 10)):
        inner = inputs.folder(pair.name)
        page, _, _ = pair.write(inner)
        _three_years(r, inner, page, "firm", pair.facts, 2021)


def _three_years(r: random.Random, folder: Folder, page: str, name: str, stated: Facts, first: int) -> None:
    whole = {part: value for part, value in stated.items() if part not in WITHOUT_LEDGER}
    early = {**whole, "records": {kind: _some(r, records) for kind, records in whole["records"].items()}}
    facts, partial = folder.write(f"{name}.json", whole), folder.write(f"{name}_early.json", early)
    ends = [f"{year}-12-31" for year in (first, first + 1, first + 2)]
    ledgers = [f"{name}_{number}.ledger" for number in range(3)]
    language = r.choice(LANGUAGES)
    folder.command(
        "eval", page, "--full", "--facts", partial, "--as-of", ends[0], "--ledger-out", ledgers[0], "--lang", language,
        collect=ledgers[:1],
    )  # fmt: skip
    for year in (1, 2):
        words = ("eval", page, "--full", "--facts", facts, "--as-of", ends[year], "--history", ledgers[year - 1])
        folder.command(*words, "--ledger-out", ledgers[year], "--lang", language, collect=[ledgers[year]])
        folder.command(*words, "--format", "json", "--lang", language)
    anew = ("--as-of", ends[2], "--history", ledgers[1], "--reopen", str(r.choice((first, first + 1))))
    folder.command(
        "eval", page, "--full", "--facts", facts, *anew, "--ledger-out", f"{name}.anew", collect=[f"{name}.anew"]
    )
    folder.command("eval", page, "--facts", facts, *anew, "--format", "json", "--lang", r.choice(LANGUAGES))
    folder.command("check", page, "--against-ledger", ledgers[1])
    _edited(r, folder, page, name, _ledger(folder, page, early, ends[0]))


def _some(r: random.Random, records: Any) -> Any:
    """The records without late ones."""
    return [one for one in records if r.random() < 0.7] if isinstance(records, list) else records


def _ledger(folder: Folder, page: str, facts: Facts, day: str) -> Facts | None:
    """The decision of a first run, used as a ledger. `None` if the facts are refused."""
    try:
        return ipdsl.to_json(ipdsl.load(folder.where / page).evaluate(facts, as_of=day))
    except ipdsl.FactsError:
        return None


def _edited(r: random.Random, folder: Folder, page: str, name: str, ledger: Facts | None) -> None:
    """An edited ledger, which is first refused and then accepted with a name."""
    if ledger is None or not ledger["ledger"]:
        return
    changed = copy.deepcopy(ledger)
    lines = changed["ledger"]
    match r.choice(("drop", "double", "sum", "item")):
        case "drop":
            lines.pop(r.randrange(len(lines)))
        case "double":
            lines.append(dict(r.choice(lines)))
        case "sum":
            r.choice(lines)["due"] = "1234.56"
        case "item":
            r.choice(lines)["item"] = "another"
    edited = folder.write(f"{name}_edited.json", changed)
    words = ("eval", page, "--full", "--facts", f"{name}.json", "--history", edited)
    folder.commands(*words)
    folder.command(*words, "--accept-modified-ledger", "Li", "--lang", "en")
    folder.command(*words, "--accept-modified-ledger", "李", "--format", "json", "--lang", "zh")


def cohorts(inputs: Inputs) -> None:
    """Ranks, quotas and caps across applicants: firms of the cities, generated policies, generated cohorts."""
    folder = inputs.folder("cities")
    write_cities(folder)
    for page in PAGES:
        for number in range(1 + inputs.pairs // 200):
            every = firms(page, 6, inputs.seed + number)
            _cohort(folder, f"{page}.ipp", f"{page}_{number}", every)
    for number, made, every in generated_cohorts(inputs.seed, 3 + inputs.pairs // 20, 5):
        inner = inputs.folder(f"generated_{number}")
        _pages(inner, made.text, made.vocabulary_text)
        _cohort(inner, "page.ipp", "firms", list(every))
    for number in range(3 + inputs.pairs // 20):
        r = random.Random(f"{inputs.seed}:{number}")
        policy = drawn_policy(r)
        inner = inputs.folder(f"shared_{number}")
        _pages(inner, policy.text, policy.vocabulary_text)
        _cohort(inner, "page.ipp", "firms", drawn_cohort(r, policy, 6, odd=0.3))


def _pages(folder: Folder, page: str, vocabulary: str) -> None:
    """Write a page, and its vocabulary under the vocabulary's own name."""
    name = next(line.split()[1] for line in vocabulary.splitlines() if line.startswith("vocabulary "))
    folder.write("page.ipp", page)
    folder.write(f"{name}.ipp", vocabulary)


def _cohort(folder: Folder, page: str, name: str, every: list[Facts]) -> None:
    lines = (json.dumps(one, ensure_ascii=False, default=str) for one in every)
    facts, ledger = folder.write(f"{name}.jsonl", "".join(f"{line}\n" for line in lines)), f"{name}.ledger"
    folder.command("eval", page, "--facts", facts, "--cohort", "--ledger-out", ledger, "--lang", "en", collect=[ledger])
    folder.command("eval", page, "--facts", facts, "--cohort", "--lang", "zh")
    folder.command("eval", page, "--facts", facts, "--cohort", "--format", "json", "--lang", "en")
    folder.command("eval", page, "--facts", facts, "--each", "--format", "json", "--lang", "zh")
    folder.command(
        "eval", page, "--facts", facts, "--cohort", "--history", ledger, "--year", "2023", "--format", "json"
    )
