vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
class cla_ad is kin_ab, kin_ac
choice cho_ae mem_af · mem_ag
record rec_ap
  key key_aq
  fld_ar money
  fld_as yes/no
  fld_at text
  fld_au date
  fld_av cho_ae
  event eve_ax on day_aw
applicant fields
  app_ah date fixed
  app_ai yes/no dated
  app_aj money dated
  app_ak yes/no fixed
  sin_al since app_am
figures per year
  fig_an count, 0 before app_ah
  fig_ao money
