vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
choice cho_ae mem_af · mem_ag
series ser_ah percent, monthly
record rec_aq
  key key_ar
  matter key_ar
  fld_as money
  fld_at yes/no
  fld_au cho_ae
  fld_av list of text
  fld_aw text
  fld_ax date
  event eve_az on day_ay
  event eve_bb on day_ba default
record rec_bc plural plu_bn
  key key_bd
  matter fld_bk
  fld_be money
  fld_bf yes/no
  fld_bg list of text
  fld_bh percent
  fld_bi yes/no
  fld_bj rec_aq
  fld_bk cho_ae
  event eve_bm on day_bl
record rec_bo is rec_bc with fld_bk mem_ag
record rec_bp plural plu_cc
  key key_bq
  fld_br money
  fld_bs yes/no
  fld_bt cho_ae
  fld_bu money
  fld_bv text
  fld_bw list of text
  fld_bx percent
  event eve_bz on day_by default
  event eve_cb on day_ca
applicant fields
  app_ai date fixed
  app_aj yes/no dated
  app_ak cho_ae dated
  app_al count fixed
  sin_am since app_an
  der_cd means has at least 1 rec_bo eve_bm
figures per year
  fig_ao count, 0 before app_ai
  fig_ap money
