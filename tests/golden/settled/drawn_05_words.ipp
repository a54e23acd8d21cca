vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
level mem_ad > mem_ae > mem_af > mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak · mem_al
record rec_au
  key key_av
  level level
  fld_aw money
  fld_ax yes/no
  fld_ay list of text
  fld_az date
  fld_ba yes/no
  fld_bb money
  fld_bc cho_ah
  event eve_be on day_bd default
  event eve_bg on day_bf
  state sta_bi from day_bd until day_bh
record rec_bj
  key key_bk
  matter fld_bp
  level level
  fld_bl money
  fld_bm yes/no
  fld_bn money
  fld_bo date
  fld_bp cho_ah
  event eve_br on day_bq
  event eve_bt on day_bs default
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao count fixed
  app_ap cho_ah dated
  sin_aq since app_ar
  der_bu means app_an and has at least 2 rec_au eve_bg
figures per year
  fig_as count
  fig_at money
