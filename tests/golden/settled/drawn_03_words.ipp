vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
level mem_af > mem_ag > mem_ah
choice cho_ai mem_aj · mem_ak
choice cho_al mem_am · mem_an
series ser_ao CNY per currency, daily
record rec_ax
  key key_ay
  matter key_ay
  level level
  fld_az money
  fld_ba yes/no
  fld_bb money
  fld_bc cho_ai
  fld_bd cho_al
  fld_be yes/no
  event eve_bg on day_bf
  event eve_bi on day_bh default
record rec_bj is rec_ax with fld_bd mem_an
record rec_bk is rec_ax with fld_bd mem_am
record rec_bl
  key key_bm
  matter applicant
  level level
  fld_bn money
  fld_bo yes/no
  fld_bp rec_ax
  fld_bq date
  fld_br list of text
  fld_bs rec_bk
  fld_bt rec_bj
  fld_bu cho_al
  event eve_bw on day_bv
record rec_bx is rec_bl with fld_bu mem_an
record rec_by is rec_bl with fld_bu mem_am
applicant fields
  app_ap date fixed
  app_aq yes/no dated
  app_ar count fixed
  app_as yes/no fixed
  sin_at since app_au
figures per year
  fig_av count, 0 before app_ap
  fig_aw money
