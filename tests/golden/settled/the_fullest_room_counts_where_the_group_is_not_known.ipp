policy pol_ca "Generated"
  document "Doc 1"
  effective from 2021-12-21 for 1 year
  currency CNY
  round down to 0.1
  use voc_aa
article 2 "Generated"
  award fld_bm when rec_bk eve_bt
    as lab_bz
  cap 10000 per fld_bq
