policy pol_bw "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2022-12-31
  currency CNY
  round half up to 0.01
  use voc_aa
article 1 "Generated"
  group grp_bk
    group grp_bh
      award 5000 when rec_as eve_ba
        as lab_bg
      top up per fld_ax
    group grp_bj
      award 3% of fld_au to kin_ac when rec_as
        as lab_bi
      cap 999 per kin_ac per year
  award by fld_ay once when rec_as eve_ba
    more than 30%: interest on fld_au at fld_ay from day_bd to day_az last 1 year
    otherwise: 999
    as lab_bl
  pay highest per applicant per year
  none when day_bb cannot be determined
article 2 "Generated"
  award 999 once to kin_ac while kin_ac has at most 1 rec_as sta_be fld_av
    as lab_bm
  group grp_bt
    award by rank of fig_ar per year among kin_ab, kin_ac
      1: 50000
      2: 5000
      3: 300
      ties share the rank
      if sin_ao less than 2 years or has less than 1 rec_as eve_bc
      if has less than 1 rec_as eve_bc fld_av or at least 1 rec_as fld_av
      as lab_bn
    group grp_br
      award up to 20000 once per fld_aw to kin_ab when the first rec_as eve_bc and (day_bb at most 1 year ago
          or fld_ay between 1% and 3%) and fld_ay less than 12.35%
        as lab_bo
      award 1000 while rec_as sta_be and level is mem_ae
        as lab_bp
      award 2500 once while kin_ac has more than 2 rec_as sta_be
        as lab_bq
      limit 1 fld_ax per applicant per level
      cap 100% of fig_ar per applicant per year
      limit 3 items per applicant, best first
    award 30% of interest on fld_au at fld_ay from day_az to day_bb last 2 years at most 66% of fld_au to kin_ab
        when rec_as eve_ba and not fld_ax is mem_aj, mem_ai and not (day_az at least 2020-02-29
        and fld_ax is mem_ai)
      as lab_bs
  award 30% of fld_au to kin_ab from 2022-03-01 when rec_as eve_bc and fld_ay less than 50%
    as lab_bu
  cap 100 per applicant per year
  cap 50000 per applicant
article 3 "Generated"
  award by fld_ay when rec_as eve_ba and fld_ax is mem_ai
    more than 1%: 20000 once per applicant
    otherwise: 10% of fld_au at most 999 once per applicant per year
    as lab_bv
  limit 1 items per applicant per key_at per year
  limit 1 items per applicant per level, best first
  cap 20000 per applicant per fld_aw per year
