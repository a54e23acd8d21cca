policy town_2023 "A town pays for licences"
  document "example 2/2023"
  issued 2023-01-01
  effective 2023-01-01 to 2025-12-31
  currency CNY
  round half up to 0.01
  use words
  if located_here

article 1 "Licences"
  group deals_of_a_year
    award by amount to enterprise when deal paid and not related_party
      at least 2000000: 30000 once
      otherwise: 1.5% of amount
    cap 40000 per enterprise per year

article 2 "Titles"
  award by level when title new
    town_level: 5000
    city_level: 20000
  pay highest per applicant per year

article 3 "Patents"
  award 1000 once while patent valid and filed_on more than 10 years ago
