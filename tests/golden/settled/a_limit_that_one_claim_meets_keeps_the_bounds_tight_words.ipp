vocabulary voc_aa "Generated words"
applicant kin_ab
applicant kin_ac
class cla_ad is kin_ac
level mem_ae > mem_af
choice cho_ag mem_ah · mem_ai
record rec_bh plural plu_bv
  fld_bn cho_ag
  event eve_bq on day_bp default
  event eve_bs on day_br
  state sta_bu from day_bp until day_bt
