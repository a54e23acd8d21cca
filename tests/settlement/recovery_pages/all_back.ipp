policy all_back "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 100% of what was paid when invention ended

case "10: payments after the event stay"
  given firm
    invention P1: ended_on 2024-01-01, granted_on none
  given history aid P1 paid 5000 on 2023-05-01
  given history aid P1 paid 5000 on 2024-05-01
  expect to pay back 5000

case "18: granted and ended in one run"
  given firm
    invention P1: granted_on 2024-02-01, ended_on 2024-06-30, amount 40000
  expect total 40000
  expect to pay back 40000
  expect net 0
  expect payable now 0

case "19: net of another grant"
  given firm
    invention P1: ended_on 2025-02-01, granted_on none
    invention P2: granted_on 2025-03-01, amount 25000, ended_on none
  given history aid P1 paid 40000 on 2024-05-01
  expect total 25000
  expect to pay back 40000
  expect net less 15000
  expect payable now 25000

case "21: an event after the policy ended"
  given firm
    invention P1: ended_on 2032-01-01, granted_on none
  given history aid P1 paid 40000 on 2029-06-30
  given as of 2032-12-31
  expect 2032 to pay back 40000
