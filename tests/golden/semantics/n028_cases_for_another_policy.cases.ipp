cases for other_2021

case "a product"
  given enterprise
    geo_indication_product P1: recognised_on 2022-05-01
  expect P1 200000
