# An invented city: aid for the wages of young employees, and for the fees of their courses. In own words; the sums are no city's.
# The page shows amounts by time and by year: months of a state, the year and the day of a claim, a rate made of two rates,
# support that is deducted before the rate, and least sums in two places.
#
# `the day` of a claim by `while` is the first day of the year on which the condition is true. The months before the end of the
# second year of employment and the months of the calendar year are counted separately, and the smaller number is paid.

policy lanting_jobs "Lanting: aid for first jobs" "兰汀市初次就业补助办法"
  language 3
  document "兰政办〔2026〕5号"
  issued 2025-12-10
  effective 2026-01-01 to 2028-12-31
  level municipal
  currency CNY
  use lanting_jobs_words
  if insured

article 1 "Wages of young employees" "青年职工工资补助"
  here age "入职年龄" of employment means full years from born_on to began_on
  here monthly_sum "每月标准" as follows
    the year at most 2026: 800
    otherwise: 600
  award monthly_sum times min(full months from the day to 2 years after began_on, full months of employed in the year)
      to employer while employment employed
      and age between 16 and 24 and the day less than 2 years after began_on
      and has no earlier employment of the same person
    as wages "工资补助"
    nothing below 1800

article 2 "Courses" "培训补助"
  here basic_rate "基本比例" by staff
    less than 20: 60%
    at least 20 and less than 100: 50%
    otherwise: 30%
  here bonus "加成" of course by subject
    care: 20%
    crafts: 10%
    office: 0%
  here net_fee "自付培训费" of course means fee above other support
  award ((basic_rate plus bonus) of net_fee) rounded down to 10 to employer when course completed
      and net_fee at least 400 and has at least 1 employment employed of the same contract
    as courses "培训补助"
    at least 200
  cap 20000 per employer in any 24 months

article 3 "Payment" "兑现"
  over policy
    round down to 100 per employer per year

case "hired on 10 June 2026: 6 months at 800, then 12 and 5 months at 600"
  given employer insured
    employment K: person "K", born_on 2004-02-01, began_on 2026-06-10, left_on none
  expect 2026 K 4800
  expect 2027 K 7200
  expect 2028 K 3000
  expect total 15000

case "three full months of a year are paid, two are not"
  given employer insured
    employment K: person "K", born_on 2004-02-01, began_on 2026-10-01, left_on none
    employment L: person "L", born_on 2004-02-01, began_on 2026-10-02, left_on none
    employment M: person "M", born_on 2004-02-01, began_on 2026-06-01, left_on 2026-08-31
  given as of 2026-12-31
  expect K 2400
  expect L 0
  expect M 0
  expect total 2400

case "the age on the day of hiring: 15, 16, 24 and 25"
  given employer insured
    employment A: person "A", born_on 2010-03-02, began_on 2026-03-01, left_on none
    employment B: person "B", born_on 2010-03-01, began_on 2026-03-01, left_on none
    employment C: person "C", born_on 2001-03-02, began_on 2026-03-01, left_on none
    employment D: person "D", born_on 2001-03-01, began_on 2026-03-01, left_on none
  given as of 2026-12-31
  expect A not eligible because age
  expect B 8000
  expect C 8000
  expect D not eligible because age

case "hired again by the same employer: the aid is for the first contract"
  given employer insured
    employment K: person "Lin", born_on 2004-02-01, began_on 2026-03-01, left_on 2026-07-01
    employment L: person "Lin", born_on 2004-02-01, began_on 2026-09-01, left_on none
  given as of 2026-12-31
  expect K 3200
  expect L not eligible because employment

case "the second year of employment ends as the window begins, and three months later"
  given employer insured
    employment A: person "A", born_on 2004-02-01, began_on 2024-01-01, left_on none
    employment B: person "B", born_on 2004-02-01, began_on 2024-04-01, left_on none
  given as of 2026-12-31
  expect A not eligible because began_on
  expect B 2400

case "60%, 50% or 30% by the staff, with 20% for care and 10% for crafts"
  given employer insured
    employment K: person "K", born_on 1980-02-01, began_on 2020-03-01, left_on none
    course A: contract "K", subject care, fee 2000, completed_on 2026-03-01
    course B: contract "K", subject crafts, fee 2000, completed_on 2027-03-01
    course C: contract "K", subject office, fee 2000, completed_on 2028-03-01
    course D: contract "K", subject crafts, fee 2000, completed_on 2028-04-01
  given figures 2026: staff 19
  given figures 2027: staff 20
  given figures 2028: staff 100
  expect 2026 A 1600
  expect 2027 B 1200
  expect 2028 C 600
  expect 2028 D 800

case "99 employees are fewer than 100"
  given employer insured
    employment K: person "K", born_on 1980-02-01, began_on 2020-03-01, left_on none
    course A: contract "K", subject office, fee 2000, completed_on 2026-03-01
  given figures 2026: staff 99
  expect A 1000

case "the province paid 500 of 2,345: 70% of 1,845 in whole tens, and 1,200 in whole hundreds"
  given employer insured
    employment K: person "K", born_on 1980-02-01, began_on 2020-03-01, left_on none
    course A: contract "K", subject crafts, fee 2345, completed_on 2026-03-01
  given figures 2026: staff 8
  given support A provincial 500 in 2026
  expect A reduced by round of article 3
  expect 2026 total 1200

case "30% of 400 is raised to 200, and a lower fee is not aided"
  given employer insured
    employment K: person "K", born_on 1980-02-01, began_on 2020-03-01, left_on none
    course A: contract "K", subject office, fee 400, completed_on 2026-03-01
    course B: contract "K", subject office, fee 500, completed_on 2026-04-01
  given figures 2026: staff 100
  given support B provincial 100.01 in 2026
  expect A 200
  expect B not eligible because fee

case "courses in 24 months: 20,000, and again from the day after"
  given employer insured
    employment K: person "K", born_on 1980-02-01, began_on 2020-03-01, left_on none
    course A: contract "K", subject care, fee 20000, completed_on 2026-03-01
    course B: contract "K", subject care, fee 10000, completed_on 2028-02-29
    course C: contract "K", subject care, fee 10000, completed_on 2028-03-01
  given figures 2026: staff 8
  given figures 2028: staff 8
  expect A 16000
  expect B 4000
  expect B reduced by cap of article 2
  expect C 8000

case "the course of a trainee who works elsewhere, or left before the end of the course"
  given employer insured
    employment K: person "K", born_on 2004-02-01, began_on 2025-03-01, left_on 2026-03-01
    course A: contract "X", subject care, fee 2000, completed_on 2026-02-01
    course B: contract "K", subject care, fee 2000, completed_on 2026-03-01
    course C: contract "K", subject care, fee 2000, completed_on 2026-02-28
  given figures 2026: staff 8
  expect A not eligible because employment
  expect B not eligible because employment
  expect C 1600

case "an employer without insurance of the staff"
  given employer not insured
    employment K: person "K", born_on 2004-02-01, began_on 2026-06-10, left_on none
  given as of 2026-12-31
  expect K not eligible because insured
