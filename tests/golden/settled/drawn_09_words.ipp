vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
level mem_ad > mem_ae > mem_af > mem_ag
choice cho_ah mem_ai · mem_aj
choice cho_ak mem_al · mem_am · mem_an · mem_ao
series ser_ap CNY per currency, daily
record rec_aw
  key key_ax
  matter fld_bb
  level level
  fld_ay money
  fld_az yes/no
  fld_ba yes/no
  fld_bb cho_ah
  event eve_bd on day_bc
  state sta_bf from day_bc until day_be
record rec_bg is rec_aw with fld_bb mem_ai
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as cho_ak dated
  app_at yes/no fixed
figures per year
  fig_au count
  fig_av money
