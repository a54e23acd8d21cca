vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
level mem_ae > mem_af
choice cho_ag mem_ah · mem_ai · mem_aj · mem_ak
choice cho_al mem_am · mem_an
series ser_ao percent, monthly
series ser_ap CNY per currency, daily
record rec_ay
  key key_az
  matter key_az
  level level
  fld_ba money
  fld_bb yes/no
  fld_bc count
  fld_bd cho_al
  fld_be date
  fld_bf yes/no
  fld_bg money
  event eve_bi on day_bh
  event eve_bk on day_bj default
record rec_bl is rec_ay with fld_bd mem_am
record rec_bm is rec_bl with fld_bb yes
record rec_bn plural plu_bx
  key key_bo
  level level
  fld_bp money
  fld_bq yes/no
  fld_br yes/no
  fld_bs yes/no
  fld_bt date
  fld_bu cho_al
  event eve_bw on day_bv
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as money dated
  app_at cho_al dated
  sin_au since app_av
figures per year
  fig_aw count
  fig_ax money
