vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
applicant kin_ae
class cla_af is kin_ab, kin_ae
level mem_ag > mem_ah > mem_ai
choice cho_aj mem_ak · mem_al
choice cho_am mem_an · mem_ao · mem_ap
record rec_aw
  key key_ax
  fld_ay money
  fld_az yes/no
  fld_ba money
  fld_bb date
  fld_bc cho_aj
  event eve_be on day_bd
  event eve_bg on day_bf default
record rec_bh
  key key_bi
  matter key_bi
  level level
  fld_bj money
  fld_bk yes/no
  fld_bl list of text
  fld_bm text
  fld_bn money
  fld_bo cho_am
  fld_bp percent
  event eve_br on day_bq
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as count fixed
  app_at money dated
  der_bs means app_ar and has at least 1 rec_aw eve_be
figures per year
  fig_au count, 0 before app_aq
  fig_av money
