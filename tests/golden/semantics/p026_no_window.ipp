policy example_2022 "Example"
  use ip

article 1 "Products"
  award 200000 once when geo_indication_product new
