vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
level mem_ad > mem_ae
choice cho_af mem_ag · mem_ah
choice cho_ai mem_aj · mem_ak
record rec_at
  key key_au
  fld_av money
  fld_aw yes/no
  fld_ax yes/no
  fld_ay yes/no
  fld_az cho_ai
  fld_ba money
  event eve_bc on day_bb default
  event eve_be on day_bd
  state sta_bg from day_bb until day_bf
applicant fields
  app_al date fixed
  app_am yes/no dated
  app_an yes/no fixed
  app_ao count fixed
  sin_ap since app_aq
figures per year
  fig_ar count, 0 before app_al
  fig_as money
