policy pol_co "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2023-12-31
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  here kin_ab means has no rec_bl
  award 999 once to kin_ab while rec_cj sta_ch
    as lab_ck
  cap 33333 per matter per year
    carry forward 1 year
article 2 "Generated"
  group grp_cm
    award 10% of (fld_by less fld_by) when rec_cj eve_cf
      as lab_cl
      convert at ser_an on day_cg
    top up per key_bx
    no repeat per key_bx per level
  award 10% of interest on fld_by at 3.7% from day_ce to day_cg last 1 year once when rec_ci eve_cd
    as lab_cn
    convert at ser_an on day_cg
