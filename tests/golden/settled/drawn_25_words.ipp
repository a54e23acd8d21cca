vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
level mem_ad > mem_ae > mem_af > mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak
record rec_ar
  key key_as
  matter applicant
  level level
  fld_at money
  fld_au yes/no
  fld_av date
  fld_aw percent
  fld_ax yes/no
  fld_ay cho_ah
  fld_az money
  event eve_bb on day_ba
  state sta_bd from day_ba until day_bc
applicant fields
  app_al date fixed
  app_am yes/no dated
  app_an cho_ah dated
  app_ao yes/no fixed
  der_be means app_am and has at least 2 rec_ar eve_bb
figures per year
  fig_ap count
  fig_aq money
