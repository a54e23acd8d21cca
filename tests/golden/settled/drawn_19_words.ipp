vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
class cla_af is kin_ab, kin_ae
choice cho_ag mem_ah · mem_ai · mem_aj · mem_ak
record rec_ar
  key key_as
  fld_at money
  fld_au yes/no
  fld_av cho_ag
  fld_aw percent
  fld_ax text
  event eve_az on day_ay default
  event eve_bb on day_ba
  state sta_bd from day_ay until day_bc
record rec_be is rec_ar with fld_av mem_ak
record rec_bf is rec_ar with fld_av mem_aj
applicant fields
  app_al date fixed
  app_am yes/no dated
  app_an count fixed
  app_ao cho_ag dated
figures per year
  fig_ap count
  fig_aq money
