vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
class cla_af is kin_ab, kin_ae
level mem_ag > mem_ah > mem_ai > mem_aj
choice cho_ak mem_al · mem_am
choice cho_an mem_ao · mem_ap · mem_aq · mem_ar
series ser_as CNY per currency, daily
record rec_az
  key key_ba, fld_bf
  matter fld_bf
  level level
  fld_bb money
  fld_bc yes/no
  fld_bd money
  fld_be yes/no
  fld_bf cho_an
  event eve_bh on day_bg
record rec_bi
  key key_bj
  level level
  fld_bk money
  fld_bl yes/no
  fld_bm yes/no
  fld_bn yes/no
  fld_bo cho_an
  event eve_bq on day_bp
  state sta_bs from day_bp until day_br
record rec_bt is rec_bi with fld_bo mem_aq
record rec_bu is rec_bt with fld_bl yes
record rec_bv
  key key_bw
  matter applicant
  level level
  fld_bx money
  fld_by yes/no
  fld_bz yes/no
  fld_ca percent
  fld_cb text
  fld_cc cho_ak
  event eve_ce on day_cd
record rec_cf is rec_bv with fld_cc mem_am
record rec_cg is rec_bv with fld_cc mem_al
applicant fields
  app_at date fixed
  app_au yes/no dated
  app_av money dated
  app_aw cho_an dated
figures per year
  fig_ax count
  fig_ay money
