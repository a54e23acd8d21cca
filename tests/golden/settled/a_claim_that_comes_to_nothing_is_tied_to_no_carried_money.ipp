policy town_support "Generated"
  document "Doc 1"
  effective from 2021-01-01
  currency CNY
  round down to 0.01
  use words
article 1 "Generated"
  award 50000 while loan outstanding
article 3 "Generated"
  award 3% of interest_paid from 2022-01-01 when loan
  group services
    award by principal when loan repaid
      at least 9999: interest on interest_paid at interbank_rate in month of maturity_date from repaid_on to maturity_date last 2 years once
  pay highest per year
  pay highest per loan_origin per year
article 4 "Over all"
  over policy
    cap research_spending per year
      carry forward 1 year
