vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
class cla_ad is kin_ab, kin_ac
level mem_ae > mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak · mem_al
record rec_au
  key key_av
  matter key_av
  fld_aw money
  fld_ax yes/no
  fld_ay text
  fld_az list of text
  fld_ba yes/no
  fld_bb cho_ai
  event eve_bd on day_bc
  event eve_bf on day_be default
  state sta_bg from day_bc
record rec_bh is rec_au with fld_bb mem_aj
record rec_bi plural plu_bt
  key key_bj, fld_bo
  level level
  fld_bk money
  fld_bl yes/no
  fld_bm date
  fld_bn rec_bh
  fld_bo cho_ai
  event eve_bq on day_bp
  event eve_bs on day_br default
record rec_bu
  key key_bv
  matter fld_ca
  level level
  fld_bw money
  fld_bx yes/no
  fld_by yes/no
  fld_bz count
  fld_ca cho_ai
  event eve_cc on day_cb
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao yes/no fixed
  app_ap money dated
  sin_aq since app_ar
figures per year
  fig_as count, 0 before app_am
  fig_at money
