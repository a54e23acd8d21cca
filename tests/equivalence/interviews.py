"""The part about interviews: random answers. Many are valid for the question and some are not."""

from __future__ import annotations

import random

from tests.equivalence.drawn import PAGES, firms, pairs, write_cities
from tests.equivalence.inputs import LANGUAGES, Inputs

ANSWERS = (
    *("1", "2", "3", "0", "none", "yes", "no", "y", "100000", "2500.50", "2022-05-01", "2021-12-31", "2023", "tea"),
    *("", "?", "back", "list", "5%", "national", "企业", "是", "否", "无", "返回", "2022年5月1日", "3万元", "unknown"),
)


def interviews(inputs: Inputs) -> None:
    """Interviews from nothing and from some facts, with the facts that they store."""
    r, folder = inputs.random, inputs.folder("cities")
    write_cities(folder)
    for page in PAGES:
        for number in range(2 + inputs.pairs // 100):
            kept, language = f"{page}_{number}.json", LANGUAGES[number % 2]
            words = ("ask", f"{page}.ipp", "--interactive", "--facts-out", kept, "--lang", language)
            folder.command(*words, stdin=_answers(r, 60), collect=[kept])
            folder.command(*words, stdin=_answers(r, 20), collect=[kept])
            folder.command("eval", f"{page}.ipp", "--full", "--facts", kept, "--lang", language)
        firm = firms(page, 1, inputs.seed)[0]
        facts = folder.write(f"{page}_firm.json", firm | {"records": {}})
        folder.command("ask", f"{page}.ipp", "--facts", facts, "--interactive", stdin=_answers(r, 40))
    folder.command("ask", *(f"{page}.ipp" for page in PAGES), "--interactive", stdin=_answers(r, 40))
    for number, pair in enumerate(pairs(inputs.seed, range(0, inputs.pairs, 20))):
        inner = inputs.folder(pair.name)
        page, _, facts = pair.write(inner)
        words = ("ask", page, "--interactive", "--facts-out", "kept.json", "--lang", LANGUAGES[number % 2])
        inner.command(*words, stdin=_answers(r, 40), collect=["kept.json"])
        inner.command(
            "ask", page, "--facts", facts, "--interactive", "--lang", LANGUAGES[number % 2], stdin=_answers(r, 20)
        )


def _answers(r: random.Random, number: int) -> str:
    return "".join(f"{r.choice(ANSWERS)}\n" for _ in range(number))
