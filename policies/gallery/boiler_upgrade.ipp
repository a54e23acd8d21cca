# United Kingdom: Boiler Upgrade Scheme of England and Wales.
# Source: The Boiler Upgrade Scheme (England and Wales) Regulations 2022, S.I. 2022/565,
# https://www.legislation.gov.uk/uksi/2022/565, regulations 5, 9, 10, 12 to 14 and 20, with the grant values that were
# published for applications from 23 October 2023. The articles of this page are the regulations, in own words.
#
# For a later version: the grant is paid to the installer, and a voucher that is not redeemed in time lapses (15, 16).
# Not encoded: quarterly budgets (12(1)(c)), grant categories of 2024 (Schedule 1A), revocation (21).

policy boiler_upgrade "United Kingdom: Boiler Upgrade Scheme" "英国：锅炉升级计划"
  document "S.I. 2022/565"
  issued 2022-05-22
  effective 2023-10-23 to 2025-03-31
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
    limit 1 items per property across applicants, in order of received_on

article 20 "Budget of the year" "年度预算"
  over article 13
    cap 150000000 per year across applicants, whole, in order of received_on
      reading "an application that the rest of the budget does not hold is refused"
