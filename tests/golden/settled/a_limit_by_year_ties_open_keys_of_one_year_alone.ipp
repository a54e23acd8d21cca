policy pol_da "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2023-12-31
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  group grp_cs
    group grp_cr
      award 999 when rec_bg day_br at least 2020-02-29
    limit 1 items per fld_bk per year
