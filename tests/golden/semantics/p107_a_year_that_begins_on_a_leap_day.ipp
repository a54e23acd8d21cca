policy example_2022 "Example"
  effective 2022-01-01 to 2024-12-31
  year begins 02-29
  use ip

article 1 "Products"
  award 200000 once when geo_indication_product new
