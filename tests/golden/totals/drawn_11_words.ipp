vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
choice cho_ae mem_af · mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak · mem_al
series ser_am percent, monthly
series ser_an CNY per currency, daily
record rec_au
  key key_av
  fld_aw money
  fld_ax yes/no
  fld_ay list of text
  fld_az text
  fld_ba money
  fld_bb cho_ae
  event eve_bd on day_bc
record rec_be is rec_au with fld_bb mem_af
record rec_bf is rec_au with fld_bb mem_ag
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq cho_ah dated
  app_ar yes/no fixed
figures per year
  fig_as count, 0 before app_ao
  fig_at money
