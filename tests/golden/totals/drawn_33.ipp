policy pol_cm "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2022-12-31
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  if app_al less than 1
  award 20000 once to kin_ab when rec_bo eve_bm and fld_bg is txt_aa, txt_ac and fld_bi
    as lab_ce
  group grp_cl
    award 100000 to kin_ab when rec_bc eve_bm
      if kin_ac
      as lab_cf
    group grp_cj
      award 9999 once to kin_ab while kin_ab sin_am at most 2 years and der_cd
        as lab_cg
      award by fld_au to kin_ab when rec_aq eve_az and fld_ax at least 2 years ago
        mem_ag: 10000
        mem_af: 30% of fld_as
        as lab_ch
      award 1% of (fld_as less fld_as) when rec_aq eve_az
        if has less than 1 rec_aq eve_az fld_at
        as lab_ci
      cap 50000 per kin_ab per year
      cap 1% of fig_ap per applicant per fld_av per year
    award 300 to kin_ab while kin_ab der_cd
      if kin_ac or has at most 1 rec_aq eve_az
      if not app_ak is mem_ag
      as lab_ck
    limit 2 items per applicant per year
    top up per matter
    limit 1 year per applicant, best first
  cap 999 per applicant per year
    carry forward 1 year
