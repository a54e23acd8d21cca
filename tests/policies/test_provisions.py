"""Every provision of every document is encoded in its article, on a line with its mark and its figure.

`provisions/NAME.txt` lists the provisions of a policy: the mark, the article (`header` for the head of the page;
several places are separated by commas), and words of the line that encodes it.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from ipdsl.base.pages import policies_folder
from ipdsl.syntax import layout
from tests.support.policies.provisions import LISTS, POLICIES, provisions
from tests.support.project_files import files_in
from tests.support.rows import each_row

COMMENT = re.compile(r"  # +(?=[A-Z]{2}-\d)")
MARK = re.compile(r"[A-Z]{2}-\d+(?:\.\d+)?")
CONTINUED = re.compile(rf"\n +(?={layout.CONTINUES.pattern})")
ARTICLE = re.compile(r"article (\S+) ")


@cache
def marked_lines(policy: str) -> tuple[tuple[str, str, str], ...]:
    """The marks of a page: the mark, its article or `header`, the sentence without its comment."""
    lines = []
    article = "header"
    page = (policies_folder() / f"{policy}.ipp").read_text(encoding="utf-8")
    for line in CONTINUED.sub(" ", page).splitlines():
        said, *marks = COMMENT.split(line)
        if found := ARTICLE.match(said):
            article = found[1]
        for comment in marks:
            for mark in MARK.findall(comment):
                lines.append((mark, article, said.strip()))
    return tuple(lines)


def test_every_policy_has_a_list() -> None:
    assert set(POLICIES) == {path.stem for path in files_in(policies_folder(), "*_20*.ipp") if "." not in path.stem}


@pytest.mark.parametrize("policy", POLICIES)
def test_the_list_has_as_many_provisions_as_it_says(policy: str) -> None:
    head = (LISTS / f"{policy}.txt").read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith(f"# {len(provisions(policy))} provisions of ")


@pytest.mark.parametrize("policy", POLICIES)
def test_no_mark_names_a_provision_that_is_not_there(policy: str) -> None:
    assert {mark for mark, _, _ in marked_lines(policy)} <= provisions(policy).keys()


@each_row(("policy", "mark"), [(policy, mark) for policy in POLICIES for mark in provisions(policy)])
def test_provision_is_encoded_in_its_article(policy: str, mark: str) -> None:
    places, words = provisions(policy)[mark]
    found = [(where, said) for other, where, said in marked_lines(policy) if other == mark]
    assert {where for where, _ in found} == places
    assert any(words in said for _, said in found), found
