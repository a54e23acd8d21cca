policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

award 200000 once when geo_indication_product new
