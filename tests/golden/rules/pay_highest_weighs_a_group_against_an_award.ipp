policy patent_support "Support of patents"
  document "Town 7"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  use town
article 1 "Patents"
  group single_patents
    award 3000 when patent granted
    pay each
  award 8000 when patent granted and level is national
    as national_award
  pay highest per applicant per year
