policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Goals"
article 2 "More goals" informative
article 3 "Words" defines "a firm is a company"
article 4 "Ceiling"
  over policy
    cap 100 per enterprise per year
  award 200 to enterprise when soft_topic selected
article 5 "Silence"
  reading "nothing is meant to be paid"
