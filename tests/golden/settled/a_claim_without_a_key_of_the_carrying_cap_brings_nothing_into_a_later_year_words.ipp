vocabulary voc_aa "Generated words"
applicant kin_ac
applicant kin_ad
level mem_ae > mem_af
choice cho_ag mem_ah · mem_ai
choice cho_aj mem_ak · mem_al · mem_am · mem_an
record rec_aw plural plu_bh
  key key_ax
  matter fld_bc
  level level
  fld_ay money
  fld_az yes/no
  fld_ba percent
  fld_bb count
  fld_bc text
  fld_bd cho_ag
  fld_be date
  event eve_bg on day_bf
record rec_bi plural plu_br
  key key_bj
  matter key_bj
  level level
  fld_bk money
  fld_bl yes/no
  fld_bm yes/no
  fld_bn yes/no
  fld_bo cho_aj
  event eve_bq on day_bp
record rec_bt is rec_bi with fld_bo mem_ak
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq yes/no fixed
  app_ar cho_ag dated
  sin_as since app_at
figures per year
  fig_au count, 0 before app_ao
  fig_av money
