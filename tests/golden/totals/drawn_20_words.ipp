vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
level mem_ae > mem_af
choice cho_ag mem_ah · mem_ai · mem_aj · mem_ak
choice cho_al mem_am · mem_an · mem_ao
record rec_av plural plu_bh
  key key_aw
  level level
  fld_ax money
  fld_ay yes/no
  fld_az yes/no
  fld_ba yes/no
  fld_bb percent
  fld_bc cho_ag
  event eve_be on day_bd
  event eve_bg on day_bf default
record rec_bi plural plu_bt
  key key_bj
  level level
  fld_bk money
  fld_bl yes/no
  fld_bm count
  fld_bn list of text
  fld_bo percent
  fld_bp cho_ag
  event eve_br on day_bq
  state sta_bs from day_bq
record rec_bu is rec_bi with fld_bp mem_ak
record rec_bv
  key key_bw
  level level
  fld_bx money
  fld_by yes/no
  fld_bz rec_bu
  fld_ca money
  fld_cb yes/no
  fld_cc cho_ag
  event eve_ce on day_cd default
  event eve_cg on day_cf
applicant fields
  app_ap date fixed
  app_aq yes/no dated
  app_ar yes/no fixed
  app_as cho_al dated
figures per year
  fig_at count
  fig_au money
