vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak · mem_al
series ser_am percent, monthly
record rec_av plural plu_bj
  key key_aw, fld_bc
  level level
  fld_ax money
  fld_ay yes/no
  fld_az yes/no
  fld_ba percent
  fld_bb text
  fld_bc cho_ah
  event eve_be on day_bd
  event eve_bg on day_bf default
  state sta_bi from day_bd until day_bh
record rec_bk is rec_av with fld_bc mem_ak
record rec_bl is rec_av with fld_bc mem_al
record rec_bm
  key key_bn
  matter key_bn
  level level
  fld_bo money
  fld_bp yes/no
  fld_bq percent
  fld_br text
  fld_bs yes/no
  fld_bt cho_ah
  event eve_bv on day_bu
record rec_bw
  key key_bx
  level level
  fld_by money
  fld_bz yes/no
  fld_ca money
  fld_cb cho_ah
  event eve_cd on day_cc
record rec_ce is rec_bw with fld_cb mem_aj
applicant fields
  app_an date fixed
  app_ao yes/no dated
  app_ap money dated
  app_aq yes/no fixed
  sin_ar since app_as
figures per year
  fig_at count, 0 before app_an
  fig_au money
