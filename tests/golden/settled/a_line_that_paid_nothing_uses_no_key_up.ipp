policy town_support "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2023-12-31
  currency CNY
  round up to 0.01
  use words
article 1 "Generated"
  award 2500 when patent patent_share more than 12.35%
    as market_reward
  award by contract_price when contract
    at least 33333: min(100000) once per contract_region
    as renewal_aid
article 2 "Generated"
  group finance
    award interest on patent_fee at 3.7% from extended_on to granted_on last 2 years when machinery_patent patent_district is old_town
      as launch_grant
  group promotion
    award 1% of patent_fee when machinery_patent
      as training_bonus
    top up per matter
article 3 "Over all"
  over policy
    limit 1 items per applicant
