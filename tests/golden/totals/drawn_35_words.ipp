vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
choice cho_ad mem_ae · mem_af
choice cho_ag mem_ah · mem_ai
series ser_aj percent, monthly
record rec_aq
  key key_ar
  matter fld_ay
  fld_as money
  fld_at yes/no
  fld_au yes/no
  fld_av yes/no
  fld_aw text
  fld_ax percent
  fld_ay cho_ad
  event eve_ba on day_az
  state sta_bc from day_az until day_bb
applicant fields
  app_ak date fixed
  app_al yes/no dated
  app_am yes/no fixed
  app_an money dated
figures per year
  fig_ao count
  fig_ap money
