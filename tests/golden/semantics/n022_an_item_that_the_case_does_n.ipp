award 200000 once when geo_indication_product new

case "a new product"
  given enterprise
    geo_indication_product P1: recognised_on 2022-05-01
  expect P2 200000
