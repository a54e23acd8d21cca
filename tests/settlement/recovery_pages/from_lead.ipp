policy from_lead "Recovery, an example"
  effective 2010-01-01 to 2030-12-31
  language 4
  use rec_words

article 7 "Aid"
  award amount to firm when invention granted
    as aid
    uncapped
  recover 25% of what was paid from lead when invention ended

case "22: the lead pays"
  given firm
    invention P1: lead "Other", ended_on 2025-02-01, granted_on none
  given history aid P1 paid 12000 on 2024-05-01
  expect to pay back 0

case "22: the applicant is the lead"
  given firm
    invention P1: lead "applicant", ended_on 2025-02-01, granted_on none
  given history aid P1 paid 12000 on 2024-05-01
  expect to pay back 3000

case "22: two applicants, the lead pays for both"
  given "Lead" as firm
    no invention
  given "Partner" as firm
    invention P1: lead "Lead", ended_on 2025-02-01, granted_on none
    given history aid P1 paid 12000 on 2024-05-01
  expect for "Lead" to pay back 3000
  expect for "Lead" net less 3000
  expect for "Partner" to pay back 0
