vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
choice cho_af mem_ag · mem_ah · mem_ai · mem_aj
record rec_aq plural plu_ba
  key key_ar
  matter fld_aw
  fld_as money
  fld_at yes/no
  fld_au money
  fld_av count
  fld_aw cho_af
  event eve_ay on day_ax
  state sta_az from day_ax
record rec_bb is rec_aq with fld_aw mem_aj
record rec_bc is rec_aq with fld_aw mem_ag
record rec_bd
  key key_be
  fld_bf money
  fld_bg yes/no
  fld_bh yes/no
  fld_bi rec_bc
  fld_bj cho_af
  event eve_bl on day_bk
  state sta_bn from day_bk until day_bm
record rec_bo is rec_bd with fld_bj mem_ai
applicant fields
  app_ak date fixed
  app_al yes/no dated
  app_am count fixed
  app_an money dated
  der_bp means app_al and has at least 2 rec_bb eve_ay
figures per year
  fig_ao count
  fig_ap money
