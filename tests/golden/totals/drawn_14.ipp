policy pol_cs "Generated"
  document "Doc 1"
  effective from 2021-01-01 for 2 years
  currency CNY
  round half up to 100
  use voc_aa
article 1 "Generated"
  award at discretion when rec_bu eve_bs
    as lab_ci
  award 20000 for each rec_bk when rec_bk eve_bs
    as lab_cj
  award 30% of largest fld_bm per fld_bo per year to cla_af
      when rec_bk eve_bs and (fld_bp at least 30% or fld_bo is mem_an, mem_am, mem_al)
    as lab_ck
  cap fig_aw per applicant per year
    carry forward 3 years
article 2 "Generated"
  if kin_ac
  award up to 999 once to cla_af while rec_ax sta_bj
    if not (app_ap more than 2021-01-01 and has no rec_bu eve_bs)
    as lab_cl
article 3 "Generated"
  award 12.35% of total fld_bm per year from 2020-03-01 when rec_bk eve_bs
    if number at most 3
    as lab_cm
  group grp_cq
    group grp_co
      award 3% of fld_bm to kin_ac when rec_bt eve_bs
        as lab_cn
      cap 30% of fig_aw per kin_ac per year
    award by fld_bp to kin_ae when rec_bu
      at least 100%: 20000
      at least 66%: 100% of fld_bm above 100000 at most 100
      at least 10%: 3% of (fld_bm plus fld_bm)
      otherwise: 3% of fld_bm
      if not app_aq
      as lab_cp
  award by fld_bd to kin_ae when rec_ax
    mem_ao: 20000
    if kin_ae
    as lab_cr
  cap 33333 per applicant per key_bl per year
  pay highest per kin_ac per level per year
  allocate 50000 per year to kin_ad while kin_ad has at most 3 rec_bu
