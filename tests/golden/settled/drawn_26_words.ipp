vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak
choice cho_al mem_am · mem_an · mem_ao
series ser_ap percent, monthly
record rec_ay
  key key_az
  matter fld_bf
  level level
  fld_ba money
  fld_bb yes/no
  fld_bc list of text
  fld_bd money
  fld_be percent
  fld_bf cho_ai
  event eve_bh on day_bg
record rec_bi is rec_ay with fld_bf mem_ak
record rec_bj is rec_ay with fld_bf mem_aj
record rec_bk is rec_bj with fld_bb yes
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as yes/no fixed
  app_at count fixed
  sin_au since app_av
figures per year
  fig_aw count
  fig_ax money
