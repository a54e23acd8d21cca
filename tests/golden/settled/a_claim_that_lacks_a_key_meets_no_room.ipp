policy pol_cc "Generated"
  document "Doc 1"
  effective from 2020-07-01 for 2 years
  currency CNY
  round down to 0.1
  use voc_aa
  level mem_ae
article 1 "Generated"
  award 5000 when rec_ay eve_bg
  award 5000 when rec_bh
  cap 1000 per fld_be per year
