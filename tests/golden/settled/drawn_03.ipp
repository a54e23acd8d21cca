policy pol_cp "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2023-12-31
  currency CNY
  use voc_aa
article 1 "Generated"
  award 1000 when rec_by eve_bw
    as lab_bz
  oblige kin_ac to "report once a year"
article 2 "Generated"
  group grp_cb
    award 66% of largest fld_bn per year when rec_bl eve_bw
      if total fld_bn less than 5000
      as lab_ca
    limit 3 items per applicant per year
    pay highest per applicant per year
    cap 10000 per applicant per year
  award up to 3% of fld_bb above 10000 when rec_bj fld_be
    as lab_cc
    convert at ser_ao on day_bf
    counting all other support
  cap 300 per applicant per year
  allocate 20000 per year to kin_ad while kin_ad has more than 2 rec_bk eve_bg
article 3 "Generated"
  group grp_cj
    group grp_cf
      if sin_at more than 3 years
      award 10000 once to kin_ac when rec_by eve_bw and fld_bq between 2020-02-29 and 2022-12-31
        as lab_cd
      award min(1% of fld_az, 999) to kin_ae when rec_ax eve_bg
        as lab_ce
      none when key_bm cannot be determined
      no repeat per matter
    group grp_ch
      award 100000 once while kin_ab app_ap at least 10 years ago and has at least 1 rec_bx
        if has less than 1 rec_bk fld_ba
        if has at most 1 rec_bx eve_bw fld_bo or sin_at at most 3 years
        as lab_cg
    award 2500 for each rec_bl when rec_bl eve_bw and not fld_bu is mem_am and fld_br is txt_aa
      as lab_ci
    top up per matter
    limit 1 items per applicant per level per year, best first
  award 100000 once when rec_ax fld_bd is mem_an and fld_bb between 1000 and 2500
    as lab_ck
  group grp_co
    award by fld_bc once per matter when rec_bj eve_bg
      mem_aj: interest on fld_bb at 3.7% from day_bh to day_bf once per applicant per year
      mem_ak: 66% of fld_bb
      as lab_cl
    award 100000 for each rec_bx to kin_ab when rec_bx eve_bw and (fld_br is txt_ab or fld_bo)
      if sin_at less than 1 year
      as lab_cm
    award 100 to kin_ab when rec_bx eve_bw and day_bv less than 2 years ago
      as lab_cn
    top up per matter
    cap 100000 per applicant
    limit 1 items per fld_bs per year
  cap fig_aw per kin_ae per year
    carry forward 2 years
