vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak · mem_al
series ser_am CNY per currency, daily
record rec_at
  key key_au
  matter fld_az
  level level
  fld_av money
  fld_aw yes/no
  fld_ax date
  fld_ay percent
  fld_az cho_ai
  event eve_bb on day_ba
  event eve_bd on day_bc default
  state sta_be from day_ba
record rec_bf is rec_at with fld_az mem_al
record rec_bg is rec_at with fld_az mem_ak
applicant fields
  app_an date fixed
  app_ao yes/no dated
  app_ap count fixed
  app_aq money dated
figures per year
  fig_ar count, 0 before app_an
  fig_as money
