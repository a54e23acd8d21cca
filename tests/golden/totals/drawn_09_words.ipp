vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
applicant kin_ae
level mem_af > mem_ag > mem_ah > mem_ai
choice cho_aj mem_ak · mem_al · mem_am
series ser_an CNY per currency, daily
record rec_au
  key key_av
  matter fld_bb
  level level
  fld_aw money
  fld_ax yes/no
  fld_ay money
  fld_az yes/no
  fld_ba date
  fld_bb cho_aj
  event eve_bd on day_bc
  event eve_bf on day_be default
  state sta_bh from day_bc until day_bg
record rec_bi is rec_au with fld_bb mem_al
record rec_bj is rec_au with fld_bb mem_ak
record rec_bk
  key key_bl
  matter applicant
  fld_bm money
  fld_bn yes/no
  fld_bo list of text
  fld_bp rec_bi
  fld_bq yes/no
  fld_br date
  fld_bs cho_aj
  event eve_bu on day_bt
  event eve_bw on day_bv default
record rec_bx
  key key_by
  fld_bz money
  fld_ca yes/no
  fld_cb percent
  fld_cc rec_bk
  fld_cd cho_aj
  event eve_cf on day_ce default
  event eve_ch on day_cg
record rec_ci is rec_bx with fld_cd mem_ak
record rec_cj is rec_bx with fld_cd mem_al
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq money dated
  app_ar yes/no fixed
figures per year
  fig_as count
  fig_at money
