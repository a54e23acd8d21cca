"""Lines of an earlier page of the ledger in the words of the present page, column by column.

`ipdsl.ledger.recall` decides what a line is today. Here each award of an earlier page is looked up once for a chunk,
and its lines take their label and their charges from tables. A line that is not clear keeps its page: its applicant
leaves to the reader of facts.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import pyarrow as pa

from ipdsl.batch.intake.arrow_arrays import codes_of, equals, valid
from ipdsl.batch.intake.form import decode_dictionary
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.readers.chunks import TEXT
from ipdsl.batch.readers.lines import Lines, places_among
from ipdsl.batch.readers.stated_lines import SUMS, map_of
from ipdsl.ledger.recall import Recall, RecalledAward

_PARTS = frozenset({"page", "clause", "policy", "outcome", "admitted", "carried", "charged", "due"})


def recalled_lines(lines: Lines) -> Lines:
    """The lines of a ledger, those of an earlier page in the words of the present one and without a page.

    A line keeps its words and its page if no award of today continues its award, if the key of its record is another
    one, if its event may have moved to a new award, if `once` counts it by rows and its award has others now, if it is
    not clear what a rule counts of it, or if it is not a whole line in the form of a ledger.
    """
    recall, types = lines.chunk.form.recall, {field.name: field.type for field in lines.inner.type}
    is_of_ledger = types.keys() >= _PARTS and types["charged"] == types["due"] == SUMS
    if recall is None or len(recall.pages) < 2 or not is_of_ledger:
        return lines
    page, stated = lines.numbers("page")
    is_earlier = np.array([*(not recall.is_present(number) for number in range(len(recall.pages))), False])
    places = np.flatnonzero(is_earlier[np.where(stated & (page >= 0) & (page <= recall.present), page, -1)])
    return _with_present_words(lines, recall, places, page[places]) if len(places) else lines


def _with_present_words(lines: Lines, recall: Recall, places: Array, page: Array) -> Lines:
    """The lines, those at these places in present words."""
    some, name = lines.at(places), recall.program.name
    labels = some.text("clause").dictionary_encode()
    words = labels.dictionary.to_pylist()
    met, of_award = np.unique(page * len(words) + codes_of(labels), return_inverse=True)
    pairs = [(number // len(words), words[number % len(words)]) for number in met.tolist()]
    recalled = [recall.awards(of).get(word) if recall.pages[of].policy == name else None for of, word in pairs]
    by_rows = {clause.label for clause in lines.chunk.program.clauses if clause.rows and () in clause.once_key_sets}
    awards = [
        None
        if award is None
        or award.is_ended
        or award.key
        or award.split_into
        or (award.has_other_sum and award.label in by_rows)
        else award
        for award in recalled
    ]
    is_good = np.array([award is not None for award in awards])[of_award] & ~equals(some.text("outcome"), "")
    is_good &= equals(some.text("policy"), name) | equals(some.text("policy"), "")
    parts = {
        "clause": pa.array([None if award is None else award.label for award in awards], TEXT).take(pa.array(of_award)),
        "page": pa.nulls(len(places)),
        "charged": _charges(some, awards, of_award, is_good),
    }
    order, good = np.arange(len(lines.owner)), np.flatnonzero(is_good)
    order[places[good]] = len(order) + good
    cells: list[pa.Array] = []
    for field, column in zip(lines.inner.type, lines.inner.flatten(), strict=True):
        before = decode_dictionary(column)
        part = parts.get(field.name)
        cells.append(
            column if part is None else pa.concat_arrays([before, part.cast(before.type)]).take(pa.array(order))
        )
    names = [field.name for field in lines.inner.type]
    return attrs.evolve(lines, inner=pa.StructArray.from_arrays(cells, names, mask=pa.array(~valid(lines.inner))))


def _charges(lines: Lines, awards: Sequence[RecalledAward | None], of_award: Array, is_good: Array) -> pa.Array:
    """The charges of each line under the rules of today. A line with an unclear charge becomes not good."""
    charges = [{} if award is None else award.charges for award in awards]
    names = sorted({name for charge in charges for former in charge.values() for name in former} - {SUMS})
    sums, is_stated = lines.numbers("carried")
    sums = np.where(is_stated, sums, 0)
    np.add.at(sums, lines.due[0], lines.due[2])
    may_have_place = (  # where no charge of a limit is stated
        ((sums <= 0) & (lines.numbers("admitted")[0] > 0))[:, None] & (np.arange(len(names) + 1) < len(names))
    )
    limits = {rule.step_rule.name for rule in lines.chunk.code.table.rules if rule.step.has_places}
    charged = np.repeat(sums[:, None], len(names) + 1, 1)  # of a rule without a charge; the last column is for `SUMS`
    for line, words, cells in lines.entries("charged"):
        place, (stated_sums, is_stated) = places_among(names, words), lines.chunk.sums(cells, lines.owner[line])
        is_good[line[~is_stated]] = False
        at = line[place >= 0], place[place >= 0]
        charged[at], may_have_place[at] = stated_sums[place >= 0], False
    columns = {**{name: place for place, name in enumerate(names)}, SUMS: len(names)}
    parts = list[tuple[Array, str | pa.Array, pa.Array]]()
    for rule in dict.fromkeys(rule for charge in charges for rule in charge):
        former = [[columns[name] for name in charge.get(rule, ())] for charge in charges]
        most = max(map(len, former))
        table = np.array([(each * most)[:most] or [-1] * most for each in former], np.int64)[of_award]
        values, may_count = (np.take_along_axis(part, table, 1) for part in (charged, may_have_place))
        is_covered, is_doubtful = table[:, 0] >= 0, may_count.all(1) & (rule in limits)
        is_good &= ~is_covered | ((values == values[:, :1]).all(1) & ~is_doubtful)
        mine = np.flatnonzero(is_covered)
        parts.append((mine, rule, pa.array(values[mine, 0])))
    return map_of(len(of_award), parts, SUMS)
