# Germany: grant for the replacement of heating, programme 458 of KfW.
# Source: Richtlinie für die Bundesförderung für effiziente Gebäude – Einzelmaßnahmen (BEG EM) of 21 December 2023,
# BAnz AT 29.12.2023 B1, https://www.bundesanzeiger.de, numbers 5.3 and 8.3 to 8.6, as of that day. The articles of this
# page have these numbers, and are a summary in own words.
#
# Article 7.1 lets KfW have a part of the grant back if the heating is given up within ten years. The rules name no scale: this
# page takes the months that are missing.
#
# Not encoded: non-residential buildings (8.3.2), loans (8.5), planning fees (8.4.7), the 90% of municipalities (8.6).

policy kfw_458 "Germany: grant for climate-friendly heating" "德国：气候友好型供暖补助"
  language 4
  document "BEG EM, BAnz AT 29.12.2023 B1"
  issued 2023-12-21
  effective from 2024-01-01
  level national
  currency EUR
  round down to 0.01
  use kfw_458_words

article 5.3 "Existing buildings" "既有建筑"
  over policy
    require of installation that building_filed_on at least 5 years before applied_on and cost at least 300

article 8.3.1 "Limit of eligible costs" "合格费用上限" defines "eligible costs and their limit" "合格费用及其上限"
here most_costs "合格费用上限" of installation means 30000 plus 15000 times dwellings above 1 up to 6
    plus 8000 times dwellings above 6
here eligible_costs "合格费用" of installation means min(cost, most_costs)

article 8.4 "Rate of the grant" "补助率"
  here efficiency_bonus "高效加成" of installation as follows
    technology is heat_pump and (heat_source is water, ground, waste_water or natural_refrigerant): 5%
    otherwise: 0%
  here speed_bonus "提速加成" of installation as follows
    not replaced_in_order or replaced is other_heating: 0%
    replaced is gas, biomass_boiler and replaced_since less than 20 years before applied_on: 0%
    technology is biomass and not with_solar_or_heat_pump: 0%
    applied_on at most 2028-12-31: 20%
    applied_on at most 2030-12-31: 17%
    applied_on at most 2032-12-31: 14%
    applied_on at most 2034-12-31: 11%
    applied_on at most 2036-12-31: 8%
    otherwise: 0%
  here income_bonus "收入加成" of installation as follows
    household_income at most 40000: 30%
    otherwise: 0%
  here own_share "自住比例" of installation means own_dwellings divided by dwellings
  here sum_of_rates "合计补助率" of installation means 30% plus efficiency_bonus
      plus (speed_bonus plus income_bonus) times own_share
  here rate "补助率" of installation means min(70%, sum_of_rates)
  award rate of eligible_costs to owner when installation applied
    as grant
    title "Grant" "补助"
  award 2500 to owner when installation applied and technology is biomass and dust at most 2.5
    as dust_supplement
    title "Supplement for little dust" "低粉尘补助"

article 8.6 "Other public money" "其他公共资金"
  here public_limit "公共资金上限" of installation by other_public_money
    yes: 60% of eligible_costs
    no: eligible_costs
  over article 8.4
    cap public_limit per item
      counting all other support
      except dust_supplement
      reading "the supplement for little dust does not depend on the limit of costs"

article 7.1 "Ten years of use" "十年使用期"
  over article 8.4
    recover (120 less full months from used_since to given_up_on) divided by 120 of what was paid for the same application
        when abandonment reported
      as given_up "停用退还"
      reading "the part is that of the months that are missing; a sale alone is not an abandonment"

case "all bonuses of an owner: 70% of 30,000"
  given owner
    installation A: technology heat_pump, heat_source ground, natural_refrigerant, cost 36000, dwellings 1,
        own_dwellings 1, household_income 38000, replaced oil, replaced_in_order,
        building_filed_on 1985-06-01, not other_public_money, applied_on 2024-05-02
  expect A of grant 21000

case "pellets with little dust: 2,500 in addition"
  given owner
    installation A: technology biomass, with_solar_or_heat_pump, dust 2.5, cost 40000, dwellings 1,
        own_dwellings 1, household_income 40000, replaced coal, replaced_in_order,
        building_filed_on 1990-01-01, not other_public_money, applied_on 2024-05-02
  expect A of grant 21000
  expect A of dust_supplement 2500
  expect total 23500

case "eight rented dwellings: 30% of 121,000"
  given owner
    installation A: technology heat_pump, heat_source air, not natural_refrigerant, cost 150000, dwellings 8,
        own_dwellings 0, household_income 30000, replaced gas, replaced_since 1999-01-01, replaced_in_order,
        building_filed_on 1970-01-01, not other_public_money, applied_on 2024-05-02
  expect A of grant 36300

case "an owner lives in one of two dwellings: half of the 20%"
  given owner
    installation A: technology heat_pump, heat_source ground, cost 40000, dwellings 2, own_dwellings 1,
        household_income 60000, replaced oil, replaced_in_order, building_filed_on 1980-01-01,
        not other_public_money, applied_on 2024-05-02
  expect A of grant 18000

case "after 10,000 from the town, 60% together"
  given owner
    installation B: technology heat_pump, heat_source ground, cost 40000, dwellings 2, own_dwellings 1,
        household_income 60000, replaced oil, replaced_in_order, building_filed_on 1980-01-01,
        other_public_money, applied_on 2024-05-03
  given support B municipal 10000 in 2024
  expect B of grant 14000
  expect B of grant reduced by cap of article 8.6

case "a gas boiler of 19 years has no bonus, one of 20 years has"
  given owner
    installation A: technology heat_pump, heat_source air, natural_refrigerant, cost 20000, dwellings 1,
        own_dwellings 1, household_income 40001, replaced gas, replaced_since 2004-05-03, replaced_in_order,
        building_filed_on 1980-01-01, not other_public_money, applied_on 2024-05-02
    installation B: technology heat_pump, heat_source air, natural_refrigerant, cost 20000, dwellings 1,
        own_dwellings 1, household_income 40001, replaced gas, replaced_since 2004-05-02, replaced_in_order,
        building_filed_on 1980-01-01, not other_public_money, applied_on 2024-05-02
  expect A of grant 7000
  expect B of grant 11000

case "the bonus of 2029 is 17%"
  given owner
    installation A: technology heat_pump, heat_source air, natural_refrigerant, cost 20000, dwellings 1,
        own_dwellings 1, household_income 40001, replaced oil, replaced_in_order,
        building_filed_on 1980-01-01, not other_public_money, applied_on 2029-01-01
  expect A of grant 10400

case "a building of four years, and a measure of 299 euros"
  given owner
    installation A: technology solar_thermal, cost 20000, dwellings 1, own_dwellings 0, not replaced_in_order,
        household_income 50000, building_filed_on 2020-05-03, not other_public_money, applied_on 2024-05-02
    installation B: technology solar_thermal, cost 299, dwellings 1, own_dwellings 0, not replaced_in_order,
        household_income 50000, building_filed_on 1980-01-01, not other_public_money, applied_on 2024-05-02
  expect A of grant not eligible because building_filed_on
  expect B of grant not eligible because cost

case "given up after 36 of 120 months: 70% of 21,000"
  given owner
    installation A: technology heat_pump, heat_source ground, natural_refrigerant, cost 36000, dwellings 1,
        own_dwellings 1, household_income 38000, replaced oil, replaced_in_order,
        building_filed_on 1985-06-01, not other_public_money, applied_on 2024-05-02
    abandonment A: used_since 2024-09-01, given_up_on 2027-09-15
  expect total 21000
  expect to pay back 14700

case "given up after ten years"
  given owner
    installation A: technology heat_pump, heat_source ground, natural_refrigerant, cost 36000, dwellings 1,
        own_dwellings 1, household_income 38000, replaced oil, replaced_in_order,
        building_filed_on 1985-06-01, not other_public_money, applied_on 2024-05-02
    abandonment A: used_since 2024-09-01, given_up_on 2034-09-01
  expect to pay back 0
