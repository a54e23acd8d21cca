policy one_day "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 60% of what was paid when invention expired
    as misuse
    surcharge 10%
  recover 100% of what was paid when invention ended
    as breach
    at most 3000

case "two recoveries of one day take a payment one after another"
  given firm
    invention P1: granted_on none, expired_on 2025-06-01, ended_on 2025-06-01
  given history aid P1 paid 5000 on 2024-05-01
  expect to pay back 5300

case "the limit of the second leaves a part"
  given firm
    invention P1: granted_on none, expired_on 2025-06-01, ended_on 2025-06-01
  given history aid P1 paid 10000 on 2024-05-01
  expect to pay back 9600
