vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
level mem_ae > mem_af
choice cho_ag mem_ah · mem_ai · mem_aj
record rec_as plural plu_bf
  key key_at
  matter key_at
  level level
  fld_au money
  fld_av yes/no
  fld_aw text
  fld_ax cho_ag
  fld_ay percent
  event eve_ba on day_az
  event eve_bc on day_bb default
  state sta_be from day_az until day_bd
applicant fields
  app_ak date fixed
  app_al yes/no dated
  app_am money dated
  app_an cho_ag dated
  sin_ao since app_ap
figures per year
  fig_aq count
  fig_ar money
