policy pol_db "Generated"
  document "Doc 1"
  effective from 2020-07-01
  currency CNY
  round up to 100
  use voc_aa
article 1 "Generated"
  award 5000 once while kin_ae has at least 1 rec_bu sta_bs
    as lab_ch
  award 10% of largest fld_bd per fld_bf per year to kin_ac when rec_az eve_bh and (fld_be or fld_be)
    if number less than 3
    if has at least 2 rec_cg eve_ce
    if kin_ab
    as lab_ci
  pay highest per applicant per year
article 2 "Generated"
  group grp_cn
    group grp_cl
      award by rank of fig_ax per year among kin_ae
        1: 33333
        ties share the rank
        as lab_cj
      award by fld_bk once when rec_bt eve_bq
        more than 1000: interest on fld_bk at 3.7% from day_bp to day_br
        otherwise: 100% of (fld_bk plus fld_bk)
        as lab_ck
        convert at ser_as on day_br
    award max(30% of fld_bd, 9999) once per key_ba to cla_af
        when rec_az eve_bh and fld_bb at most 5000 and level is mem_ag
      as lab_cm
    none when another level supported the same matter
  group grp_cp
    award 12.35% of total fld_bx per year to cla_af
        when rec_cg eve_ce and fld_bx between 999 and 100000 and fld_bz
      if total fld_bx less than 1000
      as lab_co
    limit 3 items per cla_af per year, earliest first
  oblige kin_ae to "report once a year"
article 3 "Generated"
  group grp_cw
    award 1% of fld_bx when rec_cg eve_ce
      as lab_cq
    award 3% of fig_ay at most 9999 to cla_af each year
      as lab_cr
    group grp_cv
      award max(100% of fld_bk, 5000) to cla_af
          when rec_bi eve_bq and day_bp less than 1 month ago and fld_bo is mem_ar, mem_ap
        as lab_cs
        convert at ser_as on day_bp
      award 30% of total fld_bk per key_bj per year
          when rec_bt eve_bq and day_br between 2021-01-01 and 2022-12-31
        if kin_ab
        as lab_ct
      award by fld_bk to kin_ae when rec_bt eve_bq and day_br less than 2 years ago and fld_bm
        at least 20000: 100000
        at least 2500: 10% of fld_bk at most 5000
        otherwise: 10% of fld_bk above 10000
        as lab_cu
      pay highest per applicant per year
    limit 3 items per applicant per matter
    none when another level supported the same matter
  group grp_da
    award by fld_bk once when rec_bt eve_bq and level is mem_aj
      more than 100: 999
      otherwise: up to 30% of fld_bk above 10000 at most 999
      as lab_cx
    group grp_cz
      award 12.35% of fld_bx at most 20000 to cla_af when rec_bv eve_ce and fld_ca less than 1%
        as lab_cy
      no repeat per matter per level per year
    none when key_bw cannot be determined
  refers to "Doc 2" for rec_cf eve_ce and level less than mem_ai
