vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
level mem_ae > mem_af > mem_ag
record rec_bk plural plu_bu
  level level
  fld_bm money
  fld_bq text
  event eve_bt on day_bs
record rec_bv is rec_bk
