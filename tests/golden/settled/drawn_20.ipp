policy pol_cn "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2022-12-31
  currency CNY
  round up to 0.01
  use voc_aa
article 1 "Generated"
  award 12.35% of fld_bq once when rec_cb eve_bx
    if not (app_ao at least 2 months ago and has at least 3 rec_be eve_bm)
    if has at least 3 rec_be sta_bn
    as lab_cc
  none when day_bw cannot be determined
article 2 "Generated"
  if has at least 3 rec_bo
  group grp_cg
    award 12.35% of fld_bq when rec_ca fld_bv at most 1 year ago and fld_bu less than 3
      if not app_ap
      as lab_cd
    award 1000 for each rec_be when rec_be eve_bm
      as lab_ce
    award 5000 for each rec_cb when rec_cb eve_bx
      if has less than 1 rec_ca eve_bz fld_br
      if kin_ae
      as lab_cf
    pay highest per applicant per key_bp per year
  award 1000 when rec_bo fld_bq more than 999
    as lab_ch
  group grp_cm
    award 2500 when the first rec_cb eve_bz and day_bw at least 2022-12-31 and not level at least mem_af
      as lab_ci
      counting all other support
    group grp_ck
      award up to interest on fld_aw at ser_an in month of day_bc from fld_ba to day_bc last 1 year once
          when rec_au eve_bd
        as lab_cj
      pay highest per applicant per year
      limit 3 items per applicant per fld_bb per year
    award 9999 once when rec_bo eve_bx and fld_br
      if app_aq at least 33333
      as lab_cl
    no repeat per matter per level per year
    cap 1000 per applicant per level per year
    cap 9999 per applicant per fld_bs per year
  cap 10000 per applicant
article 3 "Over all"
  over policy
    pay highest with older documents per matter
      except lab_cc
    no repeat per matter per level
    top up per matter
article 4 "Over all"
  over policy
    none when another level supported the same matter
      except lab_cj
