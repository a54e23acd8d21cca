policy pol_by "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2024-06-30
  currency CNY
  use voc_aa
article 1 "Generated"
  award by fld_bo to kin_ac when rec_bh eve_bq
    mem_am: 100% of fld_bj
    as lab_bu
    counting all other support
  award 50000 once to kin_ae while rec_au sta_bg and fld_ax
    if has at least 3 rec_bh eve_bq
    as lab_bv
  award 100000 once while rec_au sta_bg
    as lab_bw
  refers to "Doc 2" for rec_au eve_be and (day_bf at least 18 years ago or fld_az more than 3)
      and (fld_ay is mem_aj, mem_ag, mem_ah or sta_bg)
article 2 "Generated"
  here kin_ae means app_ao at least 10 years ago
  award by fld_aw once when rec_au eve_be and (day_bd at most 2023-09-13 or sta_bg)
    at least 100000: 3% of interest on fld_aw at 3.7% from day_bf to day_bd last 1 year at most 10000
    at least 50000: 1% of (fld_ba plus fld_ba) once
    at least 999: at discretion
    otherwise: 2500 once
    if app_ao more than 2020-02-29
    as lab_bx
    counting all other support
  limit 3 key_av per applicant per key_av per year, earliest first
  cap 100 per key_av across applicants
  refers to "Doc 2" for rec_bh eve_bs
article 3 "Over all"
  over article 1
    cap 1000 per applicant per year
      carry forward 2 years
