vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah > mem_ai
choice cho_aj mem_ak · mem_al · mem_am · mem_an
record rec_aw
  key key_ax
  matter fld_be
  level level
  fld_ay money
  fld_az yes/no
  fld_ba money
  fld_bb yes/no
  fld_bc percent
  fld_bd date
  fld_be text
  fld_bf cho_aj
  event eve_bh on day_bg
  event eve_bj on day_bi default
  state sta_bl from day_bg until day_bk
record rec_bm is rec_aw with fld_bf mem_ak
record rec_bn
  key key_bo
  matter key_bo
  level level
  fld_bp money
  fld_bq yes/no
  fld_br date
  fld_bs text
  fld_bt count
  fld_bu list of text
  fld_bv yes/no
  fld_bw cho_aj
  event eve_by on day_bx default
  event eve_ca on day_bz
  state sta_cc from day_bx until day_cb
record rec_cd is rec_bn with fld_bw mem_ak
record rec_ce is rec_bn with fld_bw mem_an
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq money dated
  app_ar yes/no fixed
  sin_as since app_at
figures per year
  fig_au count
  fig_av money
