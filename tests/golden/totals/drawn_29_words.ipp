vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
level mem_ad > mem_ae
choice cho_af mem_ag · mem_ah
choice cho_ai mem_aj · mem_ak · mem_al · mem_am
series ser_an CNY per currency, daily
record rec_aw
  key key_ax, fld_bd
  level level
  fld_ay money
  fld_az yes/no
  fld_ba date
  fld_bb yes/no
  fld_bc list of text
  fld_bd cho_af
  event eve_bf on day_be default
  event eve_bh on day_bg
  state sta_bj from day_be until day_bi
record rec_bk is rec_aw with fld_bd mem_ag
record rec_bl plural plu_bv
  key key_bm
  level level
  fld_bn money
  fld_bo yes/no
  fld_bp rec_bk
  fld_bq cho_ai
  event eve_bs on day_br default
  event eve_bu on day_bt
record rec_bw
  key key_bx
  level level
  fld_by money
  fld_bz yes/no
  fld_ca cho_ai
  fld_cb cho_af
  event eve_cd on day_cc
  event eve_cf on day_ce default
  state sta_ch from day_cc until day_cg
record rec_ci is rec_bw with fld_ca mem_aj
record rec_cj is rec_bw with fld_ca mem_al
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq cho_ai dated
  app_ar money dated
  sin_as since app_at
figures per year
  fig_au count, 0 before app_ao
  fig_av money
