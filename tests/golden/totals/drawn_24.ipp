policy pol_bq "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2024-06-30
  currency CNY
  round half up to 0.01
  use voc_aa
article 1 "Generated"
  table tab_bi by fld_as
    mem_ae: 300
    mem_af: 100000
  here kin_ab means has at most 3 rec_am sta_aw
  award by fld_az to kin_ac when rec_bg fld_az between 2500 and 10000
    at least 300: 1% of fld_az above 100000 once per matter per year
    otherwise: 33333 plus 2500 for each full 1000 of fld_az above 999 at most 2500
    if has at least 3 rec_am sta_aw fld_ap
    as lab_bj
  group grp_bl
    award tab_bi of mem_af once to kin_ab when rec_bh eve_bf and fld_bc at most 4
      as lab_bk
    limit 3 key_ay per applicant per year
    limit 1 year per kin_ab, earliest first
  award 9999 to kin_ab while rec_am sta_aw and fld_ao less than 300
    as lab_bm
  cap 9999 per applicant per key_ay per year
  no repeat per matter
article 2 "Generated"
  award tab_bi of mem_af once when rec_bg eve_bf and fld_bd and fld_bc less than 8
    as lab_bn
  award tab_bi of fld_bb from 2022-01-01 when rec_ax
    if has no rec_bh
    as lab_bo
  award 100% of fld_az at most 3% of fld_az once per key_ay when rec_ax eve_bf
    as lab_bp
  cap 5000 per applicant per year
    carry forward 2 years
  oblige kin_ab to "report once a year"
article 3 "Over all"
  over policy
    suspend kin_ac for the year when rec_bh eve_bf and fld_az at least 999
      except lab_bj
