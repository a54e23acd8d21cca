vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
class cla_ad is kin_ab, kin_ac
choice cho_ae mem_af · mem_ag · mem_ah
choice cho_ai mem_aj · mem_ak · mem_al · mem_am
series ser_an percent, monthly
record rec_aw
  key key_ax, fld_ba
  matter key_ax
  fld_ay money
  fld_az yes/no
  fld_ba cho_ae
  fld_bb yes/no
  fld_bc cho_ai
  fld_bd percent
  event eve_bf on day_be
  state sta_bh from day_be until day_bg
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq money dated
  app_ar yes/no fixed
  sin_as since app_at
figures per year
  fig_au count, 0 before app_ao
  fig_av money
