# A small policy of its own: two promises, one yearly cap, one recorded reading.

policy contracts_2023 "A town pays for licences"
  document "example 1/2023"
  issued 2023-01-01
  effective from 2023-01-01 for 3 years
  currency CNY
  round half up to 0.01
  use ip

article 1 "Licences and assignments"
  if located_here
  group contracts
    award by amount to enterprise when technology_contract recorded and put_to_use and not related_party
      at least 2000000: 30000 once
      otherwise: 2% of amount at most 20000
    cap 40000 per enterprise per year
    reading "the cap covers both rows"

article 2 "Service agencies"
  award 50000 once to agency while agency branded and in_business at least 2 years

case "the second contract of a year fills the cap"
  given enterprise located_here
    technology_contract A: amount 2000000, recorded_on 2023-03-01, put_to_use, not related_party
    technology_contract B: amount 900000, recorded_on 2023-09-01, put_to_use, not related_party
  expect 2023 total 40000
  expect B 10000
  expect B reduced by cap of article 1

case "a contract with a related party is not paid"
  given enterprise located_here
    technology_contract A: amount 2000000, recorded_on 2023-03-01, put_to_use, related_party
  expect A not eligible because related_party
