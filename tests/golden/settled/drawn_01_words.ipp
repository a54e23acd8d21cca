vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
choice cho_ad mem_ae · mem_af
choice cho_ag mem_ah · mem_ai
series ser_aj percent, monthly
record rec_as plural plu_bd
  key key_at
  matter fld_ay
  fld_au money
  fld_av yes/no
  fld_aw list of text
  fld_ax text
  fld_ay cho_ad
  event eve_ba on day_az
  state sta_bc from day_az until day_bb
applicant fields
  app_ak date fixed
  app_al yes/no dated
  app_am yes/no fixed
  app_an cho_ad dated
  sin_ao since app_ap
figures per year
  fig_aq count
  fig_ar money
