vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
choice cho_ae mem_af · mem_ag · mem_ah
choice cho_ai mem_aj · mem_ak
record rec_ar plural plu_bc
  key key_as
  fld_at money
  fld_au yes/no
  fld_av date
  fld_aw yes/no
  fld_ax cho_ai
  event eve_az on day_ay
  state sta_bb from day_ay until day_ba
record rec_bd plural plu_bo
  key key_be
  fld_bf money
  fld_bg yes/no
  fld_bh money
  fld_bi cho_ai
  fld_bj text
  fld_bk yes/no
  event eve_bm on day_bl
  state sta_bn from day_bl
record rec_bp is rec_bd with fld_bi mem_ak
record rec_bq
  key key_br, fld_bw
  fld_bs money
  fld_bt yes/no
  fld_bu text
  fld_bv percent
  fld_bw cho_ae
  event eve_by on day_bx
  event eve_ca on day_bz default
record rec_cb is rec_bq with fld_bw mem_ag
record rec_cc is rec_bq with fld_bw mem_ah
applicant fields
  app_al date fixed
  app_am yes/no dated
  app_an yes/no fixed
  app_ao money dated
  der_cd means app_am and has at least 1 rec_cc eve_by
figures per year
  fig_ap count, 0 before app_al
  fig_aq money
