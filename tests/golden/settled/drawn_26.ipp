policy pol_bx "Generated"
  document "Doc 1"
  effective from 2020-07-01 for 1 year
  currency CNY
  round half even to 1
  use voc_aa
article 1 "Generated"
  group grp_bp
    award by fld_ba when rec_ay level at least mem_af and fld_bd more than 1000
      at least 9999: up to fld_bd at most 2500 once
      otherwise: 50% of fld_ba
      as lab_bl
    group grp_bn
      award up to max(30% of fld_bd, 100) when rec_bj not level at most mem_ah
        as lab_bm
      no repeat per key_az per year
      pay highest with older documents per matter
      cap fig_ax per key_az per year
    award by fld_ba once from 2019-01-01
        when rec_bj eve_bh and (fld_bd more than 33333 or fld_bc is txt_ac, txt_aa)
      more than 10000: fld_bd
      otherwise: 66% of fld_bd
      as lab_bo
    no repeat per matter per level
  award 5000 plus 33333 for each full 50000 of fld_ba above 5000 at most 300 when rec_ay eve_bh
    as lab_bq
  cap 100000 per applicant per matter per year
  limit 2 key_az per applicant per year
  oblige kin_ad to "report once a year"
article 2 "Generated"
  group grp_bs
    award by rank of fig_aw per year among kin_ac, kin_ad
      1: 20000
      2: 5000
      3: 300
      ties share the rank
      as lab_br
  award 20000 to kin_ac when rec_bk
    as lab_bt
  cap 300 per applicant per fld_bc
  refers to "Doc 2" for rec_ay eve_bh
article 3 "Generated"
  award by fld_ba when rec_bi eve_bh and level at most mem_ah and level is mem_ah
    at least 300: 1% of fld_bd once
    otherwise: 999
    as lab_bu
    counting all other support
  award 12.35% of fig_ax at most 100 each year
    if has at most 3 rec_bk
    as lab_bv
  award by fld_bd when rec_bj eve_bh and (fld_be between 10% and 10% or fld_bd at least 5000)
    more than 5000: 66% of fld_bd above 33333
    more than 1000: 100000
    otherwise: 10000
    if app_aq more than 2021-06-01 or has at most 2 rec_bk
    as lab_bw
