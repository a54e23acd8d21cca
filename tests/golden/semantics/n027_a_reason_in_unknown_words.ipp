award 20000 to enterprise when technology_contract recorded and put_to_use

case "not put to use"
  given enterprise
    technology_contract A: amount 1000, recorded_on 2022-05-01, not put_to_use
  expect A not eligible because put_to_us
