vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
level mem_ae > mem_af
choice cho_ag mem_ah · mem_ai · mem_aj
choice cho_ak mem_al · mem_am
series ser_an CNY per currency, daily
record rec_au
  key key_av
  level level
  fld_aw money
  fld_ax yes/no
  fld_ay cho_ak
  fld_az date
  fld_ba yes/no
  fld_bb cho_ag
  event eve_bd on day_bc default
  event eve_bf on day_be
record rec_bg
  key key_bh, fld_bm
  matter key_bh
  fld_bi money
  fld_bj yes/no
  fld_bk cho_ag
  fld_bl text
  fld_bm cho_ak
  fld_bn money
  fld_bo yes/no
  event eve_bq on day_bp
  state sta_bs from day_bp until day_br
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq cho_ag dated
  app_ar count fixed
figures per year
  fig_as count, 0 before app_ao
  fig_at money
