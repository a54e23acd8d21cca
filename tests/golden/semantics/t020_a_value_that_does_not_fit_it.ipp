award 20000 to enterprise when technology_contract recorded

case "an amount in words"
  given enterprise
    technology_contract A: amount large, recorded_on 2022-05-01
  expect A 20000
