"""Lines in the words of the present page, and lines that name a listed record by its item, column by column.

`ipdsl.ledger.recall` decides what a line of an earlier page is today. Here each award of an earlier page is looked up
once for a chunk, and its lines take their label and their charges from tables. A line that is not clear keeps its
page: its applicant leaves to the reader of facts. So does an applicant with a line (of the support, the approvals, the
older documents or the history) whose item matches, or may match, no record. Only items that the reader of facts
certainly reads unchanged are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.intake.arrow_arrays import codes_of, equals, flags, list_lengths, text_buffers, valid, words_of
from ipdsl.batch.intake.form import LinesColumn, ValueColumn, decode_dictionary
from ipdsl.batch.kernel.claims import Array
from ipdsl.batch.readers.chunks import TEXT, Chunk
from ipdsl.batch.readers.lines import Lines, lines_of, places_among
from ipdsl.batch.readers.sets import NONE_FINGERPRINTS
from ipdsl.batch.readers.stated_lines import SUMS, map_of
from ipdsl.engine.matters import BETWEEN
from ipdsl.ir.terms import MATTER, Program, TriggerKind
from ipdsl.ledger.recall import Recall, RecalledAward
from ipdsl.plain_data.labels import clause_labels, record_labels
from ipdsl.schema.vocabulary import RecordKind

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


_OF_OTHERS = ("support", "approvals", "older_documents")
MAY_NAME_NOTHING, NAMES_NOTHING = 1, 2
_IS_OPEN = -1


class _Lines(NamedTuple):
    """The lines of one group: the applicant of each, the first line of each applicant, the root of the records that it
    is about (-1: unknown), whether its item is read unchanged, and its item.
    """

    owner: Array
    begin: Array
    root: Array
    is_bare: Array
    item: pa.Array


def unnamed_by_applicant(chunk: Chunk, own_unlisted: Array) -> Array:
    """For each applicant, whether a line matches no record: `NAMES_NOTHING`, `MAY_NAME_NOTHING`, or 0 if all lines
    match.

    Lines of the history count only if a line of support, of an approval or of an older document exists, or for the
    applicants in `own_unlisted`, whose lines of the policy may match no record. Most lines match a record of their
    own kind; for the few applicants with another line the records of all kinds are compared.
    """
    others = [form.path for form in chunk.form.lines if form.name in _OF_OTHERS]
    is_asked = np.zeros(chunk.number, bool)
    is_asked[own_unlisted] = True
    for path in others:
        is_asked |= list_lengths(chunk.cells(path)) > 0
    if not is_asked.any():
        return np.zeros(chunk.number, np.int64)
    result = np.where(is_asked, _states(chunk, is_of_own_kind=True), 0)
    rows = np.flatnonzero(result)
    if len(rows):
        result[rows] = _states(chunk.part(rows), is_of_own_kind=False)
    result[own_unlisted] = np.maximum(result[own_unlisted], MAY_NAME_NOTHING)
    return result


def _states(chunk: Chunk, *, is_of_own_kind: bool) -> Array:
    """What the lines of each applicant name among the records of their own kinds, or of all kinds."""
    result = np.zeros(chunk.number, np.int64)
    for form in chunk.form.lines:
        if form.name in ("history", *_OF_OTHERS) and list_lengths(chunk.cells(form.path)).any():
            lines = _lines_of(chunk, form)
            np.maximum.at(result, lines.owner, _states_of_lines(chunk, lines, is_of_own_kind))
    return result


def _lines_of(chunk: Chunk, form: LinesColumn) -> _Lines:
    lines = lines_of(chunk, form)
    inner, columns = (recalled_lines(lines) if form.name == "history" else lines).inner, lines.columns
    items = words_of(inner, columns["item"]) if "item" in columns else pa.nulls(len(inner), TEXT).dictionary_encode()
    root = _roots_of_lines(chunk, inner, columns)
    is_named_only, is_bare_alone, may_name = (holds[root] for holds in chunk.program.compute_once(_tests_of_roots))
    is_bare = is_named_only | is_bare_alone & ~_of_words(items, pc.match_substring(items.dictionary, BETWEEN))
    for number, kind in enumerate(map(chunk.schema.record_by_name.__getitem__, chunk.roots)):
        if len(kind.key) == 1 and kind.field_by_name[kind.key[0]].type.is_member:
            names = pa.array(chunk.schema.choice_by_name[kind.field_by_name[kind.key[0]].type.choice_name].names, TEXT)
            is_bare |= (root == number) & _of_words(items, pc.is_in(items.dictionary, names))
    root = np.where(may_name, root, len(chunk.roots))
    return _Lines(lines.owner, lines.begin, root, is_bare, pc.fill_null(items.dictionary_decode(), ""))


def _of_words(texts: pa.DictionaryArray, holds: pa.Array) -> Array:
    """For each text whether it matches its word; null does not match."""
    return np.append(flags(holds), False)[codes_of(texts)]


def _states_of_lines(chunk: Chunk, lines: _Lines, is_of_own_kind: bool) -> Array:
    """What each line names."""
    plain, is_named = np.zeros(len(lines.owner), np.uint8), np.zeros(len(lines.owner), bool)
    chunk.loops.mark_usual_names(*text_buffers(lines.item), NONE_FINGERPRINTS, plain)
    for number, root in enumerate(chunk.roots):
        may_name = (plain > 0) & ~is_named & ((lines.root == number) | (lines.is_bare & (not is_of_own_kind)))
        key = chunk.schema.record_by_name[root].key
        if key and may_name.any():
            records = chunk.records_of(root)
            is_named[chunk.pairs(lines.begin, may_name, lines.item, records, records.texts(key)[0]).text] = True
    return np.where(is_named, 0, np.where((plain > 0) & lines.is_bare, NAMES_NOTHING, MAY_NAME_NOTHING))


def _roots_of_lines(chunk: Chunk, inner: pa.StructArray, columns: Mapping[str, ValueColumn]) -> Array:
    """The root of the records that each line is about, by position; -1: unknown. The last entry is for lines with a
    kind and a clause that contradict each other, and for clauses with claims of sets.
    """
    nothing, unclear = np.full(len(inner), _IS_OPEN, np.int64), len(chunk.roots)
    found = nothing
    for name, root_of in (("kind", _roots_by_kind(chunk.program)), ("clause", _roots_by_clause(chunk.program))):
        if name in columns:
            words = words_of(inner, columns[name])
            places = [
                _IS_OPEN if word not in root_of else unclear if not root_of[word] else chunk.roots.index(root_of[word])
                for word in words.dictionary.to_pylist()
            ]
            other = np.array([*places, _IS_OPEN], np.int64)[codes_of(words)]
            found = np.where(found == _IS_OPEN, other, np.where((other == _IS_OPEN) | (other == found), found, unclear))
    return found


def _roots_by_kind(program: Program) -> dict[str, str]:
    records = program.schema.record_by_name
    words = {word: names[0] for word, names in program.compute_once(record_labels).items() if len(names) == 1}
    return {word: records[name].root for word, name in {**words, **{name: name for name in records}}.items()}


def _roots_by_clause(program: Program) -> dict[str, str]:
    """The root of the records of each clause; "" where its items are sets or years."""
    kinds = {
        clause.label: program.schema.record_by_name[clause.trigger.record].root
        if clause.trigger.kind in (TriggerKind.RECORD, TriggerKind.WHILE) and clause.trigger.record
        else ""
        for clause in program.clauses
    }
    words = program.compute_once(clause_labels).items()
    return {**{word: kinds[names[0]] if len(names) == 1 else "" for word, names in words}, **kinds}


def _tests_of_roots(program: Program) -> tuple[Array, ...]:
    """For each root, for what is not clear, and for no kind: whether an item holds nothing but names, whether one of a
    single part does, and whether the item of a record is read as it is stated.
    """
    roots = dict.fromkeys(kind.root for kind in program.schema.records)
    kinds = [program.schema.record_by_name[root] for root in roots]
    return tuple(
        np.array([*(test(program, kind) for kind in kinds), False, True])
        for test in (_holds_names, partial(_holds_names, many=1), _is_read_as_stated)
    )


def _is_read_as_stated(program: Program, kind: RecordKind) -> bool:
    """Whether a plain text that is the item of a record is read as that item."""
    types = [kind.field_by_name[name].type for name in kind.key]
    return bool(types) and all(type_.is_name or type_.is_member or type_.is_date for type_ in types)


def _holds_names(program: Program, root: RecordKind, many: int = 0) -> bool:
    """Whether an item of a kind, or one of so `many` parts, holds nothing but names, which are read as they are."""
    kinds = [program.schema.record_by_name[name] for name in program.schema.narrower_records[root.name]]
    return all(
        kind.field_by_name[name].type.is_name
        for kind in kinds
        for fields in (kind.key, program.matter_fields(MATTER, kind))
        for name in fields
        if len(fields) == (many or len(fields)) and name in kind.field_by_name
    )
