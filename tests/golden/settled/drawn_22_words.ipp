vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
choice cho_af mem_ag · mem_ah · mem_ai · mem_aj
choice cho_ak mem_al · mem_am · mem_an · mem_ao
record rec_ax
  key key_ay
  fld_az money
  fld_ba yes/no
  fld_bb percent
  fld_bc count
  fld_bd cho_ak
  event eve_bf on day_be
  state sta_bh from day_be until day_bg
record rec_bi
  key key_bj, fld_bn
  fld_bk money
  fld_bl yes/no
  fld_bm date
  fld_bn cho_af
  event eve_bp on day_bo
  state sta_br from day_bo until day_bq
record rec_bs is rec_bi with fld_bn mem_ah
record rec_bt is rec_bs with fld_bl yes
record rec_bu
  key key_bv
  fld_bw money
  fld_bx yes/no
  fld_by cho_af
  fld_bz rec_ax
  fld_ca money
  fld_cb cho_ak
  fld_cc rec_bt
  event eve_ce on day_cd
  state sta_cg from day_cd until day_cf
applicant fields
  app_ap date fixed
  app_aq yes/no dated
  app_ar count fixed
  app_as yes/no fixed
  sin_at since app_au
  der_ch means has at least 1 rec_ax eve_bf
figures per year
  fig_av count
  fig_aw money
