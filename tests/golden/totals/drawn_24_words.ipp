vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
choice cho_ad mem_ae · mem_af
record rec_am
  key key_an
  matter fld_as
  fld_ao money
  fld_ap yes/no
  fld_aq money
  fld_ar yes/no
  fld_as cho_ad
  event eve_au on day_at
  state sta_aw from day_at until day_av
record rec_ax
  key key_ay
  matter fld_bb
  fld_az money
  fld_ba yes/no
  fld_bb cho_ad
  fld_bc count
  fld_bd yes/no
  event eve_bf on day_be
record rec_bg is rec_ax with fld_bb mem_ae
record rec_bh is rec_bg with fld_bd yes
applicant fields
  app_ag date fixed
  app_ah yes/no dated
  app_ai money dated
  app_aj yes/no fixed
figures per year
  fig_ak count, 0 before app_ag
  fig_al money
