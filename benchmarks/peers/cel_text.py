"""The slice as one expression of CEL. CEL does not have `sum` and `min`; both are functions of the host."""

EXPRESSION = """!in_city ? 0 :
  geo_products * 20000000 + geo_trademarks * 10000000 + collective_marks * 1000000
  + least(works, is_unit ? 100 : 50) * 20000
  + least(sum(contracts.filter(c, c.registered && !c.related).map(c,
        c.amount >= 500000000 ? 5000000 : c.amount >= 100000000 ? 2000000 : (c.amount + 50) / 100)), 5000000)
  + least(sum(loans.filter(l, l.on_time).map(l, (l.interest * 3 + 5) / 10)), 10000000)
  + least(sum(premiums.map(p, (p * 3 + 5) / 10)), 5000000)
  + ('national_demo' in titles ? 20000000 : 'national_adv' in titles ? 10000000
     : 'provincial_demo' in titles ? 8000000 : 0)
  + ('municipal_demo' in titles ? 5000000 : 0)
  + (certified && (size(patents) >= 1 || utility_patents >= 5 || software_copyrights >= 8) ? 2000000 : 0)
  + size(patents.filter(m, m >= 120)) * 1000000"""
