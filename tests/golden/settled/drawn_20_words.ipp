vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
applicant kin_ae
level mem_af > mem_ag > mem_ah > mem_ai
choice cho_aj mem_ak · mem_al · mem_am
series ser_an percent, monthly
record rec_au
  key key_av
  matter key_av
  level level
  fld_aw money
  fld_ax yes/no
  fld_ay yes/no
  fld_az text
  fld_ba date
  fld_bb cho_aj
  event eve_bd on day_bc
record rec_be
  key key_bf
  level level
  fld_bg money
  fld_bh yes/no
  fld_bi text
  fld_bj yes/no
  fld_bk cho_aj
  event eve_bm on day_bl
  state sta_bn from day_bl
record rec_bo
  key key_bp
  level level
  fld_bq money
  fld_br yes/no
  fld_bs cho_aj
  fld_bt rec_be
  fld_bu count
  fld_bv date
  event eve_bx on day_bw
  event eve_bz on day_by default
record rec_ca is rec_bo with fld_bs mem_ak
record rec_cb is rec_bo with fld_bs mem_am
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq money dated
  app_ar yes/no fixed
figures per year
  fig_as count
  fig_at money
