vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
level mem_af > mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak
choice cho_al mem_am · mem_an
series ser_ao CNY per currency, daily
record rec_av
  key key_aw
  matter key_aw
  level level
  fld_ax money
  fld_ay yes/no
  fld_az percent
  fld_ba count
  fld_bb money
  fld_bc yes/no
  fld_bd cho_ah
  event eve_bf on day_be default
  event eve_bh on day_bg
  state sta_bi from day_be
record rec_bj
  key key_bk
  fld_bl money
  fld_bm yes/no
  fld_bn text
  fld_bo percent
  fld_bp yes/no
  fld_bq yes/no
  fld_br cho_ah
  event eve_bt on day_bs
  state sta_bv from day_bs until day_bu
applicant fields
  app_ap date fixed
  app_aq yes/no dated
  app_ar money dated
  app_as cho_ah dated
  der_bw means has at least 2 rec_bj eve_bt
figures per year
  fig_at count
  fig_au money
