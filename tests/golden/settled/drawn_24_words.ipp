vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
class cla_ad is kin_ab, kin_ac
level mem_ae > mem_af
choice cho_ag mem_ah · mem_ai · mem_aj
series ser_ak percent, monthly
record rec_ar plural plu_bc
  key key_as
  matter applicant
  level level
  fld_at money
  fld_au yes/no
  fld_av date
  fld_aw yes/no
  fld_ax yes/no
  fld_ay count
  fld_az cho_ag
  event eve_bb on day_ba
record rec_bd plural plu_bp
  key key_be
  level level
  fld_bf money
  fld_bg yes/no
  fld_bh date
  fld_bi percent
  fld_bj yes/no
  fld_bk cho_ag
  event eve_bm on day_bl
  event eve_bo on day_bn default
applicant fields
  app_al date fixed
  app_am yes/no dated
  app_an cho_ag dated
  app_ao count fixed
figures per year
  fig_ap count, 0 before app_al
  fig_aq money
