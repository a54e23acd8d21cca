vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
class cla_ad is kin_ab, kin_ac
level mem_ae > mem_af
choice cho_ag mem_ah · mem_ai
record rec_ap plural plu_bb
  key key_aq, fld_av
  level level
  fld_ar money
  fld_as yes/no
  fld_at yes/no
  fld_au money
  fld_av cho_ag
  event eve_ax on day_aw default
  event eve_az on day_ay
  state sta_ba from day_aw
record rec_bc
  key key_bd
  level level
  fld_be money
  fld_bf yes/no
  fld_bg rec_ap
  fld_bh yes/no
  fld_bi date
  fld_bj yes/no
  fld_bk cho_ag
  event eve_bm on day_bl
  event eve_bo on day_bn default
applicant fields
  app_aj date fixed
  app_ak yes/no dated
  app_al yes/no fixed
  app_am cho_ag dated
figures per year
  fig_an count
  fig_ao money
