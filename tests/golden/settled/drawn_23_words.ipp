vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
class cla_ad is kin_ab, kin_ac
level mem_ae > mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak
record rec_ar
  key key_as
  level level
  fld_at money
  fld_au yes/no
  fld_av yes/no
  fld_aw text
  fld_ax cho_ai
  fld_ay money
  event eve_ba on day_az default
  event eve_bc on day_bb
  state sta_be from day_az until day_bd
record rec_bf
  key key_bg
  level level
  fld_bh money
  fld_bi yes/no
  fld_bj text
  fld_bk money
  fld_bl cho_ai
  event eve_bn on day_bm
record rec_bo
  key key_bp
  fld_bq money
  fld_br yes/no
  fld_bs rec_ar
  fld_bt count
  fld_bu cho_ai
  fld_bv list of text
  event eve_bx on day_bw
applicant fields
  app_al date fixed
  app_am yes/no dated
  app_an cho_ai dated
  app_ao yes/no fixed
figures per year
  fig_ap count
  fig_aq money
