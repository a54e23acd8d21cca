vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
class cla_af is kin_ab, kin_ae
level mem_ag > mem_ah > mem_ai > mem_aj
choice cho_ak mem_al · mem_am
choice cho_an mem_ao · mem_ap · mem_aq
series ser_ar percent, monthly
series ser_as CNY per currency, daily
record rec_az
  key key_ba
  matter fld_be
  level level
  fld_bb money
  fld_bc yes/no
  fld_bd list of text
  fld_be cho_an
  event eve_bg on day_bf
record rec_bh is rec_az with fld_be mem_aq
record rec_bi is rec_bh with fld_bc yes
applicant fields
  app_at date fixed
  app_au yes/no dated
  app_av money dated
  app_aw cho_an dated
figures per year
  fig_ax count
  fig_ay money
