"""Counts what the rules for prose find: `python -m tests.prose`, with places: `python -m tests.prose README.md`.

python -m tests.prose                       # words, hits and strong hits in 1,000 words, by group and language
python -m tests.prose --files               # by file
python -m tests.prose PATH...               # each hit in these files and folders, with what to write
python -m tests.prose --severity error      # the hits of one severity, in these files or everywhere

The exit code is 1 if an error is listed or counted, otherwise 0.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.prose.count import Count, Hit, counted, hits, total
from tests.prose.rules import ERROR, SEVERITIES
from tests.prose.texts import Piece, pieces


def main() -> int:
    """Print the hits or the counts; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--files", action="store_true", help="counts by file")
    parser.add_argument("--severity", choices=SEVERITIES, help="only hits of this severity")
    asked = parser.parse_args()
    chosen = [piece for piece in pieces() if not asked.paths or _is_in(piece, asked.paths)]
    found = sorted((hit for piece in chosen for hit in hits(piece)), key=lambda hit: (hit.file, hit.line))
    if asked.files or not (asked.paths or asked.severity):
        print(*_table(chosen, by_file=asked.files), sep="\n")
    else:
        for line in _places(found, asked.severity):
            print(line)
    return int(any(hit.rule.severity == ERROR for hit in found))


def _is_in(piece: Piece, paths: Iterable[Path]) -> bool:
    return any(piece.file.is_relative_to(path.resolve()) for path in paths)


def _places(found: Iterable[Hit], severity: str | None) -> Iterator[str]:
    for hit in found:
        if severity in (None, hit.rule.severity):
            yield f"{hit.file.relative_to(ROOT)}:{hit.line}: {hit.rule.severity}: `{hit.text}`: {hit.rule.preferred}"


def _table(chosen: Iterable[Piece], *, by_file: bool) -> Iterator[str]:
    counts: dict[tuple[str, str], list[Count]] = {}
    for piece in chosen:
        key = str(piece.file.relative_to(ROOT)) if by_file else piece.group, "zh" if piece.is_chinese else "en"
        counts.setdefault(key, []).append(counted(piece))
    totals = {key: total(own) for key, own in sorted(counts.items())}
    totals["all English", "en"] = total(
        [Count(), *(each for (_, language), each in totals.items() if language == "en")]
    )
    for (name, language), count in totals.items():
        yield (
            f"{name:60} {language} {count.words:8,} words {count.hits:6,} hits {count.strong:6,} strong "
            f"{count.rate:6.1f} in 1,000"
        )


if __name__ == "__main__":
    sys.exit(main())
