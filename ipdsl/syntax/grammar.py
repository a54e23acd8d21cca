"""Finds the grammar and what is made from it: beside this module where installed, in `grammar/` of a checkout."""

from __future__ import annotations

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2] / "grammar"


def read(name: str) -> str:
    """The text of `ipdsl.lark`, `keywords.toml` or `tables.json`."""
    installed = Path(__file__).with_name(name)
    return (installed if installed.is_file() else CHECKOUT / name).read_text(encoding="utf-8")
