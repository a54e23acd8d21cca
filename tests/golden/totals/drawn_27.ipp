policy pol_cr "Generated"
  document "Doc 1"
  effective from 2021-12-21
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  table tab_cl by fld_bd
    mem_ak: 10000
    mem_al: 10000
    mem_am: 100000
  award by fld_by to kin_ab when rec_bw eve_cg and fld_bz
    more than 100000: 66% of fld_by above 50000 at most 50000
    more than 100: 66% of fld_by
    otherwise: min(30% of fld_by, 5000)
    as lab_cm
  award 20000 once per fld_bp to cla_af when rec_bj eve_br
    as lab_cn
  limit 1 items per applicant per matter, best first
  refers to "Doc 2" for rec_bj eve_bt
article 2 "Generated"
  if kin_ae
  award by fld_ay when rec_aw eve_bf and (level more than mem_ah or fld_bc at most 50%)
    at least 1000: 100% of fld_ay
    otherwise: 300
    if has at least 2 rec_bj or less than 1 rec_ck eve_cg
    if has at most 3 rec_ck sta_ci
    as lab_co
  cap 5000 per applicant per year
  no repeat per matter per level
  cap 20000 per applicant
  refers to "Doc 2" for rec_ck eve_cg and level is mem_ah
article 3 "Generated"
  if has no rec_bw eve_cg
  award tab_cl of mem_am to kin_ac when rec_ck not fld_cb is mem_ap
    as lab_cp
  award tab_cl of mem_ak when rec_aw eve_bf
    if fig_au more than 30% of fig_au
    if has at most 1 rec_bw eve_cg or at least 2 rec_aw sta_bh fld_bb
    as lab_cq
  cap 2500 per applicant per year
article 4 "Over all"
  over articles 2 to 3
    cap 1000 per kin_ac per matter
    no repeat per matter
      except lab_co
    cap 20000 per applicant per fld_ba per year
article 5 "Over all"
  over policy
    cap fig_av per applicant per year
      carry forward 1 year
