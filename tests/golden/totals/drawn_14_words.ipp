vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
applicant kin_ae
class cla_af is kin_ab, kin_ae
level mem_ag > mem_ah > mem_ai > mem_aj
choice cho_ak mem_al · mem_am · mem_an · mem_ao
record rec_ax
  key key_ay, fld_bd
  level level
  fld_az money
  fld_ba yes/no
  fld_bb yes/no
  fld_bc date
  fld_bd cho_ak
  fld_be percent
  fld_bf count
  event eve_bh on day_bg
  state sta_bj from day_bg until day_bi
record rec_bk
  key key_bl, fld_bo
  level level
  fld_bm money
  fld_bn yes/no
  fld_bo cho_ak
  fld_bp percent
  fld_bq count
  event eve_bs on day_br
record rec_bt is rec_bk with fld_bo mem_ao
record rec_bu is rec_bt with fld_bn yes
record rec_bv plural plu_ch
  key key_bw
  fld_bx money
  fld_by yes/no
  fld_bz rec_ax
  fld_ca cho_ak
  fld_cb rec_bk
  fld_cc count
  event eve_ce on day_cd default
  event eve_cg on day_cf
applicant fields
  app_ap date fixed
  app_aq yes/no dated
  app_ar money dated
  app_as yes/no fixed
  sin_at since app_au
figures per year
  fig_av count, 0 before app_ap
  fig_aw money
