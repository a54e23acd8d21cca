vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
choice cho_ad mem_ae · mem_af · mem_ag · mem_ah
choice cho_ai mem_aj · mem_ak · mem_al
record rec_as plural plu_bc
  key key_at, fld_aw
  fld_au money
  fld_av yes/no
  fld_aw cho_ai
  fld_ax count
  fld_ay date
  event eve_ba on day_az
  state sta_bb from day_az
record rec_bd plural plu_bo
  key key_be
  fld_bf money
  fld_bg yes/no
  fld_bh list of text
  fld_bi rec_as
  fld_bj cho_ad
  event eve_bl on day_bk
  state sta_bn from day_bk until day_bm
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao money dated
  app_ap yes/no fixed
figures per year
  fig_aq count
  fig_ar money
