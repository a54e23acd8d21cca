# United Kingdom: Boiler Upgrade Scheme of England and Wales.
# Source: The Boiler Upgrade Scheme (England and Wales) Regulations 2022, S.I. 2022/565,
# https://www.legislation.gov.uk/uksi/2022/565, regulations 5, 9, 10, 12 to 16 and 20, with the grant values and
# the budget as they are commonly stated for applications from 23 October 2023: the regulations leave both to a notice. The articles of this page are the regulations, in own words.
#
# Regulation 15(2) as made: a voucher ends three months after its day of issue, for a ground source heat pump six months
# after it or on 31 March 2025. A voucher that has ended no longer counts as issued (12(3)); in the budget of this page it does.
#
# Not encoded: quarterly budgets (12(1)(c)), grant categories of 2024 (Schedule 1A), revocation (21). The budget is that of
# the year from 1 April 2023; a cap across applicants has the same sum in each year.

policy boiler_upgrade "United Kingdom: Boiler Upgrade Scheme" "英国：锅炉升级计划"
  language 4
  document "S.I. 2022/565"
  issued 2022-05-22
  effective 2023-10-23 to 2025-03-31
  year begins 04-01
  currency GBP
  round down to 1
  use boiler_upgrade_words

article 5 "Eligible property" "合格房产"
  over article 13
    require of application that not social_housing and certificate_on at most 10 years before received_on
        and (replaces_fossil_or_electric or (new_build and self_build))

article 9 "Eligible plant" "合格设备"
  over article 13
    require of application that capacity at most 45 and certified

article 10 "Biomass boilers" "生物质锅炉"
  over article 13
    require of application that not (system is biomass) or (rural and not on_gas_grid and not new_build)

article 13 "Grant values" "补助标准"
  award by system to owner when application received
    air_source, ground_source: 7500
    biomass: 5000
    as grant

article 14 "One grant for a property" "一处房产一次补助"
  over article 13
    require of application that not other_public_grant
    limit 1 applicant per property across applicants, in order of received_on

article 15 "Vouchers" "补助券"
  here in_time "未逾期" of application means redeemed_on at most 2025-03-31
      and (redeemed_on less than 3 months after issued_on or (system is ground_source and redeemed_on less than 6 months after issued_on))
  over article 13
    pay in parts
      100% when redeemed for installer if in_time

article 20 "Budget of the year" "年度预算"
  over article 13
    cap 150000000 per year across applicants, whole, in order of received_on
      reading "an application that the rest of the budget does not hold is refused"

case "an air source heat pump of 8 kilowatts: 7,500"
  given "Ada" as owner
    application A1: property "100", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-01, issued_on 2024-02-10,
        redeemed_on 2024-03-20
  expect for "Ada" A1 7500

case "a budget of 16,000 that is left: 7,500, 7,500, refused, refused"
  given "Everyone before" as owner
    given history grant earlier paid 149984000 in 2023: property "0"
  given "Ada" as owner
    application A1: property "100", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-01, issued_on 2024-02-10,
        redeemed_on 2024-03-20
  given "Ben" as owner
    application B1: property "200", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-02, issued_on 2024-02-10,
        redeemed_on 2024-03-20
  given "Cid" as owner
    application C1: property "300", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-03, issued_on 2024-02-10,
        redeemed_on 2024-03-20
  given "Dan" as owner
    application D1: property "400", installer "I1", system biomass, capacity 20, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build, rural,
        not on_gas_grid, certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-04,
        issued_on 2024-02-10, redeemed_on 2024-03-20
  expect for "Ada" total 7500
  expect for "Ben" total 7500
  expect for "Cid" C1 reduced by cap of article 20
  expect for "Cid" total 0
  expect for "Dan" total 0

case "the budget of the next year begins on 1 April"
  given "Everyone before" as owner
    given history grant earlier paid 150000000 in 2023: property "0"
  given "Ada" as owner
    application A1: property "100", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-03-31, issued_on 2024-04-05,
        redeemed_on 2024-06-01
  given "Ben" as owner
    application B1: property "200", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-04-01, issued_on 2024-04-05,
        redeemed_on 2024-06-01
  expect for "Ada" total 0
  expect for "Ben" 2024 total 7500

case "a property has one grant, whoever owns it"
  given "Ada" as owner
    application A1: property "100", installer "I1", system biomass, capacity 20, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build, rural,
        not on_gas_grid, certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-03,
        issued_on 2024-02-10, redeemed_on 2024-03-20
  given "Ben" as owner
    application B1: property "100", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-01, issued_on 2024-02-10,
        redeemed_on 2024-03-20
  expect for "Ben" total 7500
  expect for "Ada" A1 reduced by limit of article 14
  expect for "Ada" total 0

case "a biomass boiler in a town, and a heat pump of 46 kilowatts"
  given "Ada" as owner
    application A1: property "100", installer "I1", system biomass, capacity 20, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build, not rural,
        not on_gas_grid, certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-01,
        issued_on 2024-02-10, redeemed_on 2024-03-20
    application A2: property "200", installer "I1", system ground_source, capacity 46, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-01, issued_on 2024-02-10,
        redeemed_on 2024-03-20
  expect for "Ada" A1 not eligible because rural
  expect for "Ada" A2 not eligible because capacity

case "vouchers that are redeemed a day late and on their last day: the first lapses"
  given "Ada" as owner
    application A1: property "100", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-01, issued_on 2024-02-10,
        redeemed_on 2024-05-10
    application A2: property "200", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-01, issued_on 2024-02-10,
        redeemed_on 2024-05-09
  expect for "Ada" A1 granted 7500
  expect for "Ada" lapsed 7500
  expect for "Ada" 2024 total 7500

case "a ground source heat pump has six months"
  given "Ada" as owner
    application A1: property "100", installer "I1", system ground_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-01, issued_on 2024-02-10,
        redeemed_on 2024-08-09
  expect for "Ada" 2024 total 7500

case "a voucher that waits is not in the total"
  given "Ada" as owner
    application A1: property "100", installer "I1", system air_source, capacity 8, certified,
        replaces_fossil_or_electric, not social_housing, not new_build, not self_build,
        certificate_on 2018-05-01, not other_public_grant, received_on 2024-02-01, issued_on 2024-02-10,
        redeemed_on unknown
  given as of 2024-03-31
  expect for "Ada" A1 granted 7500
