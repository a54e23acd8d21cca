policy pol_bs "Generated"
  document "Doc 1"
  currency CNY
  use voc_aa
article 1 "Generated"
  here kin_ab means has at most 2 rec_as sta_bc fld_av
  group grp_bg
    award by fld_ay when rec_as eve_ba and fld_au less than 1000
      mem_ae, mem_af: 50% of interest on fld_au at ser_aj in month of day_az from day_bb to day_az last 2 years once per fld_ax per year
      as lab_be
      counting all other support
    award min(10% of fld_au, 2500) once to kin_ac while rec_as sta_bc and day_az between 2021-01-01
        and 2022-05-14
      as lab_bf
    none when another level supported the same matter
  award 50000 once while rec_as sta_bc
    if fig_aq less than 3 or has at least 3 rec_as
    as lab_bh
  cap 999 per applicant per year
article 2 "Generated"
  table tab_bi by fld_ay
    mem_ae: 9999
    mem_af: 100
  group grp_bl
    award by fig_aq to kin_ab each year
      at least 2: 50000
      otherwise: 50000
      if has at least 1 rec_as eve_ba or app_ak at least 2 months ago
      if fig_aq at most 8
      as lab_bj
    award by fld_au once per fld_aw to kin_ac when rec_as eve_ba and sta_bc and fld_ax is txt_aa, txt_ac
      at least 10000: 2500
      at least 1000: 30% of fld_au at most 66% of fld_au
      at least 999: fld_au
      otherwise: 66% of fld_au at most 10000
      as lab_bk
    limit 1 items per kin_ab, best first
    limit 1 items per applicant per year
    none when fld_av cannot be determined
  group grp_bn
    award up to 2500 plus 1000 for each full 5000 of fld_au above 20000 when rec_as eve_ba
      if has no rec_as eve_ba fld_av
      if kin_ac
      as lab_bm
    no repeat per matter
    limit 3 items per applicant, earliest first
  oblige kin_ac to match at least 100% of award
article 3 "Generated"
  here kin_ac means app_ak at least 1 year ago
  award by fld_ay when rec_as eve_ba and sta_bc
    mem_af: 20000
    mem_ae: 33333
    if not app_ak at most 2022-12-31
    as lab_bo
  group grp_br
    award 300 while rec_as sta_bc and (day_bb more than 2022-12-31 or day_bb between 2021-01-01
        and 2023-05-15)
      if fig_aq at most 8
      as lab_bp
    award 30% of largest fld_au per year to kin_ab when rec_as eve_ba
      as lab_bq
    top up per matter
  pay highest per applicant per year
