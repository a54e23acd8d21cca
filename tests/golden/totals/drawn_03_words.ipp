vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah > mem_ai
choice cho_aj mem_ak · mem_al · mem_am · mem_an
series ser_ao percent, monthly
series ser_ap CNY per currency, daily
record rec_ay plural plu_bm
  key key_az
  matter fld_bg
  level level
  fld_ba money
  fld_bb yes/no
  fld_bc count
  fld_bd list of text
  fld_be yes/no
  fld_bf date
  fld_bg cho_aj
  event eve_bi on day_bh default
  event eve_bk on day_bj
  state sta_bl from day_bh
record rec_bn is rec_ay with fld_bg mem_am
record rec_bo is rec_bn with fld_bb yes
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as money dated
  app_at yes/no fixed
  sin_au since app_av
  der_bp means has at least 1 rec_bn eve_bk
figures per year
  fig_aw count, 0 before app_aq
  fig_ax money
