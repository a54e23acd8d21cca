vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
applicant kin_ad
applicant kin_ae
class cla_af is kin_ab, kin_ae
choice cho_ag mem_ah · mem_ai · mem_aj · mem_ak
choice cho_al mem_am · mem_an · mem_ao · mem_ap
record rec_aw plural plu_bi
  key key_ax
  fld_ay money
  fld_az yes/no
  fld_ba date
  fld_bb cho_al
  fld_bc money
  fld_bd percent
  event eve_bf on day_be
  event eve_bh on day_bg default
record rec_bj is rec_aw with fld_bb mem_an
record rec_bk is rec_aw with fld_bb mem_ao
applicant fields
  app_aq date fixed
  app_ar yes/no dated
  app_as money dated
  app_at cho_ag dated
  der_bl means has at least 1 rec_aw eve_bf
figures per year
  fig_au count, 0 before app_aq
  fig_av money
