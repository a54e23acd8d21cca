policy brand_support "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2024-06-30
  currency CNY
  round half up to 1
  use words
article 1 "Generated"
  group finance
    group protection
      award by principal when loan disbursed
        otherwise: 9999
article 4 "Over all"
  over policy
    cap revenue per year
      carry forward 1 year
