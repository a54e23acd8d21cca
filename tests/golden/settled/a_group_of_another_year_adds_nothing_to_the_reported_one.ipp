policy pol_bx "Generated"
  document "Doc 1"
  effective from 2020-07-01
  currency CNY
  round down to 0.1
  use voc_aa
article 1 "Generated"
  group grp_bk
    group grp_bi
      award by fld_as when rec_bc sta_bb
        otherwise: 10000
        as lab_bg
    award 1000 while rec_bd sta_bb
      as lab_bj
  top up per matter
article 2 "Generated"
  award 100% of fld_as when rec_bc eve_az
  award 50% of fig_ap to kin_ac each year
    as lab_bn
  group grp_bs
    group grp_bp
      award 2500 plus 2500 for each full 5000 of fld_as above 2500 at most 999 from 2020-03-01
          when rec_bc eve_az and (sta_bb or day_ay at least 2 years ago)
        if not (fig_ao more than 6 and app_al)
        as lab_bo
      cap 30% of fig_ap per applicant per year
      cap 100 per applicant per level
      pay highest per applicant per year
      none when another level supported the same matter
    award 12.35% of fld_as once when the first rec_aq eve_az and fld_at
      if has at least 3 rec_bc fld_at
      if app_al
      as lab_bq
    award max(12.35% of fld_as, 100000) when rec_be eve_az and fld_av at least 50%
      as lab_br
    cap fig_ap per applicant per fld_ax per year
    limit 2 year per applicant
    limit 3 items per applicant per year
  top up per matter
article 3 "Generated"
  group grp_bw
    award 9999 once while rec_be sta_bb
      if not has at least 2 rec_be
      if has at least 1 rec_aq eve_az fld_at
      as lab_bu
    award 2500 plus 9999 for each full 1000 of fld_as at most 100000
        when rec_bc eve_az and fld_as more than 33333
      if not fig_ao more than 4
      as lab_bv
  oblige kin_ab to "report once a year"
  refers to "Doc 2" for rec_bc eve_az and fld_as at most 100000 and fld_av less than 50%
    if kin_ac
article 4 "Over all"
  over policy
    no repeat per matter
      except lab_bg
    cap 12.35% of fig_ap per applicant per year
