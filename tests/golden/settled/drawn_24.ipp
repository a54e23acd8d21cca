policy pol_ca "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2024-06-30
  currency CNY
  round down to 0.01
  use voc_aa
  replaces "Doc 0"
    clause lab_br was old.lab_br
    clause lab_bw was old.lab_bw
article 1 "Generated"
  award 2500 while kin_ab app_an is mem_ai
    as lab_bq
  group grp_bv
    group grp_bu
      if fig_ap less than 8
      award 3% of largest fld_bf per year when rec_bd eve_bo and fld_bk is mem_ai
        if number more than 3
        if has at least 1 rec_bd eve_bm
        if kin_ab
        as lab_br
      award 1% of fig_aq at most 2500 each year
        as lab_bs
      award by fig_ap each year
        at least 2: 999
        otherwise: 33333
        if fig_aq at most 9999
        if not fig_aq at most 9999
        as lab_bt
      no repeat per matter
    cap 100000 per applicant
    cap 1000 per applicant per year
    no repeat per matter
  award interest on fld_at at min(ser_ak in month of fld_av, 3.7%) from day_ba to fld_av last 1 year
      when rec_ar eve_bb and fld_aw
    as lab_bw
  limit 3 items per applicant, earliest first
  cap 1000 per applicant per year
article 2 "Generated"
  here kin_ac means app_am
  award 1000 plus 10000 for each full 5000 of fld_bf once per applicant per year when rec_bd eve_bm
    as lab_bx
  limit 3 items per applicant
  limit 3 fld_bk per applicant per year
  top up per matter
  refers to "Doc 2" for rec_ar eve_bb and fld_ay at most 6 and fld_az is mem_ah
article 3 "Generated"
  table tab_by by fld_az
    mem_ah: 50000
    mem_ai: 50000
    mem_aj: 300
  if has no rec_bd eve_bm
  award up to 1000 once when rec_bd
    as lab_bz
  cap fig_aq per applicant per year
article 4 "Over all"
  over article 3
    no repeat per matter per level
    top up per matter
article 5 "Over all"
  over policy
    suspend cla_ad for the year
        when rec_bd eve_bm and fld_bk is mem_ai, mem_aj and fld_bh between 2020-02-29 and 2022-12-31
