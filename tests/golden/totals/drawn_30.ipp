policy pol_cu "Generated"
  document "Doc 1"
  effective from 2021-12-21
  currency CNY
  round half up to 0.1
  use voc_aa
article 1 "Generated"
  group grp_co
    award 50000 once while rec_bj sta_bi and not fld_az at least 999
      as lab_cn
    cap 100000 per applicant per key_ay
  group grp_cr
    group grp_cq
      award by fld_cc to kin_ad when rec_cm eve_ck
        at least 50000: 20000 plus 1000 for each full 50000 of fld_cc
        at least 10000: 100
        otherwise: 999 once
        as lab_cp
    no repeat per matter per level per year
  award 12.35% of fig_aw at most 10000 each year
    if fig_aw more than 33333
    as lab_cs
  top up per matter
  cap 5000 per kin_ad per key_cb
  no repeat per matter
article 2 "Generated"
  award 100 once while rec_bj sta_bi
    as lab_ct
  cap 1% of fig_aw per applicant per year
    carry forward 1 year
