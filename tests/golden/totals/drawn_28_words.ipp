vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak · mem_al
record rec_au
  key key_av
  matter key_av
  level level
  fld_aw money
  fld_ax yes/no
  fld_ay count
  fld_az yes/no
  fld_ba yes/no
  fld_bb cho_ai
  event eve_bd on day_bc default
  event eve_bf on day_be
record rec_bg
  key key_bh, fld_bk
  level level
  fld_bi money
  fld_bj yes/no
  fld_bk cho_ai
  fld_bl money
  fld_bm text
  fld_bn percent
  event eve_bp on day_bo
record rec_bq
  key key_br, fld_bz
  matter key_br
  level level
  fld_bs money
  fld_bt yes/no
  fld_bu money
  fld_bv date
  fld_bw list of text
  fld_bx count
  fld_by yes/no
  fld_bz cho_ai
  event eve_cb on day_ca
  event eve_cd on day_cc default
  state sta_cf from day_ca until day_ce
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao money dated
  app_ap yes/no fixed
  sin_aq since app_ar
figures per year
  fig_as count, 0 before app_am
  fig_at money
