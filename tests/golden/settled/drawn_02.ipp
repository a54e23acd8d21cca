policy pol_cx "Generated"
  document "Doc 1"
  effective from 2020-07-01
  currency CNY
  round down to 1
  use voc_aa
article 1 "Generated"
  if kin_ab
  award 50000 when rec_ax eve_bh and fld_ba and (level less than mem_af or day_be more than 2021-01-01)
    if has at least 3 rec_bi sta_bt fld_bm
    if has at most 1 rec_bv eve_ch fld_by
    as lab_ci
  award 300 once when rec_bv eve_ch
    as lab_cj
    less already paid for rec_bv of the same fld_bz
article 2 "Generated"
  if has no rec_bi eve_br
  award 100 when rec_bv eve_ch
    as lab_ck
  no repeat per matter per year
  top up per matter
  limit 2 year per applicant per fld_cd, best first
  refers to "Doc 2" for rec_bv eve_ch and fld_cd is txt_ac, txt_ab
article 3 "Generated"
  group grp_cm
    award fld_bx once when rec_bv eve_ch and fld_cd is txt_ab
      as lab_cl
    cap 999 per applicant per fld_ca per year
  group grp_cq
    award by fld_bk to kin_ab when rec_bi
      at least 50000: fld_bk
      otherwise: max(12.35% of fld_bk, 100000)
      if has at most 2 rec_bi
      if has less than 2 rec_ax
      as lab_cn
    award 30% of (fld_bk less fld_bk) to kin_ad when rec_bi eve_br and day_bs more than 1 year ago
      as lab_co
    award by fld_bc when rec_ax day_bg between 2020-02-29 and 2021-01-01
      at least 20000: 2500 plus 20000 for each full 5000 of fld_az above 1000 at most 999
      at least 1000: 50000
      otherwise: interest on fld_az at 3.7% from day_be to day_bg last 1 year once
      as lab_cp
    cap 5000 per applicant
    pay highest per fld_bp per year
    pay highest per applicant per matter per year
  group grp_cw
    award 33333 once to kin_ab while rec_bi sta_bt and day_bq less than 18 months ago
      if has at least 3 rec_bi sta_bt fld_bm
      as lab_cr
    group grp_cv
      award 33333 to kin_ab when rec_ax fld_bc between 9999 and 33333 or fld_ba
        if has less than 2 rec_bi eve_br
        as lab_cs
        less already paid for rec_ax of the same key_ay
      award 1% of total fld_bk per year when rec_bi eve_br
        as lab_ct
      award 30% of fld_bx to kin_ac when rec_bv
        as lab_cu
      cap 2500 per applicant per fld_cd per year
  pay highest per applicant per year
  top up per fld_bp
article 4 "Over all"
  over policy
    cap 100 per applicant per fld_bd per year
      except article 2
      carry forward 2 years
