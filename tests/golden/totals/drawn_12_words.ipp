vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
applicant kin_ae
choice cho_af mem_ag · mem_ah · mem_ai · mem_aj
record rec_aq plural plu_be
  key key_ar
  matter key_ar
  fld_as money
  fld_at yes/no
  fld_au yes/no
  fld_av list of text
  fld_aw money
  fld_ax yes/no
  fld_ay count
  fld_az cho_af
  event eve_bb on day_ba
  state sta_bd from day_ba until day_bc
applicant fields
  app_ak date fixed
  app_al yes/no dated
  app_am count fixed
  app_an cho_af dated
figures per year
  fig_ao count, 0 before app_ak
  fig_ap money
