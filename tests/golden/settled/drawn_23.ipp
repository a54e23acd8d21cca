policy pol_ct "Generated"
  document "Doc 1"
  effective from 2020-07-01 for 2 years
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  group grp_bz
    award 66% of largest fld_ay per year when rec_ar eve_ba
      if total fld_ay at least 10000
      if app_am
      as lab_by
  award max(12.35% of fld_bk, 100) to kin_ac when rec_bf
    as lab_ca
  group grp_ch
    award 33333 once per applicant
        when rec_bf eve_bn and (day_bm less than 1 year ago or fld_bh at least 1000) and fld_bl is mem_aj
      if app_an is mem_aj or has at least 3 rec_bf eve_bn
      as lab_cb
    group grp_cd
      award by fld_bu when rec_bo eve_bx and fld_bv is txt_aa and fld_bq between 2500 and 100000
        mem_ak: 999 once
        mem_aj: max(12.35% of fld_bq, 10000)
        if not fig_aq more than 100% of fig_aq
        as lab_cc
      top up per matter
    group grp_cg
      award 10000 plus 50000 for each full 5000 of fld_ay above 50000 once per fld_ax per year
          when rec_ar fld_au and day_bd less than 2 years ago
        as lab_ce
      award by fld_at once when rec_ar eve_bc and fld_ay less than 100 and not (day_az at least 2022-12-31
          and fld_at more than 10000)
        at least 5000: 10000
        at least 300: 30% of interest on fld_ay at 3.7% from day_bb to day_az at most 3% of fld_at
        otherwise: 12.35% of fld_ay above 9999
        as lab_cf
      limit 2 items per applicant
    limit 1 fld_bl per applicant per year, best first
  pay highest per applicant per level per year
  oblige kin_ab to "report once a year"
article 2 "Generated"
  group grp_co
    group grp_cj
      award 100% of largest fld_ay per year when rec_ar eve_bc and fld_au and sta_be
        as lab_ci
      limit 1 items per applicant per year, best first
    award 10% of fld_bq at most 300 once to cla_ad when the first rec_bo
      as lab_ck
    group grp_cn
      award 10% of largest fld_at per year to kin_ab when rec_ar eve_ba
        as lab_cl
      award 1000 while rec_ar sta_be
        as lab_cm
      pay highest with older documents per matter
      no repeat per matter per level
      cap 1000 per applicant
    pay highest per applicant per key_bp per year
    pay highest per applicant per year
  award by fld_bh once per applicant when rec_bf eve_bn and day_bm less than 2021-03-11 and fld_bj is txt_ac
    more than 33333: 3% of (fld_bk less fld_bh) once per applicant
    otherwise: 50000 plus 300 for each full 1000 of fld_bk
    as lab_cp
  pay highest per applicant per year
  cap 12.35% of fig_aq per applicant per matter per year
  none when another level supported the same matter
  top up per matter
article 3 "Generated"
  group grp_cs
    group grp_cr
      award fld_bk at most 999 to cla_ad when rec_bf eve_bn
        as lab_cq
      limit 3 items per cla_ad per key_bg per year
    cap fig_aq per cla_ad per key_bg per year
    cap 1% of fig_aq per cla_ad per fld_bl per year
    limit 1 fld_bj per applicant, earliest first
  limit 3 key_bg per cla_ad per fld_bl per year, best first
  pay highest per cla_ad per key_bg per year
article 4 "Over all"
  over policy
    no repeat per matter per level
    top up per matter
      except lab_cb
