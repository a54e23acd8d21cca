"""Generated vocabularies: a page, and the same words as a `Vocabulary` for generating policies."""

from __future__ import annotations

import random

import attrs

from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast
from tests.properties import build as b, words as w
from tests.properties.build import SPAN
from tests.properties.words import Names, Theme

Sort = str  # money, count, percent, date, yes/no, text, list, level, or the name of a choice


@attrs.define
class RecordWords:
    """A kind of record: its fields by name with their type, events and states with their date fields."""

    name: str
    theme: Theme
    base: str | None
    fixed: dict[str, str]
    key: list[str]
    fields: dict[str, Sort] = attrs.field(factory=dict)
    events: dict[str, str] = attrs.field(factory=dict)
    states: dict[str, tuple[str, str | None]] = attrs.field(factory=dict)
    foreign: set[str] = attrs.field(factory=set)
    order: list[str] = attrs.field(factory=list)  # dates in ascending order
    default: str = ""  # the event that dates a record

    def of(self, *sorts: Sort) -> list[str]:
        """The fields of these types that a sentence may test."""
        return [f for f, s in self.fields.items() if s in sorts and f not in self.fixed]


@attrs.define
class Vocabulary:
    """All words of a generated vocabulary."""

    page: ast.Page
    name: str
    kinds: list[str]
    classes: list[str]
    levels: list[str]
    choices: dict[str, list[str]]
    applicant: dict[str, Sort]
    since: list[str]
    figures: dict[str, Sort]
    monthly: str | None
    daily: str | None
    records: dict[str, RecordWords]
    dated: list[str] = attrs.field(factory=list)  # fields of the applicant that change
    derived: list[str] = attrs.field(factory=list)  # words defined by a test of the applicant
    plurals: dict[str, str] = attrs.field(factory=dict)


def _type(sort: Sort) -> ast.TypeExpr:
    if sort == "list":
        return b.type_expr("text", is_list=True)
    return b.type_expr(sort)


def vocabulary(r: random.Random, names: Names) -> Vocabulary:
    """A well-typed vocabulary."""
    v = Vocabulary(
        page=ast.Page(span=SPAN, header=None),
        name=names.new("voc", ("words",)),
        kinds=[names.new("kin", w.KINDS) for _ in range(r.randint(2, 4))],
        classes=[names.new("cla", w.CLASSES)] if r.random() < 0.5 else [],
        levels=[names.new("mem", w.LEVELS, in_order=True) for _ in range(r.randint(2, 4))] if r.random() < 0.7 else [],
        choices=dict(_choice(r, names) for _ in range(r.randint(1, 2))),
        applicant={},
        since=[],
        figures={},
        monthly=names.new("ser", w.MONTHLY) if r.random() < 0.3 else None,
        daily=names.new("ser", w.DAILY) if r.random() < 0.2 else None,
        records={},
    )
    items = _who(r, v) + _shared(v)
    person = _applicant(r, v, names)
    figures = _figures(r, v, names)
    for _ in range(r.randint(1, 3)):
        items += _record(r, v, names)
    items += [_with_derived(r, v, names, person), *figures]
    header = ast.VocabularyLine(span=SPAN, name=b.name(v.name), title="Generated words")
    v.page = ast.Page(span=SPAN, header=header, items=tuple(items))
    return v


def _choice(r: random.Random, names: Names) -> tuple[str, list[str]]:
    choice = names.new("cho", tuple(w.CHOICES))
    return choice, [names.new("mem", w.CHOICES[choice], in_order=True) for _ in range(r.randint(2, 4))]


def _who(r: random.Random, v: Vocabulary) -> list[ast.PageItem]:
    inner = v.kinds[1] if r.random() < 0.6 else None
    items: list[ast.PageItem] = [
        ast.KindDecl(span=SPAN, name=b.name(k), includes=b.names(inner) if inner and i == 0 else ())
        for i, k in enumerate(v.kinds)
    ]
    items += [ast.ClassDecl(span=SPAN, name=b.name(c), members=b.names(v.kinds[0], v.kinds[-1])) for c in v.classes]
    return items


def _shared(v: Vocabulary) -> list[ast.PageItem]:
    items: list[ast.PageItem] = []
    if v.levels:
        items.append(ast.LevelDecl(span=SPAN, members=tuple(b.member(m) for m in v.levels)))
    for choice, members in v.choices.items():
        items.append(
            ast.ChoiceDecl(span=SPAN, name=b.name(choice), label=None, members=tuple(b.member(m) for m in members))
        )
    if v.monthly:
        items.append(ast.SeriesDecl(span=SPAN, name=b.name(v.monthly), label=None, currency=None, frequency="monthly"))
    if v.daily:
        items.append(ast.SeriesDecl(span=SPAN, name=b.name(v.daily), label=None, currency="CNY", frequency="daily"))
    return items


def _with_derived(r: random.Random, v: Vocabulary, names: Names, fields: list[ast.FieldLine]) -> ast.ApplicantFields:
    """The applicant's fields, sometimes with a word for a count of records, or for a flag and a count."""
    if r.random() < 0.25:
        rec = r.choice([*v.records.values()])
        words = b.names(r.choice([*rec.events]))
        count = r.randint(1, 2)
        pick = ast.Pick(span=SPAN, record=b.name(rec.name), words=words)
        test: ast.Expr = ast.RecordCountTest(span=SPAN, op=Comparison.AT_LEAST, number=count, pick=pick)
        flag = next(f for f, s in v.applicant.items() if s == "yes/no")
        if r.random() < 0.4:
            test = b.both([b.word(flag), test])
        text = names.new("der", w.DERIVED)
        v.derived.append(text)
        decl = ast.FieldDecl(span=SPAN, name=b.name(text), means=test)
        fields = [*fields, ast.FieldLine(span=SPAN, fields=(decl,))]
    return ast.ApplicantFields(span=SPAN, lines=tuple(fields))


def _applicant(r: random.Random, v: Vocabulary, names: Names) -> list[ast.FieldLine]:
    lines = []
    chosen: list[tuple[Sort, str]] = [("date", "fixed"), ("yes/no", "dated")]
    chosen += r.sample(
        [("yes/no", "fixed"), ("count", "fixed"), ("money", "dated"), (r.choice([*v.choices]), "dated")], 2
    )
    for sort, varies in chosen:
        text = names.new("app", w.FIELDS.get(sort) or (f"home_{sort}",))
        v.applicant[text] = sort
        if varies == "dated":
            v.dated.append(text)
        lines.append(b.field(text, _type(sort), varies))
    if r.random() < 0.5:
        text = names.new("sin", tuple(w.SINCE))
        day = names.new("app", (w.SINCE[text],))
        v.since.append(text)
        lines.append(b.field(text, None, since=day))
    return lines


def _figures(r: random.Random, v: Vocabulary, names: Names) -> list[ast.PageItem]:
    since = next(f for f, s in v.applicant.items() if s == "date")
    lines = []
    for sort in ("count", "money"):
        text = names.new("fig", w.FIGURES[sort])
        v.figures[text] = sort
        zero = since if sort == "count" and r.random() < 0.5 else None
        is_signed = sort == "money" and names.random(text, " signed").random() < 0.4
        lines.append(b.field(text, _type(sort), zero_before=zero, may_be_negative=is_signed))
    return [ast.Figures(span=SPAN, lines=tuple(lines))]


def _record(r: random.Random, v: Vocabulary, names: Names) -> list[ast.PageItem]:
    """A root kind, and sometimes one or two narrower kinds that fix one of its choices."""
    theme = names.theme()
    rec = RecordWords(names.new("rec", (theme.kind,)), theme, None, {}, [names.new("key", (theme.key,))])
    rec.fields[rec.key[0]] = "text"
    pool = ["money", "count", "percent", "date", "yes/no", "yes/no", "text", "list", *v.choices, *v.records]
    picked = ["money", "yes/no", *r.sample(pool, r.randint(2, 5))]
    if v.levels and r.random() < 0.75:
        rec.fields["level"] = "level"
    if not any(s in v.choices for s in picked):
        picked.append(r.choice([*v.choices]))
    for sort in picked:
        rec.fields[names.new("fld", theme.field(sort, v.records), in_order=True)] = sort
    if r.random() < 0.25:
        rec.key.append(r.choice([f for f, s in rec.fields.items() if s in v.choices]))
    for _ in range(r.randint(1, 2)):
        day = names.new("day", theme.days, in_order=True)
        rec.events[names.new("eve", (day.removesuffix("_on"),))] = day
    if r.random() < 0.6:
        until = names.new("day", theme.ends) if r.random() < 0.7 else None
        state = names.new("sta", (theme.state,))
        rec.states[state] = (next(iter(rec.events.values())), until)
    days = [*dict.fromkeys([*rec.events.values(), *(u for _, u in rec.states.values() if u)])]
    if len(days) > 1 and names.random(rec.name).random() < 0.4:
        rec.order = days
    v.records[rec.name] = rec
    items: list[ast.PageItem] = [_record_page(r, v, rec, names)]
    if r.random() < 0.4:
        by = r.choice(rec.of(*v.choices))
        for value in r.sample(v.choices[rec.fields[by]], r.randint(1, 2)):
            inner = attrs.evolve(rec, name=names.new("rec", (f"{value}_{rec.name}",)), base=rec.name, fixed={by: value})
            v.records[inner.name] = inner
            fixed = (ast.FixedValue(span=SPAN, field=b.name(by), value=b.name(value)),)
            items.append(ast.RecordDecl(span=SPAN, name=b.name(inner.name), base=b.name(rec.name), fixed=fixed))
        if r.random() < 0.4:
            items.append(_narrowest(r, v, inner, names))
    for day in [*rec.events.values(), *(u for _, u in rec.states.values() if u)]:
        rec.fields.setdefault(day, "date")
    return items


def _narrowest(r: random.Random, v: Vocabulary, base: RecordWords, names: Names) -> ast.RecordDecl:
    """A kind two levels below its root, defined by a flag."""
    flag = r.choice(base.of("yes/no"))
    inner = attrs.evolve(
        base, name=names.new("rec", (f"{base.name}_{flag}",)), base=base.name, fixed={**base.fixed, flag: "yes"}
    )
    v.records[inner.name] = inner
    fixed = (ast.FixedValue(span=SPAN, field=b.name(flag), value=b.name("yes")),)
    return ast.RecordDecl(span=SPAN, name=b.name(inner.name), base=b.name(base.name), fixed=fixed)


def _is_first(event: str, names: Names) -> bool:
    """Whether an event word is for the first event of an item."""
    return names.random(event).random() < 0.3


def _is_for_life(rec: RecordWords, event: str, names: Names) -> bool:
    """Whether an item has the event once for life: its day is not in the key and has no word for the first event."""
    day = rec.events[event]
    of_day = [word for word, other in rec.events.items() if other == day]
    return (
        not any(_is_first(word, names) for word in of_day)
        and day not in rec.key
        and names.random(event, " once").random() < 0.25
    )


def _record_page(r: random.Random, v: Vocabulary, rec: RecordWords, names: Names) -> ast.RecordDecl:
    body: list[ast.RecordItem] = [
        ast.KeyDecl(span=SPAN, parts=tuple(ast.KeyPart(span=SPAN, name=b.name(k)) for k in rec.key))
    ]
    if r.random() < (0.5 if "level" in rec.fields else 0.3):  # promotions have several levels for one matter
        matter = r.choice(rec.of("text", *v.choices, *v.records))
        body.append(ast.MatterDecl(span=SPAN, names=b.names(matter)))
    elif r.random() < 0.15:
        body.append(ast.MatterDecl(span=SPAN, names=b.names("applicant")))
    for text, sort in rec.fields.items():
        if text != rec.key[0]:
            is_signed = sort == "money" and names.random(text, " signed").random() < 0.3
            body.append(b.field(text, _type(sort), may_be_negative=is_signed))
    default = rec.default = r.choice([*rec.events])
    for event, day in rec.events.items():
        decl = ast.EventDecl(
            span=SPAN,
            name=b.name(event),
            label=None,
            date_field=b.name(day),
            date_label=None,
            first=_is_first(event, names),
            for_life=_is_for_life(rec, event, names),
            default=len(rec.events) > 1 and event == default,
        )
        body.append(ast.EventLine(span=SPAN, events=(decl,)))
    for state, (start, until) in rec.states.items():
        body.append(
            ast.StateDecl(
                span=SPAN,
                name=b.name(state),
                label=None,
                start=b.name(start),
                start_label=None,
                until=b.name(until) if until else None,
                until_label=None,
            )
        )
    if rec.order:
        body.append(ast.OrderOfDays(span=SPAN, days=b.names(*rec.order)))
    plural = names.new("plu", (rec.theme.plural,)) if r.random() < 0.5 else None
    if plural:
        v.plurals[rec.name] = plural
    return ast.RecordDecl(span=SPAN, name=b.name(rec.name), plural=b.name(plural) if plural else None, body=tuple(body))
