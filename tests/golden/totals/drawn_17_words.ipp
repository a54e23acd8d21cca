vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
class cla_ad is kin_ab, kin_ac
level mem_ae > mem_af > mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak
choice cho_al mem_am · mem_an · mem_ao · mem_ap
series ser_aq percent, monthly
series ser_ar CNY per currency, daily
record rec_ba plural plu_bn
  key key_bb
  matter applicant
  level level
  fld_bc money
  fld_bd yes/no
  fld_be list of text
  fld_bf money
  fld_bg cho_ah
  event eve_bi on day_bh
  event eve_bk on day_bj default
  state sta_bm from day_bh until day_bl
record rec_bo is rec_ba with fld_bg mem_ai
applicant fields
  app_as date fixed
  app_at yes/no dated
  app_au count fixed
  app_av yes/no fixed
  sin_aw since app_ax
figures per year
  fig_ay count, 0 before app_as
  fig_az money
