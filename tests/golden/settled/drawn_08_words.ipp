vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
choice cho_af mem_ag · mem_ah
choice cho_ai mem_aj · mem_ak · mem_al
record rec_au
  key key_av
  fld_aw money
  fld_ax yes/no
  fld_ay date
  fld_az money
  fld_ba list of text
  fld_bb cho_ai
  event eve_bd on day_bc
  event eve_bf on day_be default
  state sta_bh from day_bc until day_bg
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao yes/no fixed
  app_ap cho_af dated
  sin_aq since app_ar
  der_bi means app_an and has at least 1 rec_au eve_bd
figures per year
  fig_as count, 0 before app_am
  fig_at money
