"""The ledger as a table: a row for each line that a later run remembers, in the form of the column `history`.

Input: the claims of a chunk settled by columns, or the lines of single decisions. Output: rows, which do not depend on
the way in which an applicant was settled. Lines of events that are settled again (`ledger.RESETTLED_OUTCOMES`) are left
out: they are not remembered, and columns do not record claims stopped by a gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.kernel.outcomes import is_set_by_bureau, outcomes_of
from ipdsl.batch.kernel.settle import CARRIED, Array, Settled
from ipdsl.batch.program.program import ChunkColumns, ColumnCode
from ipdsl.batch.readers.prior_lines import has_lists, maps
from ipdsl.claims.keys import field_of_key
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import MATTER, Program, TriggerKind, is_matter
from ipdsl.kernel.allocation import UNPAID
from ipdsl.kernel.rule_table import Rule
from ipdsl.ledger.lines import CEILING_WORD, is_final
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT

_TEXT = pa.large_string()
_SUMS = pa.map_(pa.string(), pa.int64())
_YEARLY_TRIGGERS = (TriggerKind.YEAR, TriggerKind.SET)


def ledger_schema(program: Program) -> pa.Schema:
    """The columns of the ledger of a policy. Sums are whole minor units; `keys` has a part for each key."""
    keys = [
        pa.field(name, pa.list_(_TEXT) if has_lists(program.schema, name) else _TEXT) for name in key_names(program)
    ]
    texts = {name: pa.field(name, _TEXT) for name in ("item", "matter", "level")}
    return pa.schema(
        [
            pa.field("applicant", _TEXT), pa.field("policy", pa.string()), pa.field("clause", pa.string()),
            pa.field("row", pa.string()), pa.field("kind", pa.string()), *texts.values(),
            pa.field("keys", pa.struct(keys)), pa.field("by_discretion", pa.bool_()),
            pa.field("event_date", pa.date32()), pa.field("year", pa.int32()), pa.field("proposed", pa.int64()),
            pa.field("admitted", pa.int64()), pa.field("charged", _SUMS), pa.field("due", _SUMS),
            pa.field("carried", pa.int64()), pa.field("carry_until", pa.int32()),
            pa.field("lapsed", pa.int64()), pa.field("outcome", pa.string()),
        ]
    )  # fmt: skip


def key_names(program: Program) -> tuple[str, ...]:
    """The keys and counted fields for which any rule asks."""
    return tuple(dict.fromkeys(name for names in program.settlement.columns for name in names)) or ("applicant",)


def clause_names(program: Program, clauses: Array) -> pa.Array:
    """The labels of clauses by their places."""
    return pa.array([clause.label for clause in program.clauses] or [""]).take(pa.array(clauses))


def row_names(program: Program, clauses: Array, rows: Array) -> pa.Array:
    """The names of rows by their places in clauses; -1: none."""
    widest = max([1, *(len(clause.rows) for clause in program.clauses)])
    names: list[str | None] = []
    for clause in program.clauses:
        clause_rows = [row.name or None for row in clause.rows]
        names += [*clause_rows, *[None] * (widest - len(clause_rows))]
    return take_names(names, np.where(rows < 0, -1, clauses * widest + rows))


def take_names(names: list[str] | list[str | None], places: Array) -> pa.Array:
    """Names by their places; -1: none."""
    return pa.array(names or [None], pa.string()).take(pa.array(places, mask=places < 0))


# ---------------------------------------------------------------------------------------------- of single decisions


def rows_of_lines(program: Program, applicant: str, lines: Iterable[LedgerLine]) -> Iterator[dict[str, Any]]:
    """Lines of a decision as rows. The members of a list have a fixed order, regardless of their order in the facts."""
    names = key_names(program)
    for line in lines:
        if not is_final(line):
            continue
        keys: dict[str, object] = {}
        for name in names:
            value = line.keys.get(name)
            is_one = isinstance(value, str) and has_lists(program.schema, name)
            keys[name] = [value] if is_one else sorted(value) if isinstance(value, tuple) else value
        full_line = None if line.short else line
        yield {
            "applicant": applicant, "policy": line.policy, "clause": line.clause, "row": line.row or None,
            "kind": line.kind or None, "item": line.item, "matter": line.matter or None, "level": line.level or None,
            "keys": keys, "by_discretion": line.by_discretion, "event_date": line.event_date, "year": line.year,
            "proposed": full_line and full_line.proposed, "admitted": full_line and full_line.admitted,
            "charged": full_line and sorted(full_line.charged.items()),
            "due": sorted((str(year), sum_) for year, sum_ in line.due.items()),
            "carried": full_line and full_line.carried,
            "carry_until": line.carry_until, "lapsed": full_line and full_line.lapsed, "outcome": line.outcome or None,
        }  # fmt: skip


# ---------------------------------------------------------------------------------------------- of columns


class ChunkLedger:
    """The lines of the claims of one chunk that its applicants are settled by; `ids` are the applicants. `year`: of
    those claims that are reported with it. `is_joint`: of those who were settled with others of their cohort.
    """

    def __init__(
        self, code: ColumnCode, columns: ChunkColumns, done: Settled, ids: pa.Array, *, year: int | None = None,
        is_joint: bool = False,
    ) -> None:  # fmt: skip
        self.code, self.columns, self.done, self.ids = code, columns, done, ids
        self.program, self.schema = code.program, code.program.schema
        is_good = ((columns.left[done.claims.who] == 0) | is_joint) & done.reported(year)
        is_carried = done.claims.record <= CARRIED
        self.keep, self.carried = np.flatnonzero(is_good & ~is_carried), np.flatnonzero(is_good & is_carried)
        self.claims = done.claims.taken(self.keep)
        self._loop_keys = {loop.clause: loop.keys for loop in code.loops}
        self._lists = {loop.clause: loop.lists for loop in code.loops}

    def table(self, items: pa.Array, paid: Array) -> pa.Table:
        """The lines; `items` are the texts of the claims that are kept, `paid` is what each claim comes to."""
        done, keep, program, claims = self.done, self.keep, self.program, self.claims
        outcome = outcomes_of(self.code.table, done, paid, program)[0][keep]
        waited = done.row_of_rest[keep] >= 0 if done.has_waited else np.zeros(len(keep), bool)
        rest, lapsed, until = (
            np.where(waited, part[keep], 0) if done.has_waited else np.zeros(len(keep), np.int64)
            for part in (done.rest, done.lapsed, done.until)
        )
        is_discretionary = np.array([*(clause.is_discretionary for clause in program.clauses), False])[claims.clause]
        texts = {name: self._key(name, items) for name in dict.fromkeys((*key_names(program), MATTER, "level"))}
        keys = [self._where_asked(name, texts[name]) for name in key_names(program)]
        schema = ledger_schema(program)
        columns: list[Any] = [
            self.ids.take(pa.array(claims.who)), pa.array([program.name] * len(keep), pa.string()),
            clause_names(program, claims.clause), row_names(program, claims.clause, claims.row),
            pa.array([clause.trigger.record or None for clause in program.clauses] or [None], pa.string()).take(
                pa.array(claims.clause)
            ),
            items, texts[MATTER], texts["level"],
            pa.StructArray.from_arrays(keys, fields=list(schema.field("keys").type)),
            is_discretionary | is_set_by_bureau(program, claims.clause, claims.row, claims.day),
            pa.array(claims.day.astype("datetime64[D]")).cast(pa.date32()), claims.year.astype(np.int32),
            claims.before + done.raised[keep], *self._ledger_effects(waited), self._due(waited), rest,
            pa.array(until.astype(np.int32), mask=rest == 0), lapsed, pa.array(outcome, pa.string()),
        ]  # fmt: skip
        table = pa.Table.from_arrays([*map(pa.array, columns[:9]), *columns[9:]], schema=schema)
        is_afresh = pc.and_(pc.equal(table["outcome"], CEILING_WORD), pc.equal(table["admitted"], 0))
        return table.filter(pc.invert(is_afresh))  # such lines are not remembered

    def read(self) -> pa.Table:
        """The ledger lines in the form in which they were read: of the policy, and of other documents."""
        return pa.concat_tables([self._policy_lines(), self._external_lines()])

    def _policy_lines(self) -> pa.Table:
        schema, line_parts = ledger_schema(self.program), self.columns.records.own_lines()
        if line_parts is None:
            return schema.empty_table()
        line_parts = {**line_parts, **self._carried_parts(line_parts)} if len(self.carried) else line_parts
        keep = np.flatnonzero(self.columns.left[line_parts["who"]] == 0)
        indices, many = pa.array(keep), len(keep)
        known = {name: pa.array(part).take(indices) for name, part in line_parts.items() if name not in ("who", "keys")}
        known["applicant"] = self.ids.take(pa.array(line_parts["who"][keep]))
        known["policy"] = pa.array([self.program.name] * many, pa.string())
        keys = schema.field("keys").type
        stated = line_parts["keys"]
        parts = [
            stated[key_field.name].take(indices).cast(key_field.type)
            if key_field.name in stated
            else pa.nulls(many, key_field.type)
            for key_field in keys
        ]
        known["keys"] = pa.StructArray.from_arrays(parts, fields=list(keys))
        return pa.Table.from_arrays([known[field.name].cast(field.type) for field in schema], schema=schema)

    def _carried_parts(self, line_parts: Mapping[str, Any]) -> Mapping[str, Any]:
        """The parts that change of lines whose money went on, as `settlement.ledger.update_carried_line` says of
        one."""
        done, many, claim = self.done, len(line_parts["who"]), self.carried
        if not done.has_waited:
            return {}
        claim = claim[done.row_of_rest[claim] >= 0]
        line = self.columns.records.own_places()[CARRIED - done.claims.record[claim]]
        paid_in = done.paid_in.reshape(len(done.left), -1)[claim]
        which, year = np.nonzero(paid_in != UNPAID)
        paid = np.maximum(paid_in, 0).sum(1)
        left, lapsed = done.rest[claim], done.lapsed[claim]
        due = _add_sums(
            many,
            line_parts["due"],
            line[which],
            pa.array(year + done.first_year).cast(pa.string()),
            paid_in[which, year],
        )
        waiting, steps = self.program.settlement.carry_over_steps, self.code.table.steps
        caps = [steps[waiting[index]].first_rule.name for index in done.claims.clause[claim].tolist()]
        charged = _add_sums(many, line_parts["charged"], line, pa.array(caps, pa.string()), paid)
        sums = {name: pc.fill_null(line_parts[name], 0).to_numpy(zero_copy_only=False).astype(np.int64)
                for name in ("proposed", "carried", "lapsed")}  # fmt: skip
        total = np.zeros(many, np.int64)
        np.add.at(
            total, np.repeat(np.arange(many), np.diff(line_parts["due"].offsets)), np.asarray(line_parts["due"].items)
        )
        gone = left + lapsed + sums["proposed"][line] - total[line] - sums["carried"][line]
        settled = np.where(line_parts["by_discretion"][line], Outcome.CEILING.value, Outcome.AWARDED.value).astype(
            object
        )
        settled[gone > 0] = Outcome.REDUCED.value
        nothing = paid + total[line] == 0
        settled[nothing] = np.where(left[nothing] > 0, Outcome.CARRIED.value, Outcome.LAPSED.value)
        outcome = np.array(line_parts["outcome"].to_pylist(), object)
        outcome[line] = settled
        waited = np.zeros(many, bool)
        waited[line] = left == 0
        sums["carried"][line], sums["lapsed"][line] = left, sums["lapsed"][line] + lapsed
        return {
            "due": due, "charged": charged, "carried": sums["carried"], "lapsed": sums["lapsed"],
            "outcome": pa.array(outcome, pa.string()),
            "carry_until": pc.if_else(pa.array(waited), None, line_parts["carry_until"]),
        }  # fmt: skip

    def _external_lines(self) -> pa.Table:
        schema, paid = ledger_schema(self.program), self.columns.records.paid()
        if paid is None:
            return schema.empty_table()
        keep = np.flatnonzero(self.columns.left[paid["who"]] == 0)
        indices, many = pa.array(keep), len(keep)
        known = {
            "applicant": self.ids.take(pa.array(paid["who"][keep])), "by_discretion": pa.array([False] * many),
            "year": paid["year"][keep],
            "due": maps(many, np.arange(many), pa.array(paid["year"][keep]).cast(pa.string()), paid["due"][keep]),
            **{name: paid[name].take(indices) for name in ("policy", "clause", "kind", "item", "level")},
        }  # fmt: skip
        keys = schema.field("keys").type
        blank = pa.StructArray.from_arrays([pa.nulls(many, part.type) for part in keys], fields=list(keys))
        columns = [
            pa.array(known[field.name]).cast(field.type) if field.name in known
            else blank if field.name == "keys" else pa.nulls(many, field.type)
            for field in schema
        ]  # fmt: skip
        return pa.Table.from_arrays(columns, schema=schema)

    # ------------------------------------------------------------------------------------------ texts

    def _claims_by_clause(self) -> Iterator[tuple[int, Array]]:
        for clause in np.unique(self.claims.clause).tolist():
            yield clause, np.flatnonzero(self.claims.clause == clause)

    def _place_texts(self, parts: Sequence[tuple[Array, pa.Array]], type_: pa.DataType) -> pa.Array:
        """Texts of some claims each, put in the order of the claims."""
        many = len(self.keep)
        all_texts = pa.concat_arrays([part.cast(type_) for _, part in parts] + [pa.nulls(1, type_)])
        positions = np.full(many, len(all_texts) - 1, np.int64)
        begin = 0
        for mine, part in parts:
            positions[mine] = np.arange(begin, begin + len(part))
            begin += len(part)
        return all_texts.take(pa.array(positions))

    def _key(self, name: str, items: pa.Array) -> pa.Array:
        """The value of each claim for a key, even if no rule uses it."""
        type_ = pa.list_(_TEXT) if has_lists(self.schema, name) else _TEXT
        parts: list[tuple[Array, pa.Array]] = []
        for clause, mine in self._claims_by_clause():
            values = self._key_of_clause(clause, mine, name, items)
            if values is not None and pa.types.is_list(values.type) == pa.types.is_list(type_):
                parts.append((mine, values))
        return self._place_texts(parts, type_)

    def _key_of_clause(self, clause: int, mine: Array, name: str, items: pa.Array) -> pa.Array | None:
        trigger, schema, records = self.program.clauses[clause].trigger, self.schema, self.columns.records
        ids = self.ids.take(pa.array(self.claims.who[mine])).cast(_TEXT)
        if name in trigger.keys:
            sets = self.columns.records.sets(schema.record_by_name[trigger.record].root, trigger.keys)
            return sets.values(name).take(pc.index_in(items.take(pa.array(mine)), value_set=sets.items()))
        if name == "applicant" or name in schema.kinds_and_classes:
            return ids
        if name == "year":
            return pa.array(self.claims.year[mine]).cast(_TEXT)
        if name == "item":
            return items.take(pa.array(mine))
        kind = None if trigger.kind in _YEARLY_TRIGGERS else schema.record_by_name.get(trigger.record)
        if is_matter(name) and kind is None:
            return ids
        if kind is None:
            return self._applicant_field(mine, name)
        record_indices = pa.array(self.claims.record[mine])
        if is_matter(name):
            fields = self.program.matter_fields(name, kind)
            texts = (
                ids
                if fields == MATTER_IS_APPLICANT
                else records.said(kind.root, fields or kind.key).take(record_indices)
            )
            return pc.binary_join_element_wise(pa.scalar(f"{kind.root}: ", _TEXT), texts, pa.scalar("", _TEXT))
        field = field_of_key(schema, kind, name)
        if not field:
            return self._applicant_field(mine, name)
        if kind.field_by_name[field].type.is_list:
            return records.lists(kind.root, field).take(record_indices)
        return records.said(kind.root, (field,)).take(record_indices)

    def _applicant_field(self, mine: Array, name: str) -> pa.Array | None:
        """A field of the applicants, which several may share."""
        if name not in self.schema.applicant_field_by_name:
            return None
        values: pa.Array = self.columns.records.said_of_applicants(name).take(pa.array(self.claims.who[mine]))
        return values

    def _where_asked(self, name: str, texts: pa.Array) -> pa.Array:
        """A key where a rule over the claim asks for it, or a set is of it, and the claim has it."""
        has = np.zeros(len(self.keep), bool)
        for clause, mine in self._claims_by_clause():
            names = self._loop_keys[clause]
            if name in self.program.clauses[clause].trigger.keys:  # these keys identify a set
                has[mine] = True
            elif name in names:
                has[mine] = self.claims.key[mine, names.index(name)] >= 0
        return pc.if_else(pa.array(has), texts, None)

    # ------------------------------------------------------------------------------------------ sums

    def _due(self, waited: Array) -> pa.Array:
        """What is due by year."""
        done, many = self.done, len(self.keep)
        immediate = np.flatnonzero(~waited)
        claim, year, sums = immediate, self.claims.year[immediate], done.left[self.keep[immediate]]
        if waited.any():
            paid = done.paid_in.reshape(len(done.left), -1)[self.keep]
            which, year_index = np.nonzero((paid != UNPAID) & waited[:, None])
            claim, year = np.concatenate([claim, which]), np.concatenate([year, year_index + done.first_year])
            sums = np.concatenate([sums, paid[which, year_index]])
        order = np.lexsort((year, claim))
        return maps(many, claim[order], pa.array(year[order]).cast(pa.string()), sums[order])

    def _ledger_effects(self, waited: Array) -> tuple[Array, pa.Array]:
        """What was admitted, and what each cap was charged, by the name of the rule."""
        done, table, many = self.done, self.code.table, len(self.done.claims.who)
        now, admitted = done.claims.total.copy(), done.claims.total.copy()
        charged, places = list[tuple[Array, str, Array]](), list[tuple[Array, str, Array]]()
        position = np.full(many, -1, np.int64)
        position[self.keep] = np.arange(len(self.keep))
        paid = np.maximum(done.paid_in.reshape(many, -1), 0).sum(1) if done.has_waited else now
        for place, step in enumerate(table.steps):
            rows = np.flatnonzero((done.row_step == place) & ((done.came > 0) | (done.kept > 0)))
            came = now.copy()
            changed = rows[(done.kept[rows] > done.came[rows]) | (not step.raises_claims)]
            now[done.row_claim[changed]] = done.kept[changed]
            for rule in table.rules:
                if rule.step_index != place or not (step.fills or step.admits):
                    continue
                meets = self._meets_rule(rule)
                reached = meets & (came > 0)
                if step.is_charged and not step.fills:
                    places.append((meets, rule.step_rule.name, np.where(came > 0, now, 0)))
                if step.admits:
                    admitted[reached] = now[reached]
                if step.fills:
                    charged_here = now.copy()
                    if step.wait:
                        charged_here[self.keep[waited]] = paid[self.keep[waited]]
                    charged.append((np.flatnonzero(reached), rule.step_rule.name, charged_here))
        is_unpaid = np.zeros(many, bool)  # money shows that a claim has its places
        is_unpaid[self.keep] = (admitted[self.keep] > 0) & (done.left[self.keep] == 0) & ~waited
        charged += [(np.flatnonzero(meets & is_unpaid), name, granted) for meets, name, granted in places]
        return admitted[self.keep], self._sums_by_name(charged, position)

    def _meets_rule(self, rule: Rule) -> Array:
        """The claims that have all keys of a rule."""
        claims = self.done.claims
        meets = np.zeros(len(claims.who), bool)
        for clause in rule.columns:
            if clause not in self._loop_keys:
                continue
            mine, names = np.flatnonzero(claims.clause == clause), self._loop_keys[clause]
            has_keys = np.ones(len(mine), bool)
            for name in rule.step_rule.keys:
                has_keys &= claims.key[mine, names.index(name)] >= 0
                if (pool := self._lists[clause].get(names.index(name))) is not None:  # an empty list is not a key
                    begin, record = self.columns.lists[pool][0], claims.record[mine]
                    record = np.maximum(record, 0)  # carried money has no record; its caps have no key that is a list
                    has_keys &= begin[record + 1] > begin[record]
            meets[mine] = has_keys
        return meets

    def _sums_by_name(self, parts: Sequence[tuple[Array, str, Array]], position: Array) -> pa.Array:
        names = sorted({name for _, name, _ in parts})
        claim = np.concatenate([np.zeros(0, np.int64), *(position[which] for which, _, _ in parts)])
        name_numbers = np.concatenate(
            [np.zeros(0, np.int64), *(np.full(len(which), names.index(n)) for which, n, _ in parts)]
        )
        sums = np.concatenate([np.zeros(0, np.int64), *(values[which] for which, _, values in parts)])
        order = np.lexsort((name_numbers, claim))
        order = order[claim[order] >= 0]
        return maps(
            len(self.keep), claim[order], pa.array(names or [""]).take(pa.array(name_numbers[order])), sums[order]
        )


def _add_sums(many: int, sums: pa.Array, line: Array, names: pa.Array, more: Array) -> pa.Array:
    """Sums by name of lines, with others added to those of some lines."""
    all_names = pa.concat_arrays([sums.keys.cast(pa.string()), names.cast(pa.string())])
    line_numbers = np.concatenate([np.repeat(np.arange(many), np.diff(sums.offsets)), line])
    rank = pc.rank(all_names, tiebreaker="dense").to_numpy().astype(np.int64)
    pairs, first, group_numbers = np.unique(
        line_numbers * (len(all_names) + 1) + rank, return_index=True, return_inverse=True
    )
    totals = np.zeros(len(pairs), np.int64)
    np.add.at(totals, group_numbers, np.concatenate([np.asarray(sums.items), more]))
    return maps(many, line_numbers[first], all_names.take(pa.array(first)), totals)
