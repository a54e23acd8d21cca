vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
applicant kin_ae
choice cho_af mem_ag · mem_ah · mem_ai · mem_aj
choice cho_ak mem_al · mem_am
series ser_an CNY per currency, daily
record rec_au
  key key_av
  matter fld_ay
  fld_aw money
  fld_ax yes/no
  fld_ay cho_af
  fld_az count
  fld_ba money
  fld_bb text
  fld_bc yes/no
  event eve_be on day_bd
  state sta_bg from day_bd until day_bf
record rec_bh
  key key_bi
  fld_bj money
  fld_bk yes/no
  fld_bl yes/no
  fld_bm percent
  fld_bn count
  fld_bo cho_ak
  event eve_bq on day_bp default
  event eve_bs on day_br
applicant fields
  app_ao date fixed
  app_ap yes/no dated
  app_aq yes/no fixed
  app_ar cho_ak dated
  der_bt means has at least 1 rec_au eve_be
figures per year
  fig_as count
  fig_at money
