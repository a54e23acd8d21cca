"""Write what the extension takes from the language: colours from the keywords, snippets from the cookbook.

python editors/vscode/generate.py            # writes both files
python editors/vscode/generate.py --check    # exit code 1 if a file is not current
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from ipdsl.syntax import keywords  # noqa: E402  # the project's folder comes first
from ipdsl.syntax.keywords import Surface  # noqa: E402

_RECIPE = re.compile(r"^\| (?P<text>[^|]+?) \| `(?P<page>[^`|]+)`", re.MULTILINE)
"""A row of the cookbook: the words of an official text, and a sentence of a page."""


def grammar() -> dict[str, Any]:
    """The grammar of colours: comments, quotations, numbers, and the keywords of both languages, the longest first."""
    english = {phrase for each in keywords.table(Surface.ENGLISH).values() for phrase in each.phrases}
    chinese = {phrase for each in keywords.table(Surface.CHINESE).values() for phrase in each.phrases}
    latin = sorted((phrase for phrase in english | chinese if phrase.isascii()), key=lambda text: (-len(text), text))
    han = sorted((phrase for phrase in chinese if not phrase.isascii()), key=lambda text: (-len(text), text))
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in latin)
    return {
        "name": "ipdsl",
        "scopeName": "source.ipdsl",
        "patterns": [
            {"name": "comment.line.number-sign.ipdsl", "match": "[#＃].*$"},
            {"name": "string.quoted.double.ipdsl", "match": '["＂][^"＂]*["＂]|“[^”]*”|《[^》]*》'},
            {"name": "constant.numeric.date.ipdsl", "match": r"\d{4}-\d{1,2}-\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日"},
            {"name": "constant.numeric.ipdsl", "match": r"(?<![A-Za-z_\d])\d[\d.,]*(?:[%％]|[百千万亿]?元?)"},
            {"name": "keyword.control.ipdsl", "match": rf"(?i)(?<![\w])(?:{words})(?![\w])"},
            {"name": "keyword.control.ipdsl", "match": "|".join(map(re.escape, han))},
        ],
    }


def snippets() -> dict[str, Any]:
    """The rows of the cookbook in both languages: official words as the prefix, the sentence as the body."""
    found: dict[str, Any] = {}
    for language in ("en", "zh"):
        text = (ROOT / "docs" / language / "how-to" / "cookbook.md").read_text(encoding="utf-8")
        for recipe in _RECIPE.finditer(text):
            words = recipe["text"].replace("`", "").rstrip(".。")
            found[words] = {"prefix": words, "body": [recipe["page"].replace("$", r"\$")]}
    return found


FILES = {"syntaxes/ipdsl.tmLanguage.json": grammar, "snippets/ipdsl.json": snippets}


def main(arguments: list[str]) -> int:
    """Write the files, or report those that are not current."""
    stale = []
    for name, make in FILES.items():
        path, text = HERE / name, json.dumps(make(), ensure_ascii=False, indent=2) + "\n"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8", newline="\n")
    if "--check" in arguments and stale:
        print(f"not current: {', '.join(stale)}; run python editors/vscode/generate.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
