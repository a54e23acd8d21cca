vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
choice cho_ad mem_ae · mem_af · mem_ag · mem_ah
choice cho_ai mem_aj · mem_ak · mem_al · mem_am
record rec_at
  key key_au, fld_ax
  fld_av money
  fld_aw yes/no
  fld_ax cho_ad
  fld_ay money
  fld_az yes/no
  fld_ba percent
  event eve_bc on day_bb
  event eve_be on day_bd default
  state sta_bg from day_bb until day_bf
applicant fields
  app_an date fixed
  app_ao yes/no dated
  app_ap count fixed
  app_aq cho_ai dated
  der_bh means has at least 1 rec_at eve_be
figures per year
  fig_ar count, 0 before app_an
  fig_as money
