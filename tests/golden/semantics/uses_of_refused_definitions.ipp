# A definition that is refused has its own finding; the sentences that use it have none.
policy draft
  use ip

article 1
  here share of contract means 10% of amount
  here lot "金额" of technology_contract means amount at least 7
  here table by levell
    national: 10
  award share to enterprise when technology_contract recorded and lot
    as aid
    uncapped
    if table of national at least 3
