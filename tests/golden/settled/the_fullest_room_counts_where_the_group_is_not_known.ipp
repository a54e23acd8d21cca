policy brand_support "Generated"
  document "Doc 1"
  effective from 2021-12-21 for 1 year
  currency CNY
  round down to 0.1
  use words
article 2 "Generated"
  award project_cost when project approved
    as training_bonus
  cap 10000 per project_district
