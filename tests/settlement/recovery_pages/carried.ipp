policy carried "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
  cap 100 per firm per year
    carry forward 3 years
  recover 100% of what was paid when invention ended
    as breach
    if ended_on less than 24 months after the grant
    pay nothing more

case "what is paid of a grant and what it carries"
  given firm
    invention P1: granted_on 2024-03-01, amount 350, ended_on 2025-06-01, expired_on none
  given as of 2030-12-31
  expect total 350
  expect to pay back 200
  expect payable now 0
