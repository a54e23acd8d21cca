policy grants
  effective 2021-01-01 to 2023-12-31
  use ip

article 1
  award 500 to enterprise when technology_contract recorded

case "a contract of 2022"
  given enterprise
    technology_contract A: recorded_on 2022-03-01
  expect 2022 total 500
  expect 2030 total 0
