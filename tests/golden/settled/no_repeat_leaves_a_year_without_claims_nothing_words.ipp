vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
level mem_ae > mem_ah
choice cho_ai mem_al
record rec_be plural plu_bq
  level level
  fld_bm cho_ai
  event eve_bo on day_bn
record rec_bs is rec_be
