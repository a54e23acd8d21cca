policy brand_support "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2022-12-31
  currency CNY
  round half even to 0.01
  use words
  level provincial
article 1 "Generated"
  group transfer
    award 50000 for each workshop when workshop workshop_region is east
    no repeat per matter
