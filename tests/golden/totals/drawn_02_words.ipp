vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
level mem_af > mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak · mem_al
choice cho_am mem_an · mem_ao
series ser_ap percent, monthly
record rec_aw
  key key_ax
  matter fld_bc
  fld_ay money
  fld_az yes/no
  fld_ba yes/no
  fld_bb count
  fld_bc cho_ah
  event eve_be on day_bd default
  event eve_bg on day_bf
record rec_bh plural plu_bt
  key key_bi
  matter fld_bq
  level level
  fld_bj money
  fld_bk yes/no
  fld_bl list of text
  fld_bm date
  fld_bn yes/no
  fld_bo money
  fld_bp rec_aw
  fld_bq cho_am
  event eve_bs on day_br
record rec_bu is rec_bh with fld_bq mem_an
record rec_bv is rec_bu with fld_bk yes
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as yes/no fixed
  app_at cho_am dated
figures per year
  fig_au count
  fig_av money
