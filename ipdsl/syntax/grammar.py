"""Finds the grammar and the keyword table: beside this module in an installed package, in `grammar/` of a checkout."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2] / "grammar"


def read(name: str) -> str:
    """The text of `ipdsl.lark` or `keywords.toml`."""
    installed = resources.files("ipdsl.syntax") / name
    if installed.is_file():
        return installed.read_text(encoding="utf-8")
    return (CHECKOUT / name).read_text(encoding="utf-8")
