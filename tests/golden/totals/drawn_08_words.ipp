vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak · mem_al
choice cho_am mem_an · mem_ao · mem_ap
series ser_aq percent, monthly
record rec_az
  key key_ba
  level level
  fld_bb money
  fld_bc yes/no
  fld_bd yes/no
  fld_be text
  fld_bf cho_ai
  event eve_bh on day_bg
  event eve_bj on day_bi default
  state sta_bl from day_bg until day_bk
record rec_bm is rec_az with fld_bf mem_al
record rec_bn is rec_az with fld_bf mem_ak
record rec_bo
  key key_bp, fld_bv
  level level
  fld_bq money
  fld_br yes/no
  fld_bs money
  fld_bt date
  fld_bu rec_az
  fld_bv cho_am
  event eve_bx on day_bw
  state sta_bz from day_bw until day_by
applicant fields
  app_ar date fixed
  app_as yes/no dated
  app_at count fixed
  app_au money dated
  sin_av since app_aw
figures per year
  fig_ax count
  fig_ay money
