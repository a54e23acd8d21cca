"""The county policy of the tutorial, written from an empty file in an editor, in both languages.

A user types each line. At some words the user types the first letters and accepts what completion offers.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from lsprotocol import types

from tests.support.lsp.client import EditorClient, editor
from tests.support.processes import HUNG
from tests.support.slow import sampled

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs"
ACCEPTED = {
    "en": {
        "brook_words.ipp": ["vocabulary", "applicant", "applicant fields", "record", "default", "is one of"],
        "brook_2025.ipp": [
            "effective", "use brook_words", "to firm, person", "when patent", "patent granted", "of cost",
            "course finished", "pay highest", "by grade", "demonstration", "given firm", "finished_on", "reduced",
            "cap of article", "not eligible", "because in_county", "out of window", "grade pilot", "displaced by D",
        ],
    },
    "zh": {
        "brook_words.ipp": ["词汇", "申请人", "申请人情况", "记录", "识别项", "随时变动", "默认"],
        "brook_2025.ipp": [
            "使用词汇", "对 专利", "专利 授权", "按 费用", "按 等级", "须 在本县", "最高不超过", "每个 企业",
            "就高不重复", "结业日", "核减", "不符合条件，因 在本县", "不在有效期内", "等级 试点企业", "就高未取，因 D",
        ],
    },
}  # fmt: skip
"""What completion is to offer: the last word, for its first two letters or first character, after the words before."""


def page_of_tutorial(language: str, name: str) -> str:
    text = (DOCUMENTS / language / "start" / "tutorial.md").read_text(encoding="utf-8")
    page = re.search(rf"^```ipdsl page {re.escape(name)}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert page is not None
    return page[1]


async def write(client: EditorClient, folder: Path, language: str, name: str) -> None:
    """Type a page line by line. At each word of the table ask for completion first, and accept the word."""
    wanted = [*ACCEPTED[language][name]]
    text, uri = page_of_tutorial(language, name), (folder / name).as_uri()
    client.open(uri, "")
    version = 1
    for number, line in enumerate(text.splitlines()):
        typed = ""
        for words in [each for each in wanted if each in line]:
            wanted.remove(words)
            word = words if words in PHRASES else words.rpartition(" ")[2]
            end = len(typed)
            typed = line[: line.index(words) + len(words) - len(word) + (2 if len(word) > 2 and word.isascii() else 1)]
            version = client.change(uri, (number, 0), (number, end), typed)
            await client.diagnostics(uri, version)
            place = types.Position(number, len(typed))
            answer = await client.text_document_completion_async(
                types.CompletionParams(types.TextDocumentIdentifier(uri), place)
            )
            assert isinstance(answer, types.CompletionList)
            assert word in [item.label for item in answer.items], (typed, word)
        version = client.change(uri, (number, 0), (number, len(typed)), f"{line}\n")
    findings = await client.diagnostics(uri, version)
    assert findings == []
    assert wanted == []
    (folder / name).write_text(text, encoding="utf-8")


PHRASES = {"applicant fields", "is one of", "pay highest", "not eligible", "out of window"}
"""Keywords of several words."""


@pytest.mark.parametrize("language", sampled(["en", "zh"], 2, others="broad"))
def test_the_county_policy_is_written_from_an_empty_file(tmp_path: Path, language: str) -> None:
    async def session() -> list[str]:
        async with editor() as client:
            for name in ACCEPTED[language]:
                await write(client, tmp_path, language, name)
            document = types.TextDocumentIdentifier((tmp_path / "brook_2025.ipp").as_uri())
            lenses: list[types.CodeLens] = []
            while not lenses:  # the vocabulary has none, and may be ready first
                await client.lenses(document.uri)
                client.lenses_are_ready = False
                lenses = [*(await client.text_document_code_lens_async(types.CodeLensParams(document)) or ())]
            return [lens.command.title for lens in lenses if lens.command is not None]

    titles = asyncio.run(asyncio.wait_for(session(), HUNG))
    assert titles[0] == {"en": "cases passed: 4", "zh": "4个案例均相符"}[language]
