vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
class cla_af is kin_ab, kin_ae
level mem_ag > mem_ah > mem_ai
choice cho_aj mem_ak · mem_al · mem_am
choice cho_an mem_ao · mem_ap
record rec_aw plural plu_bi
  key key_ax
  matter fld_bd
  level level
  fld_ay money
  fld_az yes/no
  fld_ba text
  fld_bb yes/no
  fld_bc percent
  fld_bd cho_aj
  event eve_bf on day_be
  state sta_bh from day_be until day_bg
record rec_bj
  key key_bk, fld_bo
  matter key_bk
  fld_bl money
  fld_bm yes/no
  fld_bn percent
  fld_bo cho_aj
  fld_bp list of text
  event eve_br on day_bq
  event eve_bt on day_bs default
  state sta_bv from day_bq until day_bu
record rec_bw plural plu_cj
  key key_bx
  level level
  fld_by money
  fld_bz yes/no
  fld_ca list of text
  fld_cb cho_an
  fld_cc cho_aj
  fld_cd rec_aw
  fld_ce count
  event eve_cg on day_cf
  state sta_ci from day_cf until day_ch
record rec_ck is rec_bw with fld_cc mem_al
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as count fixed
  app_at yes/no fixed
figures per year
  fig_au count
  fig_av money
