vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
choice cho_af mem_ag · mem_ah · mem_ai · mem_aj
record rec_as plural plu_bd
  key key_at
  fld_au money
  fld_av yes/no
  fld_aw date
  fld_ax money
  fld_ay cho_af
  event eve_ba on day_az default
  event eve_bc on day_bb
record rec_be is rec_as with fld_ay mem_aj
record rec_bf plural plu_bv
  key key_bg
  matter fld_bm
  fld_bh money
  fld_bi yes/no
  fld_bj rec_as
  fld_bk rec_be
  fld_bl date
  fld_bm text
  fld_bn count
  fld_bo cho_af
  event eve_bq on day_bp
  event eve_bs on day_br default
  state sta_bu from day_bp until day_bt
record rec_bw is rec_bf with fld_bo mem_ai
applicant fields
  app_ak date fixed
  app_al yes/no dated
  app_am money dated
  app_an yes/no fixed
  sin_ao since app_ap
figures per year
  fig_aq count, 0 before app_ak
  fig_ar money
