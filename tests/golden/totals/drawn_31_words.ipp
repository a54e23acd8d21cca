vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
class cla_af is kin_ab, kin_ae
level mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak
series ser_al CNY per currency, daily
record rec_au
  key key_av
  level level
  fld_aw money
  fld_ax yes/no
  fld_ay money
  fld_az yes/no
  fld_ba cho_ai
  event eve_bc on day_bb
  state sta_bd from day_bb
record rec_be
  key key_bf
  matter fld_bk
  fld_bg money
  fld_bh yes/no
  fld_bi cho_ai
  fld_bj list of text
  fld_bk text
  event eve_bm on day_bl default
  event eve_bo on day_bn
  state sta_bq from day_bl until day_bp
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao yes/no fixed
  app_ap cho_ai dated
  sin_aq since app_ar
  der_br means has at least 1 rec_be eve_bm
figures per year
  fig_as count, 0 before app_am
  fig_at money
