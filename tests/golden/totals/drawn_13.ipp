policy pol_cn "Generated"
  document "Doc 1"
  effective from 2020-07-01 for 2 years
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  award 66% of fld_bu at most 999 once per matter when rec_cg eve_cc
    as lab_ci
  award 12.35% of fig_au at most 33333 each year
    if fig_at at least 8
    as lab_cj
article 2 "Generated"
  award by fld_bu once to kin_ae when rec_cg eve_cc
    more than 100: 5000 plus 5000 for each full 1000 of fld_bu above 9999
    otherwise: 30% of fld_bu
    as lab_ck
  award by fld_bu once per applicant to kin_ad when rec_cg eve_cc
    more than 20000: 66% of fld_bu at most 20000
    more than 9999: 9999
    more than 100: 50% of (fld_bu plus fld_bu)
    otherwise: 12.35% of fld_bu at most 5000
    as lab_cl
  award 66% of total fld_bu per key_bt per year to kin_ac when rec_cf eve_cc
    if total fld_bu less than 100
    as lab_cm
  cap 999 per kin_ae per year
  cap 3% of fig_au per applicant per year
  none when fld_bu cannot be determined
