policy small "Small sums"
  effective 2022-01-01 to 2024-12-31
  use ip
  language 4

article 1 "Patents"
  award 1000 to enterprise when patent granted
    as paid
  pay in parts
    40 at once
    0.4 1 year later
    100 CNY 2 years later
    200 3 years later
    the rest 4 years later
  recover 0.6 of what was paid when technology_contract recorded
    as returned
  recover 60 CNY of what was paid when technology_contract recorded
    as fixed
  recover 500 of what was paid when technology_contract recorded
    as larger
