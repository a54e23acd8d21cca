vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
level mem_ad > mem_ae
choice cho_af mem_ag · mem_ah · mem_ai · mem_aj
record rec_as
  key key_at, fld_bb
  level level
  fld_au money
  fld_av yes/no
  fld_aw count
  fld_ax date
  fld_ay list of text
  fld_az percent
  fld_ba text
  fld_bb cho_af
  event eve_bd on day_bc
applicant fields
  app_ak date fixed
  app_al yes/no dated
  app_am cho_af dated
  app_an count fixed
  sin_ao since app_ap
figures per year
  fig_aq count
  fig_ar money
