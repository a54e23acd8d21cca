policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Contracts"
  award 20000 to enterprise when technology_contrct recorded
  no repeat per mater
  cap 50000 EUR per enterprize per year
  suspend everyone for the year when patent granted
  none when amuont cannot be determined

article 2 "Over all"
  over articles 4 to 8
    cap 100 per enterprise per year
