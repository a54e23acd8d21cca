vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
applicant kin_ae
level mem_af > mem_ag
choice cho_ah mem_ai · mem_aj
choice cho_ak mem_al · mem_am · mem_an
record rec_au plural plu_bj
  key key_av
  level level
  fld_aw money
  fld_ax yes/no
  fld_ay yes/no
  fld_az date
  fld_ba yes/no
  fld_bb cho_ah
  fld_bc cho_ak
  event eve_be on day_bd default
  event eve_bg on day_bf
  state sta_bi from day_bd until day_bh
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq money dated
  app_ar cho_ah dated
figures per year
  fig_as count
  fig_at money
