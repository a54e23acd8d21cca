vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak · mem_al
record rec_as plural plu_bc
  key key_at
  level level
  fld_au money
  fld_av yes/no
  fld_aw count
  fld_ax percent
  fld_ay cho_ai
  fld_az text
  event eve_bb on day_ba
record rec_bd is rec_as with fld_ay mem_ak
record rec_be is rec_as with fld_ay mem_al
record rec_bf is rec_be with fld_av yes
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao count fixed
  app_ap money dated
figures per year
  fig_aq count, 0 before app_am
  fig_ar money
