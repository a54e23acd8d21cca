vocabulary voc_aa "Generated words"
applicant kin_ab
record rec_be
  fld_bg money
  event eve_bo on day_bn
record rec_bs is rec_be
applicant fields
  app_al date fixed
figures per year
  fig_ap count, 0 before app_al
  fig_aq money
