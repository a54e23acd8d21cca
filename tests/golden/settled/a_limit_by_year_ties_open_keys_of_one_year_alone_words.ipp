vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
level mem_ad > mem_ae
choice cho_af mem_ag · mem_ah
record rec_bg
  level level
  fld_bj yes/no
  fld_bk text
  fld_bl cho_af
  fld_bo count
  event eve_bq on day_bp
  event eve_bs on day_br default
  state sta_bu from day_bp until day_bt
record rec_bv is rec_bg with fld_bl mem_ag
record rec_bw is rec_bg with fld_bl mem_ah
record rec_bx is rec_bw with fld_bj yes
