policy pol_ct "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2022-12-31
  currency CNY
  round half even to 0.01
  use voc_aa
article 1 "Generated"
  award 300 when rec_ci eve_ch and not (day_cg at most 2020-08-14 and level at least mem_af) and fld_cb
    as lab_ck
  group grp_cq
    group grp_co
      award by fld_bd once when rec_az eve_bh
        more than 50000: 33333
        more than 999: interest on fld_bb at 3.7% from day_bi to day_bg last 2 years
        more than 300: 3% of fld_bd once per matter
        otherwise: 66% of fld_bd once
        if sin_av more than 2 years
        as lab_cl
      award 1% of total fld_ca per year when rec_by eve_ch
        if number less than 1
        as lab_cm
      award 3% of fld_ca at most 1000 once to kin_ad
          when rec_cj (fld_ca between 50000 and 100000 or fld_ca at least 2500) and not fld_cb
        as lab_cn
      cap 20000 per applicant per year
      pay highest per applicant per year
    award 999 to kin_ad when rec_cj eve_ch and level more than mem_ai
      as lab_cp
    top up per matter
    cap 20000 per kin_ad per fld_ce per year
    cap 10% of fig_ay per matter per year
  pay highest per applicant per year
article 2 "Generated"
  award 30% of largest fld_bb per key_ba per year when rec_bl eve_bj and fld_bc
    as lab_cr
  no repeat per matter
article 3 "Generated"
  award 100% of fld_bb to kin_ab when rec_az eve_bj
    as lab_cs
  cap 10000 per applicant per year
  no repeat per key_ba
article 4 "Over all"
  over article 3
    cap 30% of fig_ay per applicant per year
      carry forward 3 years
