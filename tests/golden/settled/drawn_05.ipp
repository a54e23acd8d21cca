policy pol_bw "Generated"
  document "Doc 1"
  effective from 2021-12-21
  currency CNY
  round half up to 0.01
  use voc_aa
article 1 "Generated"
  award min(12.35% of fld_bn, 33333) when rec_bj
    as lab_bv
    less already paid for rec_bj of the same key_bk
  pay highest per applicant per year
