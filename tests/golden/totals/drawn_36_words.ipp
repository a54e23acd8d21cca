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
  key key_aw, fld_ba
  matter applicant
  fld_ax money
  fld_ay yes/no
  fld_az text
  fld_ba cho_ah
  event eve_bc on day_bb
record rec_bd is rec_av with fld_ba mem_ai
record rec_be
  key key_bf
  matter applicant
  level level
  fld_bg money
  fld_bh yes/no
  fld_bi count
  fld_bj rec_bd
  fld_bk cho_ah
  event eve_bm on day_bl
  event eve_bo on day_bn default
  state sta_bq from day_bl until day_bp
applicant fields
  app_ap date fixed
  app_aq yes/no dated
  app_ar cho_ah dated
  app_as yes/no fixed
figures per year
  fig_at count
  fig_au money
