vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
applicant kin_ae
class cla_af is kin_ab, kin_ae
choice cho_ag mem_ah · mem_ai
choice cho_aj mem_ak · mem_al · mem_am · mem_an
record rec_au
  key key_av
  matter fld_az
  fld_aw money
  fld_ax yes/no
  fld_ay yes/no
  fld_az cho_ag
  fld_ba yes/no
  fld_bb count
  event eve_bd on day_bc
  state sta_be from day_bc
record rec_bf is rec_au with fld_az mem_ai
record rec_bg is rec_bf with fld_ay yes
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq money dated
  app_ar count fixed
figures per year
  fig_as count, 0 before app_ao
  fig_at money
