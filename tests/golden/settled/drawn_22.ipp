policy pol_cy "Generated"
  document "Doc 1"
  currency CNY
  use voc_aa
article 1 "Generated"
  here kin_ab means has more than 3 rec_bu sta_cg
  award by fld_bb to cla_ae from 2020-03-01 when rec_ax
    more than 1%: 1000
    otherwise: 10% of fld_az
    as lab_ci
  award 999 to kin_ad while kin_ad sin_at at least 3 years
    if not fig_av at most 1
    if has more than 3 rec_bu eve_ce fld_bx
    as lab_cj
  award 12.35% of fld_az above 33333 to cla_ae when rec_ax eve_bf and fld_bd is mem_am, mem_ao
    if not (has at most 2 rec_ax eve_bf and sin_at less than 3 years)
    if app_ar at most 5
    as lab_ck
  cap 999 per cla_ae per year
    carry forward 1 year
  refers to "Doc 2" for rec_bu eve_ce and day_cf less than 10 months ago and day_cf less than 2022-12-31
article 2 "Generated"
  award 50% of total fld_bk per key_bj per year to kin_ab
      when rec_bi eve_bp and day_bo at most 10 years ago and day_bo between 2020-02-29 and 2022-12-31
    as lab_cl
  group grp_cp
    award 100% of fld_az when rec_ax
      as lab_cm
    award 1% of fld_bk once when rec_bi
      as lab_cn
    award by fig_av to kin_ac each year
      at least 3: 5000
      otherwise: 50000
      as lab_co
    top up per matter
  award 100 to kin_ab when rec_bu eve_ce and fld_by is mem_ag, mem_ai
    as lab_cq
  none when another level supported the same matter
  cap fig_aw per applicant per year
article 3 "Generated"
  award min(30% of fld_bk, 33333) once to kin_ad when rec_bs
    as lab_cr
  group grp_cu
    award 100% of largest fld_ca per year to kin_ab when rec_bu eve_ce and sta_cg
      as lab_cs
    award by fld_cb once per matter per year to kin_ac
        when rec_bu eve_ce and not fld_bx and not (sta_cg and fld_cb is mem_an, mem_al, mem_ao)
      mem_am, mem_al: 100000 plus 300 for each full 50000 of fld_bw
      mem_an: fld_ca
      mem_ao: 2500
      as lab_ct
    pay highest per fld_cc per year
    cap 300 per kin_ab
    limit 2 items per applicant per year, earliest first
  group grp_cx
    award 12.35% of fld_bk to kin_ab when rec_bt eve_bp
      if not (kin_ac and kin_ac)
      as lab_cv
    award 5000 when rec_bt eve_bp and not day_bq at most 18 years ago
      if fig_av less than 1% of fig_av
      if not has no rec_bu
      as lab_cw
      counting all other support
    top up per matter
  refers to "Doc 2" for rec_ax eve_bf and fld_ba
