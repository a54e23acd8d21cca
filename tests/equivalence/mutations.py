"""Pages and facts with random errors: mistyped, missing or misplaced parts."""

from __future__ import annotations

import copy
import json
import random
import re
from typing import Any

TOKEN = re.compile(r"\n *|[^\S\n]+|\w+|[^\w\s]")
WORDS = (
    "award", "cap", "per", "year", "applicant", "when", "once", "limit", "at", "least", "most", "not", "and", "of",
    "otherwise", "policy", "article", "use", "20%", "0", "100000", "2022-02-30", "wnrd", "(", ":", '"', "，", "元",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, "1000", "12.345", 12.5, 10**19, "2022-05-01", "2022-02-30", "x", "", [], {},
    {"none": True}, {"cannot_be_determined": True}, {"partial": True, "items": []}, {"currency": "USD", "amount": 5},
    ["x"], "１００", "是", "5%",
)  # fmt: skip
KEYS = ("extra", "applicnat", "records", "amount", "id", "year", "item", "none", "备注")


def mutated_page(r: random.Random, text: str) -> str:
    """The text with one to three of its tokens or lines dropped, doubled, exchanged or replaced."""
    tokens = TOKEN.findall(text)
    for _ in range(r.randint(1, 3)):
        if not tokens:
            break
        at = r.randrange(len(tokens))
        match r.choice(("drop", "double", "exchange", "word", "own word", "line", "indent")):
            case "drop":
                del tokens[at]
            case "double":
                tokens.insert(at, tokens[at])
            case "exchange":
                other = r.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case "word":
                tokens[at] = r.choice(WORDS)
            case "own word":
                tokens[at] = r.choice(tokens)
            case "line":
                lines = "".join(tokens).split("\n")
                del lines[r.randrange(len(lines))]
                tokens = TOKEN.findall("\n".join(lines))
            case "indent":
                breaks = [place for place, token in enumerate(tokens) if token.startswith("\n")]
                if breaks:
                    tokens[r.choice(breaks)] = "\n" + " " * r.randint(0, 7)
    return "".join(tokens)


def mutated_facts(r: random.Random, facts: dict[str, Any]) -> str:
    """The facts as JSON text with one to three errors; sometimes a text that is not JSON."""
    changed = copy.deepcopy(facts)
    for _ in range(r.randint(1, 3)):
        _change(r, changed)
    text = json.dumps(changed, ensure_ascii=False, indent=1, default=str)
    return text if r.random() < 0.95 else _broken(r, text)


def _change(r: random.Random, facts: dict[str, Any]) -> None:
    holder, key = r.choice(list(_places(facts)))
    match r.choice(("drop", "value", "value", "key", "double", "add")):
        case "drop":
            del holder[key]
        case "value":
            holder[key] = copy.deepcopy(r.choice(VALUES))
        case "key" if isinstance(holder, dict):
            holder[r.choice((f"{key}s", f"{key}"[:-1], r.choice(KEYS)))] = holder.pop(key)
        case "double" if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        case _:
            if isinstance(holder, dict):
                holder[r.choice(KEYS)] = copy.deepcopy(r.choice(VALUES))


def _places(value: Any) -> Any:
    """Every member of an object or a list, with its container."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in members:
        yield value, key
        yield from _places(inner)


def _broken(r: random.Random, text: str) -> str:
    at = r.randrange(len(text))
    return text[:at] + r.choice(("", ",", "}", '"', "NaN", "\x00")) + text[at + r.randint(0, 2) :]
