policy patent_support "Support of patents"
  document "Town 7"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  use town
article 1 "Patents"
  award 6000 when patent granted and level is national
    as national_award
  award 4000 when patent granted and level is provincial
    as provincial_award
  no repeat per matter
