# France: aid for buying a bicycle, of the state and of the community Grand Poitiers.
# Sources: Code de l'énergie, article D. 251-1-4, in the version of 14 February 2024 (décret n° 2024-102 of 12 February
# 2024, https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000049130533), which ended with invoices of 14 February 2025;
# Grand Poitiers, "chèque VAE", https://www.grandpoitiers.fr, 2025. Summarised in own words; natural persons only.
#
# The state has its bonus back if the bicycle is sold within a year of its invoice, and three months of time for it (article 4).
# Not encoded: leases, legal persons.

policy velo "France: aid for buying a bicycle" "法国：购买自行车补助"
  language 4
  document "Code de l'énergie, art. D. 251-1-4"
  issued 2024-02-12
  effective 2024-02-14 to 2025-02-14
  currency EUR
  round half up to 0.01
  use velo_words
  require of bicycle that not lead_battery and from_a_professional
  if adult

article 1 "Bonus of the state" "国家补助"
  here low_income "收入较低" means income_per_share at most 7100 or disabled
  if lives_in_france and (income_per_share at most 15400 or disabled)
  award by kind once per person to person when bicycle bought
    ordinary: by electric
      yes: by low_income
        yes: 40% of price at most 400
        no: 40% of price at most 300
      no: by low_income
        yes: 40% of price at most 150
    otherwise: by low_income
      yes: 40% of price at most 2000
      no: 40% of price at most 1000
    as state_bonus "国家补助"

article 2 "Cheque of Grand Poitiers" "大普瓦捷补助"
  if lives_in_grand_poitiers
  award by income_per_share once per person to person when bicycle bought and electric
    at most 12000: 40% of price at most 400
    otherwise: 25% of price at most 250
    as cheque "城市补助"
    reading "1,000 euros a month are 12,000 a year" "每月1000欧元即每年12000欧元"

article 3 "No more than the price" "不超过价格"
  over articles 1 to 2
    cap price per item
      counting all other support
    pay each

article 4 "Resale within a year" "一年内转售"
  over article 1
    recover 100% of what was paid for the same mark when resale made
      as resold "转售退还"
      if made_on less than 1 year after the grant
      reading "the year ends with the day before the same day of the next year"

case "an electric bicycle of 1,000: 300 of the state, 250 of the town"
  given person adult, lives_in_france, lives_in_grand_poitiers, not disabled, income_per_share 14000
    bicycle A: kind ordinary, electric, price 1000, not lead_battery, from_a_professional,
        bought_on 2024-05-02
  expect A of state_bonus 300
  expect A of cheque 250

case "a cargo bicycle, with a low income: 2,000 and 400"
  given person adult, lives_in_france, lives_in_grand_poitiers, not disabled, income_per_share 7100
    bicycle A: kind cargo, electric, price 5200, not lead_battery, from_a_professional, bought_on 2024-05-02
  expect A of state_bonus 2000
  expect A of cheque 400

case "the same bicycle, with an income of 11,000: 1,000 and 400"
  given person adult, lives_in_france, lives_in_grand_poitiers, not disabled, income_per_share 11000
    bicycle A: kind cargo, electric, price 5200, not lead_battery, from_a_professional, bought_on 2024-05-02
  expect A of state_bonus 1000
  expect A of cheque 400

case "all aids together are no more than the price"
  given person adult, lives_in_france, lives_in_grand_poitiers, not disabled, income_per_share 7000
    bicycle A: kind ordinary, electric, price 500, not lead_battery, from_a_professional, bought_on 2024-05-02
  given support A departmental 150 in 2024
  expect A of state_bonus 200
  expect A of cheque 150
  expect A of cheque reduced by cap of article 3

case "a person is paid once, and only for an electric bicycle by the town"
  given person adult, lives_in_france, lives_in_grand_poitiers, disabled, income_per_share 20000
    bicycle A: kind ordinary, not electric, price 400, not lead_battery, from_a_professional,
        bought_on 2024-05-02
    bicycle B: kind folding, electric, price 2000, not lead_battery, from_a_professional, bought_on 2024-09-02
  expect A of state_bonus 150
  expect A of cheque not eligible because electric
  expect B of state_bonus already paid
  expect B of cheque 250

case "an income of 15,401"
  given person adult, lives_in_france, not lives_in_grand_poitiers, not disabled, income_per_share 15401
    bicycle A: kind cargo, not electric, price 3000, not lead_battery, from_a_professional,
        bought_on 2024-05-02
  expect A of state_bonus not eligible because income_per_share, disabled

case "an ordinary bicycle without a motor needs a low income"
  given person adult, lives_in_france, not lives_in_grand_poitiers, not disabled, income_per_share 7101
    bicycle A: kind ordinary, not electric, price 300, not lead_battery, from_a_professional,
        bought_on 2024-05-02
    bicycle B: kind cargo, not electric, price 3000, not lead_battery, from_a_professional,
        bought_on 2025-02-14
    bicycle C: kind cargo, not electric, price 3000, not lead_battery, from_a_professional,
        bought_on 2025-02-15
  expect A of state_bonus not eligible because kind
  expect B of state_bonus 1000
  expect C of state_bonus out of window

case "sold in the first year: the 300 of the state are paid back, the 250 of the town are not"
  given person adult, lives_in_france, lives_in_grand_poitiers, not disabled, income_per_share 14000
    bicycle A: kind ordinary, electric, price 1000, not lead_battery, from_a_professional,
        bought_on 2024-05-02
    resale A: made_on 2025-05-01
  expect total 550
  expect to pay back 300

case "sold after a year"
  given person adult, lives_in_france, lives_in_grand_poitiers, not disabled, income_per_share 14000
    bicycle A: kind ordinary, electric, price 1000, not lead_battery, from_a_professional,
        bought_on 2024-05-02
    resale A: made_on 2025-05-02
  expect to pay back 0
