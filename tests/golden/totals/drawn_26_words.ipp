vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
level mem_ad > mem_ae > mem_af > mem_ag
choice cho_ah mem_ai · mem_aj
choice cho_ak mem_al · mem_am
series ser_an CNY per currency, daily
record rec_aw
  key key_ax
  matter fld_bd
  level level
  fld_ay money
  fld_az yes/no
  fld_ba yes/no
  fld_bb list of text
  fld_bc count
  fld_bd cho_ak
  event eve_bf on day_be
record rec_bg is rec_aw with fld_bd mem_al
record rec_bh is rec_bg with fld_az yes
record rec_bi plural plu_bt
  key key_bj, fld_bn
  matter fld_bn
  level level
  fld_bk money
  fld_bl yes/no
  fld_bm yes/no
  fld_bn cho_ak
  fld_bo yes/no
  fld_bp percent
  event eve_br on day_bq
  state sta_bs from day_bq
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq yes/no fixed
  app_ar money dated
  sin_as since app_at
figures per year
  fig_au count, 0 before app_ao
  fig_av money
