vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
level mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak
choice cho_al mem_am · mem_an
series ser_ao percent, monthly
record rec_av
  key key_aw
  matter fld_bb
  level level
  fld_ax money
  fld_ay yes/no
  fld_az money
  fld_ba text
  fld_bb cho_ai
  fld_bc cho_al
  fld_bd yes/no
  event eve_bf on day_be
record rec_bg
  key key_bh
  matter applicant
  level level
  fld_bi money
  fld_bj yes/no
  fld_bk cho_ai
  fld_bl date
  fld_bm yes/no
  fld_bn cho_al
  event eve_bp on day_bo default
  event eve_br on day_bq
record rec_bs
  key key_bt
  level level
  fld_bu money
  fld_bv yes/no
  fld_bw date
  fld_bx yes/no
  fld_by rec_bg
  fld_bz rec_av
  fld_ca cho_al
  event eve_cc on day_cb
  state sta_ce from day_cb until day_cd
record rec_cf is rec_bs with fld_ca mem_an
record rec_cg is rec_bs with fld_ca mem_am
applicant fields
  app_ap date fixed
  app_aq yes/no dated
  app_ar cho_ai dated
  app_as yes/no fixed
  der_ch means has at least 2 rec_bs eve_cc
figures per year
  fig_at count, 0 before app_ap
  fig_au money
