policy patent_support "Support of patents"
  document "Town 7"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  use town
article 1 "Patents"
  award 8000 when patent granted
  quota 1 patents per year by score
