policy instalments_example "Instalments, an example" "分期拨付示例"
  document "Example 9"
  effective 2022-01-01 to 2026-12-31
  use ip
  language 4

article 2 "Projects" "项目"
  award 300000 to enterprise when navigation_project selected and level at least provincial
    as large
    of which at least 10% for "the project team"
  award 100000 to enterprise when navigation_project selected and level is municipal
    as small
  cap 600000 per enterprise per year
  cap 1000000 per enterprise
    what lapses counts no longer
  pay in parts
    60% at once
    30% when introduced_project evaluated of the same project if outstanding
    the rest when accepted if accepted_on at most 24 months after selected_on
  recover 100% of what was paid when sanction opened
    as all_back "full recovery"
    pay nothing more

article 3 "Stations" "指导站"
  award 10000 to enterprise when guidance_station rated
    as stations
  pay in parts
    20% each year for 5 years

article 4 "Premises" "场地"
  award 100.01 to enterprise when guidance_station selected
    as premises
  pay in parts
    1/3 due 30 June of the year after
    1/3 due 2025-03-31 for "the operator"
    the rest 6 months later

case "the second part waits for the evaluation, the rest lapses"
  given enterprise
    navigation_project N1: level provincial, selected_on 2022-03-01, accepted_on 2024-03-02
    introduced_project N1: outstanding, evaluated_on 2023-05-01
  expect N1 granted 300000
  expect 2022 total 180000
  expect 2023 total 90000
  expect 2024 total 0
  expect lapsed 30000
  expect total 270000

case "not evaluated yet: the part waits, and is not in the total"
  given enterprise
    navigation_project N1: level municipal, selected_on 2022-03-01, accepted_on 2022-09-01
    no introduced_project
  expect N1 granted 100000
  expect total 70000
  expect N1 awarded

case "a sanction takes back what was paid, and the rest is not paid"
  given enterprise
    navigation_project N1: level municipal, selected_on 2022-03-01, accepted_on 2024-01-01
    introduced_project N1: outstanding, evaluated_on 2023-05-01
    sanction S1: level provincial, opened_on 2023-09-01
  expect 2022 total 60000
  expect 2023 total 30000
  expect total 90000
  expect to pay back 90000
  expect payable now 0

case "five years, of which three have come; thirds to the fen"
  given enterprise
    guidance_station A: selected_on 2024-05-31, rated_on 2024-07-01
    no navigation_project
  given as of 2026-12-31
  expect A of stations granted 10000
  expect 2024 total 2033.35
  expect 2025 total 2066.66
  expect 2026 total 2000
  expect total 6100.01
