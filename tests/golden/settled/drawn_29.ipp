policy pol_bw "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2024-06-30
  currency CNY
  round half up to 0.01
  use voc_aa
  replaces "Doc 0"
    clause lab_bo was old.lab_bo
    clause lab_bi was old.lab_bi
article 1 "Generated"
  table tab_bh by fld_az
    mem_ah: 20000
    mem_ai: 999
  award tab_bh of mem_ah once to kin_ad when rec_bf eve_bd
    as lab_bi
  award up to 50% of (fld_aw less fld_aw) once while rec_bg sta_be and sta_be
    as lab_bj
  award tab_bh of mem_ah once when rec_bg eve_bd
    as lab_bk
  pay highest per applicant per key_av per year
  none when key_av cannot be determined
  pay highest per kin_ad per year
article 2 "Generated"
  group grp_bq
    award 100000 when rec_bf eve_bd and fld_ax
      as lab_bl
    group grp_bp
      award by fld_bb once when rec_bg day_bc at most 2021-12-25
        more than 3: 300 plus 2500 for each full 5000 of fld_aw above 1000 at most 30% of fld_aw
        otherwise: 33333
        as lab_bm
      award 3% of fld_aw to cla_af
          when rec_au eve_bd and fld_aw at most 20000 and day_bc more than 10 months ago
        if has at least 2 rec_bf
        as lab_bn
        counting all other support
      award tab_bh of mem_ai once from 2022-03-01 when rec_bf eve_bd
        if kin_ac
        as lab_bo
        counting all other support
      cap 100 per applicant per year
      cap 33333 per key_av across applicants
  group grp_bu
    group grp_bt
      award by fld_aw to kin_ac when rec_bg eve_bd and fld_bb more than 6 and sta_be
        more than 100000: 50% of fld_aw
        more than 10000: 33333
        more than 2500: 300
        otherwise: 20000
        as lab_br
      award by fld_bb when rec_au eve_bd and fld_bb more than 1
        more than 6: 50% of fld_aw
        more than 5: 10000 once per key_av
        otherwise: fld_aw
        if has no rec_au sta_be
        if app_aq between 20000 and 100000
        as lab_bs
      cap 33333 per applicant per key_av per year
      cap 100 per applicant
    cap 10000 per kin_ac per matter per year
    pay highest per applicant per year
    cap 50000 per kin_ac per key_av
  award 30% of fld_aw once per applicant to kin_ae from 2022-01-01
      when rec_bg eve_bd and (fld_bb at least 2 or fld_ax)
    as lab_bv
    less already paid for rec_bg of the same key_av
  top up per matter
