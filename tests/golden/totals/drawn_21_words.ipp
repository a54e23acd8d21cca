vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
level mem_ae > mem_af > mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak · mem_al
series ser_am percent, monthly
record rec_at
  key key_au
  matter fld_ay
  level level
  fld_av money
  fld_aw yes/no
  fld_ax count
  fld_ay cho_ah
  fld_az percent
  fld_ba list of text
  event eve_bc on day_bb default
  event eve_be on day_bd
record rec_bf is rec_at with fld_ay mem_al
record rec_bg is rec_at with fld_ay mem_ai
record rec_bh plural plu_bs
  key key_bi, fld_bp
  fld_bj money
  fld_bk yes/no
  fld_bl yes/no
  fld_bm list of text
  fld_bn text
  fld_bo yes/no
  fld_bp cho_ah
  event eve_br on day_bq
applicant fields
  app_an date fixed
  app_ao yes/no dated
  app_ap count fixed
  app_aq money dated
figures per year
  fig_ar count
  fig_as money
