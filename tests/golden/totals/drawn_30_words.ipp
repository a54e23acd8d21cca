vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
level mem_ae > mem_af > mem_ag
choice cho_ah mem_ai · mem_aj · mem_ak · mem_al
choice cho_am mem_an · mem_ao
record rec_ax
  key key_ay, fld_be
  matter fld_be
  fld_az money
  fld_ba yes/no
  fld_bb list of text
  fld_bc yes/no
  fld_bd count
  fld_be cho_ah
  event eve_bg on day_bf
  state sta_bi from day_bf until day_bh
record rec_bj is rec_ax with fld_be mem_ai
record rec_bk is rec_ax with fld_be mem_aj
record rec_bl
  key key_bm, fld_bq
  fld_bn money
  fld_bo yes/no
  fld_bp date
  fld_bq cho_am
  fld_br count
  event eve_bt on day_bs default
  event eve_bv on day_bu
  state sta_bx from day_bs until day_bw
record rec_by is rec_bl with fld_bq mem_an
record rec_bz is rec_by with fld_bo yes
record rec_ca
  key key_cb
  level level
  fld_cc money
  fld_cd yes/no
  fld_ce yes/no
  fld_cf yes/no
  fld_cg cho_am
  fld_ch list of text
  fld_ci rec_bj
  event eve_ck on day_cj
  state sta_cl from day_cj
record rec_cm is rec_ca with fld_cg mem_an
applicant fields
  app_ap date fixed
  app_aq yes/no dated
  app_ar yes/no fixed
  app_as count fixed
  sin_at since app_au
figures per year
  fig_av count, 0 before app_ap
  fig_aw money
