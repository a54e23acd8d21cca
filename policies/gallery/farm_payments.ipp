# European Union: direct payments to farmers by the hectare.
# Source: Regulation (EU) 2021/2115, articles 17, 18, 21, 22, 29 and 30, https://eur-lex.europa.eu/eli/reg/2021/2115, as of
# 25 May 2024. A Member State sets the amounts: those of this page (156, 69, 41, 134 and the ceiling) are examples of the
# size of the planned amounts of Germany, which its law has computed and announced (GAP-Direktzahlungen-Gesetz, §§ 6, 10,
# 15, 31, https://www.gesetze-im-internet.de/gapdzg). Article 17 lets a Member State reduce payments above 60,000 by up to
# 85%; this page does so, Germany does not. In own words.
#
# Article 18 has a least area or a least payment: this page has both: 0.3 hectares, and 100 for
# all payments of a year together.
#
# For a later version: reductions and repayment for breaches of conditionality (Regulation (EU) 2021/2116).
# Not encoded: eco-schemes, coupled support, entitlements, small farmers (article 28).

policy farm_payments "European Union: direct payments to farmers" "欧盟：农场主直接支付"
  language 3
  document "Regulation (EU) 2021/2115"
  issued 2021-12-02
  effective from 2023-01-01
  currency EUR
  round down to 0.01
  use farm_payments_words
  if eligible_area at least 0.3

article 18 "Least payment" "最低支付额"
  over policy
    nothing below 100 per farmer per year

article 21 "Basic payment, reduced above 60,000" "基本支付，6万以上递减"
  here by_area "按面积计算额" means 156 times eligible_area
  here after_labour "减人工费用后金额" means by_area less labour_costs
  award by_area less (85% of (after_labour above 60000)) to farmer each year
    as basic
    uncapped

article 29 "Payment for the first hectares" "首批公顷支付"
  award (69 times (eligible_area up to 40)) plus 41 times eligible_area above 40 up to 60 to farmer each year
    as redistributive

article 30 "Young farmers" "青年农场主"
  award 134 times (eligible_area up to 120) to farmer each year
    as young
    if full years from born_on to set_up_on at most 40
    if set_up_on less than 5 years ago

article 31 "Ceiling of the year" "年度总额"
  over policy
    cap 4400000000 per year across applicants, in proportion

case "50 hectares: 10,970"
  given "Small" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 50, labour_costs 0
  expect for "Small" "2023" of basic 7800
  expect for "Small" "2023" of redistributive 3170
  expect for "Small" total 10970

case "800 hectares: 73,300"
  given "Large" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 800, labour_costs 0
  expect for "Large" "2023" of basic 69720
  expect for "Large" total 73300

case "wages of 64,800 leave nothing to reduce"
  given "Large" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 800, labour_costs 64800
  expect for "Large" "2023" of basic 124800

case "three quarters for all, since the ceiling holds no more"
  given "Everyone else" as farmer
    given history basic "2023" paid 4399936797.5 in 2023
  given "Small" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 50, labour_costs 0
  given "Large" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 800, labour_costs 0
  expect for "Small" total 8227.5
  expect for "Large" total 54975

case "a young farmer of 40 at the start, in the fifth and in the sixth year"
  given "Young" as farmer born_on 1982-05-02, set_up_on 2023-05-01
    given figures 2023: eligible_area 130, labour_costs 0
    given figures 2028: eligible_area 130, labour_costs 0
  expect for "Young" "2023" of young 16080
  expect for "Young" "2028" of young not eligible because set_up_on

case "less than 100 in a year is not paid"
  given "Orchard" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 0.4, labour_costs 0
    given figures 2024: eligible_area 0.5, labour_costs 0
  expect for "Orchard" "2023" of basic reduced by nothing below of article 18
  expect for "Orchard" "2024" of basic 78
  expect for "Orchard" "2024" of redistributive 34.5
  expect for "Orchard" total 112.5

case "less than 0.3 hectares"
  given "Garden" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 0.29, labour_costs 0
  expect for "Garden" "2023" of basic not eligible because eligible_area
  expect for "Garden" total 0
