vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
class cla_ad is kin_ab, kin_ac
choice cho_ae mem_af · mem_ag · mem_ah
choice cho_ai mem_aj · mem_ak · mem_al
record rec_as plural plu_bd
  key key_at
  fld_au money
  fld_av yes/no
  fld_aw text
  fld_ax yes/no
  fld_ay money
  fld_az count
  fld_ba cho_ae
  event eve_bc on day_bb
record rec_be is rec_as with fld_ba mem_ag
record rec_bf is rec_as with fld_ba mem_af
applicant fields
  app_am date fixed
  app_an yes/no dated
  app_ao cho_ai dated
  app_ap yes/no fixed
  der_bg means app_an and has at least 2 rec_bf eve_bc
figures per year
  fig_aq count, 0 before app_am
  fig_ar money
