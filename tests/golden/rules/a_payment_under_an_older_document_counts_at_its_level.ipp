policy patent_support "Support of patents"
  document "Town 7"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  use town
  replaces "Town 3"
    clause grant was old_grant
article 1 "Patents"
  award 5000 when patent granted
    as grant
  no repeat per matter per region per level
