vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
level mem_ad > mem_ae
choice cho_af mem_ag · mem_ah
record rec_aq
  key key_ar, fld_ax
  matter fld_ax
  level level
  fld_as money
  fld_at yes/no
  fld_au yes/no
  fld_av percent
  fld_aw yes/no
  fld_ax cho_af
  event eve_az on day_ay
  state sta_bb from day_ay until day_ba
record rec_bc is rec_aq with fld_ax mem_ag
record rec_bd is rec_aq with fld_ax mem_ah
record rec_be is rec_bd with fld_au yes
applicant fields
  app_ai date fixed
  app_aj yes/no dated
  app_ak cho_af dated
  app_al yes/no fixed
  sin_am since app_an
figures per year
  fig_ao count, 0 before app_ai
  fig_ap money
