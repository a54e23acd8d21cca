vocabulary voc_aa "Generated words"
applicant kin_ad
level mem_ae > mem_ag
choice cho_al mem_ao
record rec_ay
  level level
  fld_be cho_al
  event eve_bg on day_bf
record rec_bh
  event eve_bp on day_bo
