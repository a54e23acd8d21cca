policy pol_bs "Generated"
  document "Doc 1"
  currency CNY
  round half up to 0.01
  use voc_aa
  if has at least 3 rec_az
article 1 "Generated"
  group grp_bm
    award 10000 for each rec_az when rec_az eve_bg and fld_be is mem_ap and fld_bc
      as lab_bj
    award 50000 to cla_af when rec_az eve_bg
      as lab_bk
    award 100% of total fld_bb per year to cla_af when rec_az eve_bg and level less than mem_ah
      if not has at least 1 rec_az eve_bg
      as lab_bl
    cap 9999 per applicant per year
    pay highest per applicant per year
  group grp_bo
    award 30% of (fld_bb plus fld_bb) once when rec_az
      as lab_bn
      convert at ser_as on day_bf
    cap 999 per applicant per matter
  award fld_bb when rec_az eve_bg and not fld_bb at least 9999
    as lab_bp
    convert at ser_as on day_bf
article 2 "Generated"
  table tab_bq by fld_be
    mem_ao: 1000
    mem_ap: 10000
    mem_aq: 300
  award by rank of fig_ax per year among kin_ac, kin_ad
    1: 300
    2: 100
    ties share the rank
    as lab_br
  top up per matter
  limit 2 year per applicant
article 3 "Over all"
  over policy
    cap 300 per applicant
