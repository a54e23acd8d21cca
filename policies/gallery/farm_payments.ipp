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
# Article 85 of this page is that of Regulation (EU) 2021/2116, https://eur-lex.europa.eu/eli/reg/2021/2116, with articles 9 to
# 11 of Delegated Regulation (EU) 2022/1172: the rates 3%, 10% and 15%, which § 39 of the German GAPKondV takes up, and the
# limits of added rates, 5% and 20%, as they are commonly stated. A Member State may waive penalties of up to 100 a year
# (article 84); this page does. The authority may set other rates for grave or minor breaches, and more for intent; not here.
#
# Not encoded: eco-schemes, coupled support, entitlements, small farmers (article 28).

policy farm_payments "European Union: direct payments to farmers" "欧盟：农场主直接支付"
  language 4
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

article 85 "Penalty for breaches of conditionality" "违反附加条件的处罚"
  here sum_of_rates "比例合计" of finding means 3% times first_time plus 10% times repeated
      plus 15% times intentional
  here highest_rate "最高比例" of finding as follows
    intentional at least 1: 100%
    repeated at least 1: 20%
    otherwise: 5%
  here penalty_rate "处罚比例" of finding means min(highest_rate, sum_of_rates)
  over articles 21 to 30
    recover penalty_rate of what was paid when finding found
      as penalty "处罚"
      if the grant at least happened_on and the grant less than 1 year after happened_on
      nothing up to 100
      set off against awards for 3 years
      reading "payments of the calendar year of the breach: a payment of a year is granted on its 31 December"

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

case "one breach: 3% of 10,970"
  given "Small" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 50, labour_costs 0
    finding F1: happened_on 2023-05-10, first_time 1, repeated 0, intentional 0, found_on 2024-02-01
  expect for "Small" total 10970
  expect for "Small" to pay back 329.1

case "two breaches: 5%, not 6%"
  given "Small" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 50, labour_costs 0
    finding F1: happened_on 2023-05-10, first_time 2, repeated 0, intentional 0, found_on 2024-02-01
  expect for "Small" total 10970
  expect for "Small" to pay back 548.5

case "a breach that recurred, and a new one: 13%"
  given "Small" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 50, labour_costs 0
    finding F1: happened_on 2023-05-10, first_time 1, repeated 1, intentional 0, found_on 2024-02-01
  expect for "Small" total 10970
  expect for "Small" to pay back 1426.1

case "three that recurred: 20%, not 30%"
  given "Small" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 50, labour_costs 0
    finding F1: happened_on 2023-05-10, first_time 0, repeated 3, intentional 0, found_on 2024-02-01
  expect for "Small" total 10970
  expect for "Small" to pay back 2194

case "an intentional breach: 15%"
  given "Small" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given figures 2023: eligible_area 50, labour_costs 0
    finding F1: happened_on 2023-05-10, first_time 0, repeated 0, intentional 1, found_on 2024-02-01
  expect for "Small" total 10970
  expect for "Small" to pay back 1645.5

case "a penalty of 100 is not applied, one of 100.01 is"
  given "Small" as farmer
    finding F1: happened_on 2023-05-10, first_time 1, repeated 0, intentional 0, found_on 2024-02-01
    given history basic "2023" paid 3333.33 on 2023-12-20
  given "Other" as farmer
    finding F1: happened_on 2023-05-10, first_time 1, repeated 0, intentional 0, found_on 2024-02-01
    given history basic "2023" paid 3333.67 on 2023-12-20
  expect for "Small" to pay back 0
  expect for "Other" to pay back 100.01

case "taken from the payments of the year of the finding; only those of the year of the breach are reduced"
  given "Small" as farmer born_on 1970-01-01, set_up_on 2000-01-01
    given history basic "2023" paid 7000 on 2023-12-20
    given history basic "2024" paid 7800 on 2024-12-20
    given history redistributive "2024" paid 3170 on 2024-12-20
    given figures 2025: eligible_area 50, labour_costs 0
    finding F1: happened_on 2024-01-01, first_time 0, repeated 1, intentional 0, found_on 2025-02-01
  expect for "Small" 2025 total 10970
  expect for "Small" to pay back 1097
  expect for "Small" payable now 9873
