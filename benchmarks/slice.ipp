# A slice of Shaoguan's policy, as it is written for the peers too: one of each kind of rule, with records in place of
# bare counts. Simplified where the peers have no such thing: persons too are paid for contracts and loans.

policy slice "A slice of Shaoguan, to be measured"
  document "Example slice"
  effective 2021-12-21 to 2024-12-31
  currency CNY
  round half up to 0.01
  use ip
  if located_here

article 3 "Geographical indications and regional brands"
  award 200000 once when geo_indication_product new
  award 100000 once when geo_indication_trademark new
  award 10000 once when collective_trademark new

article 4 "Copyright"
  group registered_works
    award 200 to unit, person when copyright_work registered
    limit 100 works per unit per year
    limit 50 works per person per year

article 5 "High-value patents"
  award 10000 once while invention_patent valid and filed_on at least 10 years ago

article 7 "Licences and assignments"
  group contracts
    award by amount when technology_contract recorded and put_to_use and not related_party
      at least 5000000: 50000
      at least 1000000: 20000
      otherwise: 1% of amount
    cap 50000 per applicant per year

article 8 "Finance"
  group pledge_interest
    award 30% of interest_paid when loan_interest paid and on_schedule
    cap 100000 per applicant per year
  group insurance
    award 30% of premium when ip_insurance bought
    cap 50000 per applicant per year

article 11 "Management"
  group titles
    award by title when ip_title new and title is national_demonstration, national_advantage, provincial_demonstration
      as company_title
      national_demonstration: 200000
      national_advantage: 100000
      provincial_demonstration: 80000
    pay highest per applicant per year
  award 50000 when ip_title new and title is municipal_demonstration
    as municipal_title
  group certified
    if has at least 1 invention_patent valid or at least 5 utility_patent granted
        or at least 8 software_copyright registered
    award 20000 once per applicant when certification passed
