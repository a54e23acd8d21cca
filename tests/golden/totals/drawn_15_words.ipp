vocabulary voc_aa "Generated words"
applicant kin_ab includes kin_ac
applicant kin_ac
applicant kin_ad
class cla_ae is kin_ab, kin_ad
level mem_af > mem_ag > mem_ah > mem_ai
choice cho_aj mem_ak · mem_al
choice cho_am mem_an · mem_ao · mem_ap · mem_aq
record rec_ax
  key key_ay
  level level
  fld_az money
  fld_ba yes/no
  fld_bb date
  fld_bc cho_am
  fld_bd yes/no
  event eve_bf on day_be
  event eve_bh on day_bg default
record rec_bi is rec_ax with fld_bc mem_an
record rec_bj
  key key_bk
  matter key_bk
  level level
  fld_bl money
  fld_bm yes/no
  fld_bn date
  fld_bo list of text
  fld_bp rec_ax
  fld_bq cho_am
  event eve_bs on day_br default
  event eve_bu on day_bt
  state sta_bw from day_br until day_bv
record rec_bx is rec_bj with fld_bq mem_ap
applicant fields
  app_ar date fixed
  app_as yes/no dated
  app_at count fixed
  app_au cho_aj dated
  der_by means has at least 1 rec_bx eve_bs
figures per year
  fig_av count
  fig_aw money
