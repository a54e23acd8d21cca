policy pol_co "Generated"
  document "Doc 1"
  effective from 2021-12-21
  currency CNY
  round half even to 0.01
  use voc_aa
article 1 "Generated"
  group grp_bz
    group grp_by
      award fld_aw when rec_au eve_be
        as lab_bv
      award fld_bl once to kin_ab when rec_bs eve_br and fld_bo more than 3
        if app_ao
        if not has more than 2 rec_bs fld_bm
        as lab_bw
      award min(12.35% of fld_aw, 999) once to cla_ad when rec_au eve_be and fld_aw more than 10000 and fld_ax
        as lab_bx
      cap 999 per applicant
    pay highest per applicant per year
  group grp_ch
    group grp_cd
      if sin_aq less than 2 years
      award 66% of largest fld_bn per fld_bp per year when rec_bj eve_br and fld_bn between 300 and 20000
        if number at least 2
        if fig_as at most 2
        as lab_ca
      award by fld_bn to kin_ab when rec_bu eve_br and day_bq at least 18 months ago
        at least 9999: up to 5000
        otherwise: 50000 once
        as lab_cb
      award 100000 to cla_ad while rec_au sta_bi and day_bf at least 2022-12-31
        as lab_cc
    award 3% of total fld_aw per year to kin_ab when rec_au eve_be and fld_az
      if has at most 2 rec_bs eve_br fld_bm
      as lab_ce
    group grp_cg
      award 30% of fld_bl when rec_bu eve_br
        as lab_cf
      no repeat per key_bk
      cap 10000 per applicant per key_bk
      cap 2500 per applicant
    limit 2 year per applicant
    limit 2 items per applicant per year, earliest first
  award 999 plus 20000 for each full 5000 of fld_bl above 20000 once when rec_bs
    as lab_ci
  allocate 33333 per year to kin_ac while kin_ac has at least 3 rec_bs
article 2 "Generated"
  award 5000 to cla_ad from 2022-01-01 while rec_au sta_bi and (day_bd more than 18 months ago or fld_ax)
    as lab_cj
  award 66% of (fld_bn plus fld_bl) at most 100000 once to cla_ad when rec_bt eve_br and fld_bm
    as lab_ck
  award max(3% of fld_bn, 1000) at most 3% of fld_bn once when rec_bt eve_br
    if not app_ao
    if not sin_aq less than 2 years
    as lab_cl
    counting all other support
  refers to "Doc 2" for rec_au eve_be
article 3 "Generated"
  if has at least 3 rec_bu
  group grp_cn
    award by fld_bl when rec_bs eve_br and (fld_bm or fld_bo between 4 and 8)
      at least 300: 2500
      at least 100: 2500
      otherwise: 3% of (fld_bl less fld_bl)
      if sin_aq at most 1 year
      as lab_cm
    cap fig_at per applicant per matter per year
    pay highest per applicant per matter per year
  none when another level supported the same matter
  cap 2500 per applicant per year
