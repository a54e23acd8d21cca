policy innovation_support "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2023-12-31
  currency CNY
  round half up to 0.01
  use words
  level provincial
article 1 "Generated"
  award min(2500) when trademark renewed and registered_on at least 2 months ago
    as starter_grant
  limit 1 trademark_origin per legal_entity
