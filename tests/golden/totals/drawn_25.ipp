policy pol_ca "Generated"
  document "Doc 1"
  effective from 2021-12-21
  currency CNY
  round half even to 0.01
  use voc_aa
article 1 "Generated"
  group grp_bt
    award 1000 once while rec_aq sta_az
      if not (has less than 1 rec_bd sta_bn and app_ak less than 2 years ago)
      if cla_ae
      as lab_bq
    group grp_bs
      award 2500 while rec_aq sta_az and day_ax less than 2020-02-29
        as lab_br
      limit 1 items per applicant per fld_aw per year, earliest first
    no repeat per matter per year
  award at discretion once per matter per year when rec_bd eve_bl and day_bk more than 2 months ago
    if app_an more than 1000
    as lab_bu
  cap 9999 per applicant
  cap 20000 per applicant per year
  allocate 100 per year to kin_ab while kin_ab app_ak at most 10 years ago
article 2 "Generated"
  table tab_bv by fld_aw
    mem_ag: 33333
    mem_ah: 9999
    mem_ai: 33333
    mem_aj: 300
  group grp_by
    group grp_bx
      award 1000 to kin_ad while rec_aq sta_az and sta_az
        as lab_bw
      top up per matter
    top up per matter
  award 3% of (fld_bf less fld_bf) once per matter when rec_bo not (fld_bg and fld_bh)
    as lab_bz
  top up per fld_aw
  refers to "Doc 2" for rec_bd eve_bl and sta_bn and fld_bf between 100 and 33333
article 3 "Over all"
  over policy
    none when another level supported the same matter
