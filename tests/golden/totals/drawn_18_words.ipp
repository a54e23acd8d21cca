vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
level mem_ad > mem_ae
choice cho_af mem_ag · mem_ah
choice cho_ai mem_aj · mem_ak
series ser_al CNY per currency, daily
record rec_as
  key key_at
  fld_au money
  fld_av yes/no
  fld_aw cho_af
  fld_ax cho_ai
  event eve_az on day_ay
  event eve_bb on day_ba default
  state sta_bd from day_ay until day_bc
record rec_be
  key key_bf, fld_bl
  matter fld_bi
  level level
  fld_bg money
  fld_bh yes/no
  fld_bi cho_ai
  fld_bj yes/no
  fld_bk text
  fld_bl cho_af
  fld_bm date
  event eve_bo on day_bn
  event eve_bq on day_bp default
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao money dated
  app_ap cho_af dated
figures per year
  fig_aq count
  fig_ar money
