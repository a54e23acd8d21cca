vocabulary voc_aa "Generated words"
applicant kin_ab
level mem_ag > mem_ah
record rec_bs plural plu_cd
  level level
  fld_bu money
  fld_bw list of text
  event eve_ca on day_bz
  event eve_cc on day_cb default
figures per year
  fig_au money
