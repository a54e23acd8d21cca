cases for shaoguan_2021

case "two contracts in a year reach the yearly cap"
  given enterprise, agency located_here, established_on 2020-01-01, not operating
    technology_contract A: amount 3000000, recorded_on 2022-03-01, put_to_use, not related_party
    technology_contract B: amount 5,000,000, recorded_on 2022-09-01, put_to_use, not related_party
    no patent
    invention_patent partly listed
    trademark unknown
    pledge_loan L1: pledged_right ["ZL1", ZL2.1, ZL3], lapsed_on none, cost unknown, x cannot be determined
  given figures 2022: local_contribution 20000
  given history 11.ip_title.new "x y" paid 80000 in 2022
  given history "an older document" 3.prize "a b" paid 5万 in 2019: kind patent_prize, level provincial, matter "x: y"
  given rank works_registered 2 in 2022
  given older document "an older document" "ZL1 / gold" 600000
  given support ZL1 national 1000 in 2022
  given support invention_patent ZL1 national 1000 in 2022
  given approval 9.soft_topic.selected P7 150000
  given series central_parity USD 2022-03-01: 6.3014
  given series lpr_1y 2022-01-01: 3.7%
  given as of 2023-01-31
  expect 2022 total 50000
  expect B reduced by cap of article 7
  expect B 5
  expect 2022 B of 7.contracts 5.50
  expect A displaced by B
  expect A not eligible because located_here
  expect A undetermined for located_here, amount
  expect due between 1 and 5
  expect due at least 5
  expect obligation of article 12 5
  expect carried 5 to 2023
  expect lapsed 5
  expect A supported by another level

case "two applicants"
  given "North" as enterprise, agency located_here
    technology_contract A: amount 3000000
    given figures 2022: local_contribution 20000
    given history 11.ip_title.new "x y" paid 80000 in 2022
    given support ZL1 national 1000 in 2022
    given rank works_registered 2 in 2022
    given older document "an older document" "ZL1 / gold" 600000
    given approval 9.soft_topic.selected P7 150000
  given "South" as agency
  given as of 2023-01-31
  expect for "North" 2022 total 50000
  expect for "North" 2022 A of 7.contracts 5.50
  expect for "South" A reduced by cap of article 7
  expect for "South" due between 1 and 5
  expect for "South" due at least 5
  expect for "South" obligation of article 12 5
  expect for "South" carried 5 to 2023
  expect for "South" lapsed 5
  expect "for" 5
  given history aid P1 paid 40000 on 2024-06-30
  expect to pay back 40000
  expect for "South" 2028 to pay back 10800
  expect to pay back between 0 and 40000
  expect for "South" net less 15000
  expect payable now 0
  expect no obligation of article 12
  expect value of earned_aid for S1 1012.42
  expect for "South" 2022 value of rate less 5
  expect "value" of aid 500
