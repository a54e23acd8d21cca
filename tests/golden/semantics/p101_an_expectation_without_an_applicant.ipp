award 1 to enterprise when technology_contract recorded

case "two"
  given "North" as enterprise
    technology_contract A: amount 5
  given "South" as enterprise
  expect total 1
