policy patent_support "Support of patents"
  document "Town 7"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  use town
article 1 "Patents"
  award 10% of patent_fee when patent granted
    nothing below 150
    uncapped
  round down to 1000 per region per year
  nothing below 2000 per applicant per year
