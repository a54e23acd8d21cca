vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
level mem_ad > mem_ae > mem_af
choice cho_ag mem_ah · mem_ai
record rec_ar
  key key_as, fld_ay
  matter key_as
  level level
  fld_at money
  fld_au yes/no
  fld_av yes/no
  fld_aw money
  fld_ax yes/no
  fld_ay cho_ag
  event eve_ba on day_az
record rec_bb plural plu_bm
  key key_bc, fld_bh
  fld_bd money
  fld_be yes/no
  fld_bf percent
  fld_bg list of text
  fld_bh cho_ag
  event eve_bj on day_bi
  state sta_bl from day_bi until day_bk
record rec_bn is rec_bb with fld_bh mem_ai
record rec_bo is rec_bb with fld_bh mem_ah
record rec_bp is rec_bo with fld_be yes
applicant fields
  app_aj date fixed
  app_ak yes/no dated
  app_al count fixed
  app_am money dated
  sin_an since app_ao
figures per year
  fig_ap count, 0 before app_aj
  fig_aq money
