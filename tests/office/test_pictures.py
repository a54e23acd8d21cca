"""The pictures of letters, forms and lists in the documents show what the program writes now.

`python -m tests.support.office.pictures NAME` draws a picture again, and stores its text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.office.pictures import FOLDER, LANGUAGES, PICTURES, digest

_NAMES = [pytest.param(name, marks=() if name == "letter" else pytest.mark.broad) for name in PICTURES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", _NAMES)
def test_a_picture_shows_the_document_that_is_written_now(tmp_path: Path, name: str, language: str) -> None:
    text = (FOLDER / f"{name}_{language}.txt").read_text("utf-8")
    again = f"call `python -m tests.support.office.pictures {name}`"
    assert text == PICTURES[name].words(tmp_path, language), again
    picture = (FOLDER / f"{name}_{language}.png").read_bytes()
    assert digest(text) in picture, again
    assert name == "letter" or len(picture) < 60_000
