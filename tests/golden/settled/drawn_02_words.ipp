vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
level mem_ae > mem_af > mem_ag
choice cho_ah mem_ai · mem_aj
choice cho_ak mem_al · mem_am · mem_an · mem_ao
record rec_ax
  key key_ay, fld_bd
  level level
  fld_az money
  fld_ba yes/no
  fld_bb yes/no
  fld_bc money
  fld_bd cho_ak
  event eve_bf on day_be default
  event eve_bh on day_bg
record rec_bi plural plu_bu
  key key_bj
  matter applicant
  fld_bk money
  fld_bl yes/no
  fld_bm yes/no
  fld_bn count
  fld_bo rec_ax
  fld_bp cho_ah
  event eve_br on day_bq
  state sta_bt from day_bq until day_bs
record rec_bv
  key key_bw
  matter fld_bz
  fld_bx money
  fld_by yes/no
  fld_bz text
  fld_ca cho_ah
  fld_cb count
  fld_cc yes/no
  fld_cd list of text
  event eve_cf on day_ce default
  event eve_ch on day_cg
applicant fields
  app_ap date fixed
  app_aq yes/no dated
  app_ar cho_ah dated
  app_as yes/no fixed
  sin_at since app_au
figures per year
  fig_av count
  fig_aw money
