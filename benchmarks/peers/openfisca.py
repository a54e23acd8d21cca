"""OpenFisca-Core: the slice as variables over applicants and their items, for one applicant or for all at once.

OpenFisca's entities are one kind of person and groups of persons. Every contract, loan and so on is an `item`, and an
applicant is a group of items. Each applicant has a placeholder item so that no applicant is dropped. Money is in 64-bit
fen; OpenFisca's own `float` is too narrow for these sums.
"""

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

SELF, CONTRACT, LOAN, PREMIUM, TITLE, PATENT = range(6)
TITLES = ("national_demo", "national_adv", "provincial_demo", "municipal_demo")
FLAGS = ("is_unit", "in_city", "certified")
COUNTS = ("geo_products", "geo_trademarks", "collective_marks", "works", "utility_patents", "software_copyrights")
PERIOD = "2024"

item = build_entity(key="item", plural="items", label="", is_person=True)
applicant = build_entity(key="applicant", plural="applicants", label="", roles=[{"key": "member", "label": ""}])
SYSTEM = TaxBenefitSystem([item, applicant])


def variable(name, entity, value_type, formula=None):
    fields = {"value_type": value_type, "entity": entity, "definition_period": DateUnit.YEAR}
    if formula is not None:
        fields["formula"] = formula
    added = SYSTEM.add_variable(type(name, (Variable,), fields))
    if value_type is float:
        added.dtype = np.int64


def award(entity):
    """A money formula on `entity`, named after the function."""
    return lambda f: variable(f.__name__, entity, float, lambda population, period: f(population, period))


for flag in FLAGS:
    variable(flag, applicant, bool)
for count in COUNTS:
    variable(count, applicant, int)
variable("kind", item, int)
variable("amount", item, float)
variable("eligible", item, bool)
variable("code", item, int)


def big(counts):
    return counts.astype(np.int64)


@award(applicant)
def marks_award(a, period):
    marks = big(a("geo_products", period)) * 200_000_00 + big(a("geo_trademarks", period)) * 100_000_00
    return marks + big(a("collective_marks", period)) * 10_000_00


@award(applicant)
def copyright_award(a, period):
    return np.minimum(big(a("works", period)), np.where(a("is_unit", period), 100, 50)) * 200_00


@award(item)
def contract_award(i, period):
    amount = i("amount", period)
    due = np.select([amount >= 5_000_000_00, amount >= 1_000_000_00], [50_000_00, 20_000_00], (amount + 50) // 100)
    return due * ((i("kind", period) == CONTRACT) & i("eligible", period))


@award(applicant)
def licence_award(a, period):
    return np.minimum(a.sum(a.members("contract_award", period)), 50_000_00)


@award(item)
def thirty_percent(i, period):
    return (i("amount", period) * 3 + 5) // 10


@award(applicant)
def loan_award(a, period):
    loans = (a.members("kind", period) == LOAN) & a.members("eligible", period)
    return np.minimum(a.sum(a.members("thirty_percent", period) * loans), 100_000_00)


@award(applicant)
def insurance_award(a, period):
    premiums = a.members("kind", period) == PREMIUM
    return np.minimum(a.sum(a.members("thirty_percent", period) * premiums), 50_000_00)


@award(applicant)
def title_award(a, period):
    is_title, code = a.members("kind", period) == TITLE, a.members("code", period)
    has = [a.any(is_title & (code == k)) for k in range(4)]
    return np.select(has[:3], [200_000_00, 100_000_00, 80_000_00], 0) + has[3] * 50_000_00


@award(applicant)
def certification_award(a, period):
    patents = a.sum(a.members("kind", period) == PATENT)
    enough = (patents >= 1) | (a("utility_patents", period) >= 5) | (a("software_copyrights", period) >= 8)
    return (a("certified", period) & enough) * 20_000_00


@award(applicant)
def patent_award(a, period):
    return a.sum((a.members("kind", period) == PATENT) & (a.members("code", period) >= 120)) * 10_000_00


PARTS = ("marks", "copyright", "licence", "loan", "insurance", "title", "certification", "patent")


@award(applicant)
def due(a, period):
    return sum(a(f"{part}_award", period) for part in PARTS) * a("in_city", period)


def columns(applicants):
    """Arrays of the applicants, of all their items, and the owner of each item."""
    rows = [(SELF, 0, False, 0, index) for index in range(len(applicants))]
    for index, x in enumerate(applicants):
        rows += [(CONTRACT, c["amount"], c["registered"] and not c["related"], 0, index) for c in x["contracts"]]
        rows += [(LOAN, loan["interest"], loan["on_time"], 0, index) for loan in x["loans"]]
        rows += [(PREMIUM, premium, False, 0, index) for premium in x["premiums"]]
        rows += [(TITLE, 0, False, TITLES.index(title), index) for title in x["titles"]]
        rows += [(PATENT, 0, False, months, index) for months in x["patents"]]
    kind, amount, eligible, code, owner = (np.array(column) for column in zip(*rows, strict=True))
    own = {name: np.array([x[name] for x in applicants]) for name in (*FLAGS, *COUNTS)}
    items = {"kind": kind.astype(np.int32), "amount": amount, "eligible": eligible, "code": code.astype(np.int32)}
    return own, items, owner


def native(one):
    return columns([one])


def totals(data):
    own, items, owner = data
    builder = SimulationBuilder()
    builder.create_entities(SYSTEM)
    builder.declare_person_entity("item", range(len(owner)))
    builder.declare_entity("applicant", range(len(own["in_city"]))).members_entity_id = owner
    simulation = builder.build(SYSTEM)
    for name, values in {**own, **items}.items():
        simulation.set_input(name, PERIOD, values)
    return simulation.calculate("due", PERIOD)


def total(data):
    return int(totals(data)[0])


def natives(applicants):
    """All applicants at once."""
    return columns(applicants)
