policy pol_co "Generated"
  document "Doc 1"
  effective from 2021-01-01
  currency CNY
  round down to 0.01
  use voc_aa
  if app_aq
article 1 "Generated"
  group grp_cn
    group grp_ck
      award 30% of interest on fld_ca at 3.7% from day_cd to day_cf last 1 year once
          when rec_bv eve_cg and (day_cf at least 2021-01-01 or day_cf at least 18 years ago)
        if app_as is mem_am
        if app_as is mem_an, mem_ao
        as lab_ch
        counting all other support
      award fld_bk once when rec_bi eve_br and not sta_bs and fld_bp is mem_ah
        if fig_au at most 2500
        if has no rec_av eve_be fld_az
        as lab_ci
      award by fld_bo to kin_ab when rec_bi eve_br and sta_bs and sta_bs
        at least 66%: 1% of fld_bk at most 5000
        at least 12.35%: 50% of fld_bk at most 1000
        otherwise: 9999
        if has at least 1 rec_bv
        if has more than 3 rec_bu sta_bs
        as lab_cj
        counting all other support
    award 12.35% of fld_bk once per applicant when rec_bu
      if app_aq or kin_ac
      as lab_cl
    award 33333 once per applicant to kin_ac
        when rec_bu eve_br and not (fld_bk at most 1000 and day_bq between 2020-02-29 and 2022-12-31)
      if fig_at more than 1% of fig_at
      as lab_cm
  limit 3 items per applicant per fld_bz, best first
  top up per matter
