vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah > mem_ai
choice cho_aj mem_ak · mem_al
choice cho_am mem_an · mem_ao · mem_ap
record rec_aw
  key key_ax
  fld_ay money
  fld_az yes/no
  fld_ba percent
  fld_bb yes/no
  fld_bc yes/no
  fld_bd money
  fld_be count
  fld_bf cho_am
  event eve_bh on day_bg
  state sta_bj from day_bg until day_bi
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as money dated
  app_at yes/no fixed
figures per year
  fig_au count
  fig_av money
