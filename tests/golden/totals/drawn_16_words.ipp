vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
choice cho_af mem_ag · mem_ah · mem_ai · mem_aj
choice cho_ak mem_al · mem_am · mem_an
record rec_aw
  key key_ax
  matter fld_ba
  fld_ay money
  fld_az yes/no
  fld_ba text
  fld_bb count
  fld_bc cho_af
  fld_bd yes/no
  event eve_bf on day_be
  state sta_bh from day_be until day_bg
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq yes/no fixed
  app_ar count fixed
  sin_as since app_at
  der_bi means app_ap and has at least 1 rec_aw eve_bf
figures per year
  fig_au count, 0 before app_ao
  fig_av money
