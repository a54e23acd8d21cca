policy pol_cb "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2023-12-31
  currency CNY
  round half even to 1
  use voc_aa
article 1 "Generated"
  award min(66% of fld_ay, 33333) once to kin_ac when rec_au eve_bc and fld_az
    as lab_bs
  award 1% of interest on fld_bg at 3.7% from day_bn to day_bl last 2 years once to kin_ad
      when rec_be eve_bm and not (sta_bq and fld_bh) and fld_bj is txt_aa
    as lab_bt
    convert at ser_al on day_bn
  award up to 2500 plus 9999 for each full 50000 of fld_bg while rec_be sta_bq and not fld_bg less than 2500
    if fig_as at most 6
    if has less than 2 rec_be eve_bm fld_bh
    as lab_bu
  cap 100000 per applicant per year
article 2 "Generated"
  table tab_bv by fld_ba
    mem_aj: 100
    mem_ak: 100
  group grp_by
    award by fld_bi once from 2019-01-01 when rec_be eve_bo
      mem_ak: at discretion once
      mem_aj: 1% of fld_bg
      as lab_bw
      counting all other support
    award by fld_aw to kin_ac when rec_au eve_bc
      at least 5000: 1% of fld_aw at most 100% of fld_ay
      at least 300: 30% of fld_aw
      otherwise: 1000
      as lab_bx
      convert at ser_al on day_bb
    cap fig_at per kin_ac per year
  cap 300 per applicant per fld_bi per year
  top up per matter
article 3 "Generated"
  here kin_ae means app_am more than 2 months ago
  award 1% of fig_at at most 20000 once per applicant each year
    as lab_bz
  award 66% of fig_at at most 50000 each year
    as lab_ca
  cap 999 per applicant per year
    carry forward 3 years
article 4 "Over all"
  over policy
    suspend kin_ac for the year when rec_au eve_bc and fld_az
article 5 "Over all"
  over article 2
    none when another level supported the same matter
