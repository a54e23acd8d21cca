vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
applicant kin_ae
level mem_af > mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak · mem_al
choice cho_am mem_an · mem_ao · mem_ap
record rec_ay
  key key_az
  matter key_az
  fld_ba money
  fld_bb yes/no
  fld_bc count
  fld_bd yes/no
  fld_be cho_am
  fld_bf percent
  fld_bg text
  event eve_bi on day_bh
  state sta_bk from day_bh until day_bj
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as yes/no fixed
  app_at cho_am dated
  sin_au since app_av
figures per year
  fig_aw count
  fig_ax money
