policy pol_ce "Generated"
  document "Doc 1"
  effective from 2021-01-01
  currency CNY
  round half up to 0.01
  use voc_aa
article 1 "Generated"
  table tab_bt by fld_ay
    mem_al: 33333
    mem_am: 999
  here kin_ad means has at least 2 rec_au or less than 3 rec_bg eve_bq fld_bo
  group grp_bw
    award by fld_bi once when rec_bg eve_bq
      more than 5000: max(30% of fld_bi, 100000)
      otherwise: at discretion
      as lab_bu
    award tab_bt of fld_bm once when rec_bg eve_bq and not day_bp between 2021-01-01 and 2022-12-31
      as lab_bv
    limit 2 items per applicant per year
    none when fld_bo cannot be determined
    cap 50000 per applicant per fld_bk per year
    cap 1% of fig_at per applicant per year
  award tab_bt of mem_al to kin_ad when rec_au eve_bd and fld_ba and fld_aw more than 5000
    if has at least 3 rec_bg
    if has no rec_au or has more than 2 rec_bg sta_bs
    as lab_bx
  limit 3 year per kin_ad, best first
  oblige kin_ac to "report once a year"
  allocate 50000 per year to kin_ad while kin_ad kin_ac
article 2 "Generated"
  here kin_ab means app_ao less than 1 month ago
  award tab_bt of fld_bm once when rec_bg eve_bq and sta_bs
    as lab_by
  group grp_cc
    award 20000 once per fld_bl when rec_bg eve_bq
      if kin_ad
      if app_aq is mem_aj
      as lab_bz
    award 999 to kin_ac while rec_bg sta_bs and fld_bj
      as lab_ca
    award 100% of total fld_aw per year when rec_au eve_bf and fld_bb is mem_ah
      as lab_cb
    cap 50000 per fld_bl
    top up per matter
  award 12.35% of total fld_aw per year when rec_au eve_bd and not (day_bc at least 2 years ago
      and fld_ay is mem_al) and (fld_ay is mem_al or level at least mem_ae)
    as lab_cd
  pay highest per applicant per year
  no repeat per matter per year
article 3 "Over all"
  over policy
    pay highest with older documents per matter
    no repeat per matter
    top up per matter
article 4 "Over all"
  over policy
    cap fig_at per applicant per year
      carry forward 1 year
