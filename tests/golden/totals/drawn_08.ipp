policy pol_ce "Generated"
  document "Doc 1"
  effective from 2021-12-21
  currency CNY
  round half up to 1
  use voc_aa
  replaces "Doc 0"
    clause lab_ca was old.lab_ca
    clause lab_cc was old.lab_cc
article 1 "Generated"
  here kin_ac means has no rec_bn fld_bc or sin_av more than 1 year
  group grp_cb
    award 999 to kin_ac while rec_bm sta_bl and level at least mem_af
      if fig_ax less than 1 or has at least 3 rec_bo sta_bz
      as lab_ca
    limit 1 year per kin_ac, best first
    limit 1 items per kin_ac per year, earliest first
  award 10% of total fld_bs per year to kin_ad when rec_bo eve_bx and day_by at most 1 year ago
    as lab_cc
  award fld_bb from 2020-03-01 when rec_bn eve_bj and sta_bl
    as lab_cd
  cap 50000 per applicant per year
article 2 "Over all"
  over policy
    pay highest with older documents per matter
    no repeat per matter
      except lab_ca
    top up per matter
article 3 "Over all"
  over policy
    suspend kin_ac for the year when rec_bo eve_bx and fld_bt less than 10 years ago
      except lab_cc
