policy pol_bs "Generated"
  document "Doc 1"
  effective from 2021-12-21 for 3 years
  currency CNY
  round half up to 0.01
  use voc_aa
article 1 "Generated"
  if has less than 2 rec_be
  award 10000 to cla_ae when rec_bd eve_bb and day_ba less than 2019-02-21
    as lab_bg
    less already paid for rec_bd of the same key_at
  award 999 to kin_ab when the first rec_be eve_bb and fld_av and level is mem_af
    as lab_bh
    less already paid for rec_bd of the same fld_az
  group grp_br
    group grp_bl
      award by fig_aq to kin_ac each year
        at least 6: 2500
        otherwise: 20000
        if app_ao more than 8
        as lab_bi
      award 1% of fld_au once when the first rec_as eve_bb
        if app_ap at least 5000
        if app_am at most 18 years ago
        as lab_bj
        counting all other support
      award 1% of fld_au when rec_be eve_bb and fld_az is txt_ab
        as lab_bk
        less already paid for rec_bf of the same fld_az
      top up per matter
      no repeat per matter
    group grp_bp
      award by fld_ay when rec_as fld_az is txt_ac or fld_ax less than 1%
        mem_al: up to 50000
        if has no rec_bf
        if not app_ao between 3 and 7
        as lab_bm
      award fld_au when rec_bd
        as lab_bn
      award by fld_aw when rec_bd eve_bb and not (fld_az is txt_ab, txt_ac and level is mem_ah)
        more than 7: 100% of fld_au
        more than 5: 66% of fld_au
        more than 4: 33333
        otherwise: 5000
        as lab_bo
      top up per matter
      limit 2 key_at per applicant
      cap 20000 per applicant per level per year
    award 30% of fld_au when rec_be fld_au at most 100000 and fld_az is txt_ab
      as lab_bq
    pay highest per applicant per fld_az per year
    pay highest per applicant per key_at per year
  cap 9999 per applicant per key_at
article 2 "Over all"
  over policy
    suspend kin_ab for the year when rec_bf eve_bb
      except lab_bi
