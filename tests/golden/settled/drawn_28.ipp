policy pol_cf "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2022-12-31
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  group grp_ca
    award 100 once while rec_bj sta_bv and day_bs at most 1 year ago
      as lab_bx
    award min(66% of fld_bl, 1000) once when rec_bj eve_bt
      as lab_by
      convert at ser_ao on day_bu
    award 50% of (fld_bl less fld_bl) at most 300 when rec_bj eve_bt
      as lab_bz
    pay highest per applicant per matter per year
    top up per matter
    cap 1000 per applicant per year
  refers to "Doc 2" for rec_av eve_bf
article 2 "Generated"
  award 100000 when rec_bj eve_bt
    as lab_cb
  award 10000 once to kin_ae while rec_bj sta_bv and fld_bm
    as lab_cc
  none when fld_br cannot be determined
  cap 2500 per applicant per matter per year
  refers to "Doc 2" for rec_bj eve_bt and (fld_bp or day_bs less than 2 years ago)
article 3 "Generated"
  award 100 to kin_ab while kin_ab der_bw and has no rec_bj sta_bv
    as lab_cd
  award by fld_ba when rec_av
    at least 4: 33333 plus 50000 for each full 1000 of fld_bb
    at least 3: up to 12.35% of fld_ax above 100000 at most 66% of fld_ax
    otherwise: 100% of fld_bb
    as lab_ce
  pay highest with older documents per matter
  top up per matter
  refers to "Doc 2" for rec_bj eve_bt and day_bs more than 2 months ago and fld_bo less than 50%
article 4 "Over all"
  over policy
    pay highest with older documents per matter
    no repeat per matter
    top up per matter
      except lab_by
article 5 "Over all"
  over policy
    cap 300 per applicant per year
      carry forward 2 years
