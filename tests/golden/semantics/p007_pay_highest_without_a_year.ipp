policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Titles"
  award 20000 once to enterprise when ip_title new
  pay highest per enterprise
