award 1 to enterprise when technology_contract recorded

case "two"
  given "North" as enterprise
    technology_contract A: amount 5
  expect for "Nort" total 1
case "alone"
  given enterprise
  expect for "North" total 0
