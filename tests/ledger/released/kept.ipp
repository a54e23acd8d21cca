policy kept "What every later version reads"
  document "K"
  effective 2021-01-01 to 2024-12-31
  use ip

article 8 "Prizes"
  award by prize when patent_prize won
    gold: 300000
    silver: 200000

article 21 "Promotion"
  over policy
    top up per matter

article 22 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      carry forward 2 years
