policy pol_br "Generated"
  document "Doc 1"
  effective from 2021-01-01 for 2 years
  currency CNY
  use voc_aa
  replaces "Doc 0"
    clause lab_bo was old.lab_bo
    clause lab_bj was old.lab_bj
article 1 "Generated"
  if kin_ab
  award by fld_ax from 2020-03-01 when rec_at eve_be and day_bb at least 2 months ago
    mem_af, mem_ag: 30% of fld_av above 100 at most 20000
    mem_ae: max(100% of fld_av, 9999)
    mem_ah: 12.35% of (fld_av less fld_av) once per applicant
    if fig_ar at least 100% of fig_ar
    if not (fig_as at least 2500 and has less than 1 rec_at)
    as lab_bi
  cap 20000 per applicant per year
article 2 "Generated"
  group grp_bk
    award 3% of fld_av above 1000 at most 12.35% of fld_av once per applicant
        when rec_at eve_bc and not fld_az
      as lab_bj
    no repeat per matter
    top up per key_au
  award 66% of (fld_ay less fld_av) at most 30% of fld_av to kin_ac when rec_at eve_be
    if kin_ab
    as lab_bl
  pay highest per applicant per matter per year
  limit 3 year per applicant, earliest first
  pay highest per applicant per key_au per year
article 3 "Generated"
  group grp_bp
    award 12.35% of fld_av above 5000 to kin_ab when rec_at eve_be and fld_av between 2500 and 33333
      if has at least 2 rec_at eve_bc fld_az
      as lab_bm
    award 50000 while rec_at sta_bg and fld_ax is mem_ag, mem_ah, mem_ae
      as lab_bn
    award 100% of total fld_av per year when rec_at eve_bc and fld_az
      as lab_bo
    pay highest per applicant per year
    top up per matter
  award by fld_ay when rec_at eve_be
    more than 33333: 999 once
    more than 20000: interest on fld_av at 3.7% from day_bb to day_bd last 2 years once
    otherwise: 12.35% of fld_av
    as lab_bq
article 4 "Over all"
  over article 3
    cap 20000 per applicant per year
      carry forward 2 years
