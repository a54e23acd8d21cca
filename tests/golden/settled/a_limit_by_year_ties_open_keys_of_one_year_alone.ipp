policy brand_support "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2023-12-31
  currency CNY
  round down to 0.01
  use words
article 1 "Generated"
  group finance
    group protection
      award 999 when patent extended_on at least 2020-02-29
    limit 1 items per patent_district per year
