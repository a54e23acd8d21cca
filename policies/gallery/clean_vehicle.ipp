# United States: credit for a new clean vehicle.
# Source: 26 U.S.C. § 30D as amended by Public Law 117-169 (16 August 2022) and Public Law 119-21 (4 July 2025, vehicles
# acquired by 30 September 2025), https://uscode.house.gov; § 26 for the limit by the tax. Article 1 of this page is
# subsection (b), article 2 (d), article 3 (f)(5), article 4 (f)(10), article 5 (f)(11). Summarised in own words.
#
# The Internal Revenue Service has published what article 3 means (FS-2024-26, topic A, question 12, and topic H, question
# 18): who returns a new vehicle, or sells it again, within 30 days of taking possession has no credit for it. Which day is
# the last is a reading. A cancelled sale is no vehicle placed in service, so it has no record.
#
# Not encoded: repayment by the dealer ((g)(10)), business use ((c)(1)), transfer to the dealer (g), elections ((f)(6)),
# and one credit for a vehicle among several buyers ((f)(8)), which needs the facts of all of them.

policy clean_vehicle "United States: credit for a clean vehicle" "美国：清洁汽车抵免"
  language 4
  document "26 U.S.C. 30D"
  effective from 2023-04-18
  currency USD
  round down to 1
  use clean_vehicle_words

article 1 "Amount of the credit" "抵免金额"
  award 3750 to taxpayer when vehicle placed_in_service and minerals_met
    as critical_minerals "关键矿物"
  award 3750 to taxpayer when vehicle placed_in_service and components_met
    as battery_components "电池部件"
  cap tax_owed per taxpayer per year
    reading "the credit is no more than the tax of the year, and what is left lapses"

article 2 "New clean vehicle" "新清洁汽车"
  over article 1
    require of vehicle that battery at least 7 and weight less than 14000 and assembled_in_north_america
        and qualified_manufacturer and for_own_use and not foreign_entity_of_concern
        and acquired_on at most 2025-09-30

article 3 "Recapture" "追回"
  over article 1
    recover 100% of what was paid for the same vehicle_number when disposal made
      as recapture "抵免追回"
      if made_on at most 30 days after the grant
      reading "the day after placing in service is day 1, and day 30 is within 30 days"

article 4 "Limit of income" "收入上限"
  here most_income "收入上限" by filing_status
    joint: 300000
    head_of_household: 225000
    other_status: 150000
  over article 1
    if min(income, income of last year) at most most_income

article 5 "Limit of price" "价格上限"
  here most_price "价格上限" of vehicle by class
    van, sport_utility, pickup: 80000
    other_class: 55000
  over article 1
    require of vehicle that retail_price at most most_price

case "both halves: 7,500"
  given taxpayer filing_status joint
    vehicle A: class sport_utility, retail_price 80000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
  given figures 2023: income 250000, tax_owed 30000
  given figures 2024: income 310000, tax_owed 40000
  expect A of critical_minerals 3750
  expect A of battery_components 3750
  expect 2024 total 7500

case "one half: 3,750"
  given taxpayer filing_status other_status
    vehicle A: class other_class, retail_price 55000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, not components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
  given figures 2023: income 150000, tax_owed 20000
  given figures 2024: income 160000, tax_owed 20000
  expect 2024 total 3750
  expect A of battery_components not eligible because components_met

case "no more than the tax: 5,000"
  given taxpayer filing_status head_of_household
    vehicle A: class pickup, retail_price 60000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
  given figures 2023: income 90000, tax_owed 9000
  given figures 2024: income 80000, tax_owed 5000
  expect 2024 total 5000
  expect A of battery_components reduced by cap of article 1

case "the lower of two incomes is a dollar too high"
  given taxpayer filing_status joint
    vehicle A: class sport_utility, retail_price 80000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
  given figures 2023: income 300001, tax_owed 30000
  given figures 2024: income 310000, tax_owed 40000
  expect A of critical_minerals not eligible because income

case "a car of 55,001, and a battery of 6.9 kilowatt hours"
  given taxpayer filing_status joint
    vehicle A: class other_class, retail_price 55001, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
    vehicle B: class van, retail_price 79000, battery 6.9, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
  given figures 2023: income 100000, tax_owed 30000
  given figures 2024: income 100000, tax_owed 40000
  expect A of critical_minerals not eligible because retail_price
  expect B of critical_minerals not eligible because battery

case "acquired on the last day, placed in service later; acquired on the day after"
  given taxpayer filing_status joint
    vehicle A: class sport_utility, retail_price 80000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2025-09-30, placed_on 2025-12-01
    vehicle B: class sport_utility, retail_price 80000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2025-10-01, placed_on 2025-12-01
  given figures 2024: income 100000, tax_owed 30000
  given figures 2025: income 100000, tax_owed 40000
  expect A of critical_minerals 3750
  expect B of critical_minerals not eligible because acquired_on

case "sold again on day 30: 7,500 back"
  given taxpayer filing_status joint
    vehicle A: class sport_utility, retail_price 80000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
    disposal A: made_on 2024-07-01
  given figures 2023: income 250000, tax_owed 30000
  given figures 2024: income 310000, tax_owed 40000
  expect 2024 total 7500
  expect to pay back 7500
  expect net 0
  expect payable now 0

case "sold again on day 31: nothing back"
  given taxpayer filing_status joint
    vehicle A: class sport_utility, retail_price 80000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
    disposal A: made_on 2024-07-02
  given figures 2023: income 250000, tax_owed 30000
  given figures 2024: income 310000, tax_owed 40000
  expect to pay back 0
  expect payable now 7500

case "no more than the credit that the tax has left: 5,000 back"
  given taxpayer filing_status joint
    vehicle A: class sport_utility, retail_price 80000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
    disposal A: made_on 2024-06-20
  given figures 2023: income 90000, tax_owed 9000
  given figures 2024: income 80000, tax_owed 5000
  expect 2024 total 5000
  expect to pay back 5000

case "credited in December, returned in January: 7,500 back in the year of the return"
  given taxpayer filing_status joint
    disposal A: made_on 2025-01-10
  given history critical_minerals A paid 3750 on 2024-12-15
  given history battery_components A paid 3750 on 2024-12-15
  given figures 2024: income 100000, tax_owed 40000
  given figures 2025: income 100000, tax_owed 40000
  expect 2025 to pay back 7500
  expect net less 7500

case "another vehicle is not concerned"
  given taxpayer filing_status joint
    vehicle A: class sport_utility, retail_price 80000, battery 75, weight 6000, assembled_in_north_america,
        qualified_manufacturer, for_own_use, not foreign_entity_of_concern, minerals_met, components_met,
        acquired_on 2024-05-01, placed_on 2024-06-01
    disposal B: made_on 2024-06-20
  given figures 2023: income 250000, tax_owed 30000
  given figures 2024: income 310000, tax_owed 40000
  expect 2024 total 7500
  expect to pay back 0
