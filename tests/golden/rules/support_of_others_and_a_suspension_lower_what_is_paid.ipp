policy patent_support "Support of patents"
  document "Town 7"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  use town
article 1 "Patents"
  award 12000 when patent granted
    counting all other support
article 2 "Suspension"
  over policy
    suspend enterprise for the year when sanction imposed
