vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
choice cho_ad mem_ae · mem_af
choice cho_ag mem_ah · mem_ai · mem_aj · mem_ak
series ser_al percent, monthly
record rec_as
  key key_at
  fld_au money
  fld_av yes/no
  fld_aw cho_ag
  fld_ax yes/no
  fld_ay money
  event eve_ba on day_az
  state sta_bc from day_az until day_bb
record rec_bd
  key key_be
  matter fld_bk
  fld_bf money
  fld_bg yes/no
  fld_bh money
  fld_bi date
  fld_bj cho_ag
  fld_bk cho_ad
  fld_bl yes/no
  event eve_bn on day_bm default
  event eve_bp on day_bo
  state sta_bq from day_bm
record rec_br is rec_bd with fld_bj mem_ak
record rec_bs
  key key_bt
  matter key_bt
  fld_bu money
  fld_bv yes/no
  fld_bw cho_ad
  fld_bx cho_ag
  fld_by rec_as
  fld_bz date
  fld_ca rec_bd
  event eve_cc on day_cb
record rec_cd is rec_bs with fld_bx mem_ah
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao yes/no fixed
  app_ap money dated
figures per year
  fig_aq count
  fig_ar money
