vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ad
series ser_an CNY per currency, daily
record rec_bg
  fld_bi money
  fld_bl list of text
  event eve_bn on day_bm
record rec_bp is rec_bg
figures per year
  fig_as count
