policy in_order "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  award amount to firm when invention granted and project is "a"
    as loan_a
    uncapped
  award amount to firm when invention granted and project is "b"
    as loan_b
    uncapped
  recover amount of what was paid when invention ended
    in the order loan_a, loan_b, aid

case "16: one programme after another"
  given firm
    invention P1: amount 3100, ended_on 2025-06-01, granted_on none
  given history loan_a P1 paid 1750 on 2024-01-01
  given history loan_b P1 paid 1000 on 2024-03-01
  given history aid P1 paid 2000 on 2024-02-01
  expect to pay back 3100
