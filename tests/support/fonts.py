"""Fonts made for tests, so that PDF letters are tested on machines without a Chinese font."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FAMILY = "Test Serif SC"
HAN = range(0x4E00, 0xA000)
"""The Chinese characters of a common text."""
SIGNS = range(0x20, 0x3040)
"""Latin letters, and the signs of both languages."""
FULL_WIDTH = range(0xFF01, 0xFF5F)


def font(path: Path, characters: Iterable[str]) -> str:
    """Write a font in which every character is the same square. Returns its path."""
    codes = sorted({ord(one) for one in characters} | {32})
    names = [".notdef", *(f"u{code:04X}" for code in codes)]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"u{code:04X}" for code in codes})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (900, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    named = {"familyName": FAMILY, "styleName": "Regular", "fullName": FAMILY, "psName": "TestSerifSC-Regular"}
    builder.setupNameTable(named)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWeightClass=400)
    builder.setupPost()
    builder.save(path)
    return str(path)


def common_font(folder: Path) -> str:
    """Write a font with the characters of any letter of the tests, unless the folder has it. Returns its path."""
    path = folder / "common.ttf"
    if not path.exists():  # another process may write it, too
        part = path.with_suffix(f".{os.getpid()}")
        font(part, map(chr, (*SIGNS, *HAN, *FULL_WIDTH)))
        part.replace(path)
    return str(path)
