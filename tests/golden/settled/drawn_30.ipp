policy pol_ca "Generated"
  document "Doc 1"
  effective from 2021-01-01
  currency CNY
  round down to 1
  use voc_aa
article 1 "Generated"
  table tab_bp by fld_av
    mem_ah: 100000
    mem_ai: 100000
  award 100000 for each rec_bc when rec_bc eve_bm and fld_bk is mem_ah
    as lab_bq
  group grp_bu
    award 50000 when rec_bc eve_bo
      as lab_br
    award tab_bp of fld_av when rec_ap eve_az
      as lab_bs
    award tab_bp of fld_bk once when rec_bc eve_bo
      as lab_bt
    limit 2 items per applicant per year
    limit 1 items per applicant per key_bd per year, best first
  top up per matter
  none when another level supported the same matter
  oblige kin_ab to "report once a year"
  allocate 1000 per year to kin_ab while kin_ab has more than 3 rec_ap eve_az
article 2 "Generated"
  table tab_bv by fld_av
    mem_ah: 999
    mem_ai: 33333
  award 33333 once to kin_ab while kin_ab has at least 1 rec_ap eve_az and less than 3 rec_bc eve_bm
    if app_al
    as lab_bw
  award tab_bv of fld_bk when rec_bc eve_bm
    as lab_bx
  cap 300 per applicant per year
  oblige kin_ab to match at least 100% of award
  refers to "Doc 2" for rec_bc eve_bo
article 3 "Generated"
  award 3% of total fld_be per key_bd per year when rec_bc eve_bo
    if total fld_be at least 2500
    if app_am is mem_ah
    as lab_by
  award by fld_be once when rec_bc eve_bo
    more than 999: 10% of fld_be at most 100000 once per key_bd
    otherwise: at discretion
    if has no rec_bc eve_bm
    as lab_bz
  cap 10000 per fld_bk per year
  cap 999 per applicant per year
  cap 100000 per applicant per level per year
article 4 "Over all"
  over policy
    pay highest with older documents per matter
    no repeat per matter per level
      except article 3
    top up per matter
