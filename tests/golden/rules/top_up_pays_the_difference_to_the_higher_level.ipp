policy patent_support "Support of patents"
  document "Town 7"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  use town
article 1 "Patents"
  award by level when patent granted
    national: 50000
    provincial: 20000
    municipal: 5000
  top up per matter
