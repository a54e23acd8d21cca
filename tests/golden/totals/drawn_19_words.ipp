vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah > mem_ai
choice cho_aj mem_ak · mem_al
choice cho_am mem_an · mem_ao · mem_ap · mem_aq
record rec_az plural plu_bk
  key key_ba
  fld_bb money
  fld_bc yes/no
  fld_bd money
  fld_be text
  fld_bf cho_aj
  event eve_bh on day_bg
  event eve_bj on day_bi default
record rec_bl is rec_az with fld_bf mem_al
record rec_bm plural plu_bx
  key key_bn
  level level
  fld_bo money
  fld_bp yes/no
  fld_bq yes/no
  fld_br percent
  fld_bs count
  fld_bt money
  fld_bu cho_am
  event eve_bw on day_bv
record rec_by
  key key_bz
  matter fld_cf
  level level
  fld_ca money
  fld_cb yes/no
  fld_cc rec_bm
  fld_cd yes/no
  fld_ce rec_bl
  fld_cf cho_am
  event eve_ch on day_cg
record rec_ci is rec_by with fld_cf mem_aq
record rec_cj is rec_ci with fld_cd yes
applicant fields
  app_ar date fixed
  app_as yes/no dated
  app_at yes/no fixed
  app_au count fixed
  sin_av since app_aw
figures per year
  fig_ax count
  fig_ay money
