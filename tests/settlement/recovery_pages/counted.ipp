policy counted "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
  cap 1000 per firm
  recover 60% of what was paid when invention ended
    as back

case "a recovery of an earlier run leaves room, one of this run does not"
  given firm
    invention P1: granted_on none, ended_on 2024-06-01, expired_on none
    invention P2: granted_on 2024-09-01, amount 400, ended_on none, expired_on none
  given history aid P1 paid 1000 on 2023-05-01
  expect total 0
  expect to pay back 600
