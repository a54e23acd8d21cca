vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
class cla_ad is kin_ab, kin_ac
level mem_ae > mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak · mem_al
record rec_au
  key key_av
  level level
  fld_aw money
  fld_ax yes/no
  fld_ay date
  fld_az yes/no
  fld_ba count
  fld_bb cho_ai
  fld_bc list of text
  event eve_be on day_bd default
  event eve_bg on day_bf
  state sta_bi from day_bd until day_bh
record rec_bj
  key key_bk
  fld_bl money
  fld_bm yes/no
  fld_bn money
  fld_bo count
  fld_bp cho_ai
  event eve_br on day_bq
record rec_bs is rec_bj with fld_bp mem_aj
record rec_bt is rec_bj with fld_bp mem_al
record rec_bu is rec_bt with fld_bm yes
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao yes/no fixed
  app_ap count fixed
  sin_aq since app_ar
figures per year
  fig_as count, 0 before app_am
  fig_at money
