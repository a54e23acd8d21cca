# The forms that a policy may need beside those of Shaoguan, each with cases worked out by hand.

policy forms_2022 "A city that uses every form"
  document "example 3/2022"
  issued 2022-07-04
  effective 2022-07-04 to 2026-12-31 by discretion from 2022-01-01
  replaces "example 9/2018"
  currency CNY
  round half up to 0.01
  use ip

article 1 "Firms that buy inventions"
  award 10% of total amount per year to enterprise when patent_deal paid and role is buyer
      and right is invention and contract_registered and used_here and not related_party
    if total amount at least 200000
    reading "a threshold over the sum of the year; the base is the whole sum"
  cap 300000 per enterprise per year

article 2 "Mediation"
  award 300 for each mediation to person when mediation settled and not official_mediator

article 3 "More filings"
  award by (increase of filings over last year, otherwise 0) to enterprise each year
    at least 50: 50000
    at least 20: 20000
    if invention_filings at least 20% of filings

article 4 "Pledge interest"
  group pledge_interest
    award by lender to small_enterprise, farmer when pledge_loan repaid and on_schedule
      bank: 30% of interest on principal at min(lpr_1y in January of repaid_on, actual_rate) from drawn_on
          to repaid_on last 1 year
      lessor: 30% of interest on principal at lpr_1y in January of repaid_on from drawn_on
          to repaid_on last 1 year
    cap 200000 per applicant per year

article 5 "Insurance"
  group insurance
    award 50% of premium to enterprise when ip_insurance bought
    cap 300000 per enterprise per right_kind per year
    cap 350000 per enterprise per year

article 6 "Patent prizes"
  here city_award by prize
    major: 1000000
    grade_1: 200000
    grade_2: 100000
    grade_3: 50000
  group prizes
    group national_and_provincial
      award by prize when patent_prize won and level is national
        as china_prize
        gold: city_award of major
        silver: city_award of grade_1
        excellence: city_award of grade_2
      award by prize when patent_prize won and level is provincial
        as provincial_prize
        special: city_award of major
        grade_1: city_award of grade_1
      pay each
    group city_prizes
      award city_award of prize when patent_prize won and level is municipal
        as city_prize
    pay highest per project per year

article 7 "Industrialisation"
  award 20000 plus 10000 for each full 5000000 of sales above 5000000 at most 100000 once to enterprise
      when industrialisation new and core and sales at least 5000000

article 8 "Ceilings"
  award up to agency_fee at most 5000 once to person when the first patent filed
  award at discretion when securitisation issued and first_public_issue
    source "5% is named as a target of the issue, no amount"

article 9 "Academies"
  here academy means located_here
  reading "awards to undertakings are not narrowed"
  award 50000 once to academy from 2023-01-01 when navigation_project accepted and scope is early_warning

article 10 "Quality awards"
  group quality
    award by level to undertaking when quality_award won
      national: 200000
      provincial, municipal: 100000
    limit 1 items per undertaking per year, best first

article 11 "Operation agencies"
  award 200000 once per operation_agency to operation_agency each year
    if main_revenue at least 10000000
  target "operation agencies in the city" 5 by 2025

article 12 "Ceiling"
  over articles 7, 8
    cap local_contribution per enterprise per year
      except 8.securitisation.issued

case "the sum of the year decides, and is the base"
  given enterprise
    patent_deal A: deal_year "2023", amount 120000, role buyer, right invention, contract_registered,
        used_here, not related_party, paid_on 2023-03-01
    patent_deal B: deal_year "2023", amount 80000, role buyer, right invention, contract_registered,
        used_here, not related_party, paid_on 2023-09-01
  expect 2023 total 20000

case "a fen below the threshold of the year"
  given enterprise
    patent_deal A: deal_year "2023", amount 120000, role buyer, right invention, contract_registered,
        used_here, not related_party, paid_on 2023-03-01
    patent_deal B: deal_year "2023", amount 79999.99, role buyer, right invention, contract_registered,
        used_here, not related_party, paid_on 2023-09-01
  expect total 0

case "a deal with a related party is not in the sum"
  given enterprise
    patent_deal A: deal_year "2023", amount 200000, role buyer, right invention, contract_registered,
        used_here, not related_party, paid_on 2023-03-01
    patent_deal B: deal_year "2023", amount 100000, role buyer, right invention, contract_registered,
        used_here, related_party, paid_on 2023-09-01
  expect 2023 total 20000

case "the deals of a year reach the cap"
  given enterprise
    patent_deal A: deal_year "2023", amount 4000000, role buyer, right invention, contract_registered,
        used_here, not related_party, paid_on 2023-03-01
  expect 2023 total 300000

case "each mediation that is not official is counted"
  given person
    mediation A: not official_mediator, settled_on 2023-03-01
    mediation B: not official_mediator, settled_on 2023-05-01
    mediation C: official_mediator, settled_on 2023-07-01
    mediation D: not official_mediator, settled_on 2024-01-01
  expect 2023 total 600
  expect 2024 total 300

case "a firm that is new counts from zero"
  given enterprise established_on 2023-01-15
  given figures 2023: filings 100, invention_filings 20
  given figures 2024: filings 149, invention_filings 30
  given figures 2025: filings 199, invention_filings 39
  expect 2023 total 50000
  expect 2024 total 20000
  expect 2025 total 0

case "interest at the lower of the two rates, a whole year"
  given small_enterprise
    pledge_loan A: lender bank, principal 2000000, actual_rate 3.6%, on_schedule, drawn_on 2023-03-01,
        repaid_on 2024-03-01
  given series lpr_1y 2024-01-01: 3.7%
  expect 2024 total 21600

case "interest of the last year of a longer loan"
  given small_enterprise
    pledge_loan A: lender bank, principal 2000000, actual_rate 3.6%, on_schedule, drawn_on 2022-09-01,
        repaid_on 2024-03-01
  given series lpr_1y 2024-01-01: 3.7%
  expect 2024 total 21600

case "interest of half a year goes by days"
  given small_enterprise
    pledge_loan A: lender bank, principal 2000000, actual_rate 3.6%, on_schedule, drawn_on 2023-03-01,
        repaid_on 2023-09-01
  given series lpr_1y 2023-01-01: 3.65%
  expect 2023 total 10888.77

case "a lessor's loan at the rate of January"
  given farmer
    pledge_loan A: lender lessor, principal 2000000, actual_rate 3.6%, on_schedule, drawn_on 2023-03-01,
        repaid_on 2024-03-01
  given series lpr_1y 2024-01-01: 3.7%
  expect 2024 total 22200

case "the rate of January is the published one where the case states none: 30% of 3.45%"
  given farmer
    pledge_loan A: lender lessor, principal 2000000, actual_rate 3.6%, on_schedule, drawn_on 2023-03-01,
        repaid_on 2024-03-01
  expect A 20700

case "a rate that was not published must be known"
  given farmer
    pledge_loan A: lender lessor, principal 2000000, actual_rate 3.6%, on_schedule, drawn_on 2025-03-01,
        repaid_on 2026-03-01
  expect A undetermined for lpr_1y
  expect due between 0 and 200000

case "two caps side by side: a claim gets the smaller room and is charged to both"
  given enterprise
    ip_insurance P: right_kind patent_right, premium 560000, bought_on 2023-02-01
    ip_insurance Q: right_kind patent_right, premium 120000, bought_on 2023-03-01
    ip_insurance T: right_kind trademark_right, premium 180000, bought_on 2023-04-01
  expect P 280000
  expect Q 20000
  expect T 50000
  expect 2023 total 350000

case "each kind of right has a cap of its own"
  given enterprise
    ip_insurance Q: right_kind patent_right, premium 120000, bought_on 2023-03-01
    ip_insurance T: right_kind trademark_right, premium 180000, bought_on 2023-04-01
  expect Q 60000
  expect T 90000

case "an inner group competes with its sum"
  given enterprise
    patent_prize N: patent "ZL1", project "drone", level national, prize excellence, won_on 2023-05-01
    patent_prize P: patent "ZL1", project "drone", level provincial, prize grade_1, won_on 2023-06-01
    patent_prize C: patent "ZL1", project "drone", level municipal, prize grade_2, won_on 2023-07-01
  expect N 100000
  expect P 200000
  expect C displaced
  expect 2023 total 300000

case "prizes of two projects do not compete"
  given enterprise
    patent_prize N: patent "ZL1", project "drone", level national, prize excellence, won_on 2023-05-01
    patent_prize C: patent "ZL2", project "motor", level municipal, prize grade_2, won_on 2023-07-01
  expect 2023 total 200000

case "a prize without a row of the table"
  given enterprise
    patent_prize C: patent "ZL2", project "motor", level municipal, prize gold, won_on 2023-07-01
  expect C of city_prize not eligible because prize

case "steps of sales: below the first, at it, before the second, at it, at the most and above"
  given enterprise
    industrialisation A: patent "ZL1", core, sales 4999999.99, started_on 2023-03-01
    industrialisation B: patent "ZL2", core, sales 5000000, started_on 2023-03-01
    industrialisation C: patent "ZL3", core, sales 9999999.99, started_on 2023-03-01
    industrialisation D: patent "ZL4", core, sales 10000000, started_on 2023-03-01
    industrialisation E: patent "ZL5", core, sales 45000000, started_on 2023-03-01
    industrialisation F: patent "ZL6", core, sales 90000000, started_on 2023-03-01
  given figures 2023: local_contribution 10000000
  expect A not eligible because sales
  expect B 20000
  expect C 20000
  expect D 30000
  expect E 100000
  expect F 100000

case "the ceiling of the year is what the firm contributed"
  given enterprise
    industrialisation D: patent "ZL4", core, sales 10000000, started_on 2023-03-01
  given figures 2023: local_contribution 25000
  expect D 25000
  expect D reduced by cap of article 12

case "a ceiling with a limit of its own"
  given person
    patent A: right design, agency_fee 8000, filed_on 2023-03-01, examined_on none, granted_on none,
        lapsed_on none
    patent B: right design, agency_fee 8000, filed_on 2023-04-01, examined_on none, granted_on none,
        lapsed_on none
  given approval 8.patent.filed A 6000
  expect A 5000
  expect B not eligible because patent

case "a sum at discretion has no upper end"
  given enterprise
    securitisation A: first_public_issue, issued_on 2023-03-01
  expect A ceiling
  expect due at least 0

case "before the window, the bureau may pay"
  given person
    patent A: right design, agency_fee 3000, filed_on 2022-03-01, examined_on none, granted_on none,
        lapsed_on none
  expect A ceiling
  expect due between 0 and 3000

case "before the days of discretion nothing is paid"
  given person
    patent A: right design, agency_fee 3000, filed_on 2021-12-31, examined_on none, granted_on none,
        lapsed_on none
  expect A out of window
  expect due between 0 and 0

case "here an academy must be in the city"
  given academy not located_here
    navigation_project A: scope early_warning, accepted_on 2023-03-01
  expect A not eligible because located_here

case "a clause that begins later than the policy"
  given academy located_here
    navigation_project A: scope early_warning, accepted_on 2022-12-31
    navigation_project B: scope early_warning, accepted_on 2023-01-01
  expect A out of window
  expect B 50000

case "the best keeps the place"
  given institution
    quality_award P: level provincial, award_year "2023", won_on 2023-03-01
    quality_award N: level national, award_year "2023", won_on 2023-09-01
  expect P reduced by limit of article 10
  expect N 200000
  expect 2023 total 200000

case "the first year that reaches the revenue, and no other"
  given operation_agency
  given figures 2023: main_revenue 9999999.99, filings 0
  given figures 2024: main_revenue 10000000, filings 0, invention_filings 0
  given figures 2025: main_revenue 30000000, filings 0, invention_filings 0
  expect 2023 total 0
  expect 2024 total 200000
  expect 2025 total 0
