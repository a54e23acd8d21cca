# Australia: tax offset for research and development.
# Source: Income Tax Assessment Act 1997, sections 355-100 to 355-115 as amended by Act No. 92 of 2020 for income years from
# 1 July 2021, https://www.ato.gov.au/law/view/document?DocID=PAC/19970038/355-100, as of 2024. In own words.
#
# Not encoded: clawback of recouped expenditure (355-G), offsets that wait for a later year (63-10),
# adjustments for feedstock (355-H), partnerships (355-J).

policy rd_offset "Australia: tax offset for research" "澳大利亚：研发税收抵免"
  language 3
  document "ITAA 1997, s 355-100"
  effective from 2021-07-01
  year begins 07-01
  currency AUD
  round down to 1
  use rd_offset_words
  if registered_activities

here small "小规模" means turnover less than 20000000 and not controlled_by_exempt
here counted "计入扣除额" as follows
  rd_deductions at least 20000: rd_deductions
  otherwise: of_service_providers
here for_premium "可加成扣除额" means counted up to 150000000

article 1 "Turnover of less than 20 million" "营业额低于2000万"
  award (tax_rate of counted) plus 18.5% of for_premium to company each year
    as refundable "可退还抵免"
    if small
    uncapped

article 2 "Other companies" "其他公司"
  here line "强度线" means 2% of total_expenses
  here premium "研发加成" means (8.5% of (for_premium up to line)) plus (16.5% of (for_premium above line))
  award (tax_rate of counted) plus premium to company each year
    as non_refundable "不可退还抵免"
    if not small
    uncapped

case "the year 2021 began on 1 July 2021, and nothing is paid for the year before"
  given company registered_activities, not controlled_by_exempt
  given figures 2020: turnover 8000000, tax_rate 25%, rd_deductions 1000000, of_service_providers 0,
      total_expenses 7000000
  given figures 2021: turnover 8000000, tax_rate 25%, rd_deductions 1000000, of_service_providers 0,
      total_expenses 7000000
  expect "2020" of refundable out of window
  expect 2021 total 435000

case "a small company: 43.5% of 1,000,000"
  given company registered_activities, not controlled_by_exempt
  given figures 2022: turnover 8000000, tax_rate 25%, rd_deductions 1000000, of_service_providers 0,
      total_expenses 7000000
  expect 2022 total 435000

case "a large company: 30%, 8.5% up to 2% of its expenses, 16.5% above"
  given company registered_activities, not controlled_by_exempt
  given figures 2022: turnover 90000000, tax_rate 30%, rd_deductions 10000000, of_service_providers 0,
      total_expenses 100000000
  expect 2022 total 4490000
  expect "2022" of refundable not eligible because turnover

case "nothing above 150 million has a premium"
  given company registered_activities, not controlled_by_exempt
  given figures 2022: turnover 900000000, tax_rate 30%, rd_deductions 160000000, of_service_providers 0,
      total_expenses 1000000000
  expect 2022 total 71150000

case "less than 20,000: only what went to research service providers"
  given company registered_activities, not controlled_by_exempt
  given figures 2022: turnover 800000, tax_rate 25%, rd_deductions 19999, of_service_providers 8000,
      total_expenses 700000
  expect 2022 total 3480

case "a small company that exempt entities control has no 18.5%"
  given company registered_activities, controlled_by_exempt
  given figures 2022: turnover 8000000, tax_rate 25%, rd_deductions 100000, of_service_providers 0,
      total_expenses 10000000
  expect 2022 total 33500
