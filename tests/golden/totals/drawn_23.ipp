policy pol_br "Generated"
  document "Doc 1"
  effective from 2021-01-01 for 2 years
  currency CNY
  round half up to 100
  use voc_aa
article 1 "Generated"
  table tab_bh by fld_az
    mem_aj: 10000
    mem_ak: 999
  award 3% of fig_as at most 2500 each year
    if kin_ac or sin_ap at least 2 years
    as lab_bi
  award 5000 plus 9999 for each full 1000 of fld_ba above 50000 once to kin_ab while rec_at sta_bg
    as lab_bj
  group grp_bn
    award 100% of fld_ba when rec_at eve_bc and day_bb less than 2021-01-26
      if kin_ab
      as lab_bk
      counting all other support
    award tab_bh of fld_az when rec_at eve_be and (fld_ba at most 100 or sta_bg)
      if not app_an
      as lab_bl
    award 50000 to kin_ac while kin_ac sin_ap less than 1 year
      as lab_bm
  limit 2 key_au per matter, best first
article 2 "Generated"
  group grp_bq
    group grp_bp
      award 100% of largest fld_av per year when rec_at eve_be and not fld_aw
        if app_al more than 2022-12-31
        if has at least 2 rec_at
        as lab_bo
      cap 50000 per applicant per year
    top up per matter
  cap 5000 per applicant per year
article 3 "Over all"
  over policy
    suspend kin_ac for the year when rec_at eve_be and sta_bg
