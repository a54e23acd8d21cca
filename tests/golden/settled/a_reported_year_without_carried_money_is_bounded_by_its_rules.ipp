policy innovation_support "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2023-12-31
  currency CNY
  round half even to 100
  use words
article 1 "Generated"
  group training
    group finance
      award up to project_cost when east_project project_cost at least 9999
        as launch_grant
      award 100 when project completed
        as equipment_aid
      award 66% of (contract_price less contract_price) when contract recorded
        as training_bonus
article 2 "Generated"
  group services
    award 33333 when contract recorded
article 3 "Generated"
  table grant_scale by project_region
    west: 33333
  award grant_scale of west to university when project completed
    as growth_bonus
  award 30% of contract_price at most 10% of contract_price once while contract running
    as filing_aid
article 4 "Over all"
  over policy
    cap 1000 per university per year
      except training_bonus
