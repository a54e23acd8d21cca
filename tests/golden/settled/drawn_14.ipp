policy pol_bg "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2022-12-31
  currency CNY
  round half even to 0.01
  use voc_aa
  replaces "Doc 0"
    clause lab_be was old.lab_be
    clause lab_bf was old.lab_bf
article 1 "Generated"
  here kin_ac means has at least 2 rec_as eve_bd fld_av
  award by fld_aw once
      when rec_as eve_bd and fld_au at most 100000 and (fld_ba is txt_aa, txt_ac or fld_ay is txt_aa, txt_ab)
    at least 8: interest on fld_au at fld_az from fld_ax to day_bc
    at least 7: 10000 plus 2500 for each full 50000 of fld_au above 10000
    otherwise: fld_au once
    as lab_be
    counting all other support
  limit 1 year per applicant, earliest first
  oblige kin_ab to "report once a year"
article 2 "Generated"
  award by rank of fig_ar per year among kin_ab, kin_ac
    1: 33333
    2: 9999
    3: 999
    ties share the rank
    as lab_bf
  limit 3 items per applicant per year, earliest first
  no repeat per matter
article 3 "Over all"
  over policy
    cap 20000 per applicant per year
      except article 1
      carry forward 2 years
