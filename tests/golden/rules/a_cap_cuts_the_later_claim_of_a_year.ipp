policy patent_support "Support of patents"
  document "Town 7"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  use town
article 1 "Patents"
  award 50% of patent_fee when patent granted
  cap 15000 per applicant per year
