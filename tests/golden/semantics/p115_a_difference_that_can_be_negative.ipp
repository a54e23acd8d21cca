policy aid "Aid"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Fees"
  award 500 less official_fees plus 1500 at most 5000 to enterprise when patent granted
