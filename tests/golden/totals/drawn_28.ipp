policy pol_ck "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2022-12-31
  currency CNY
  round down to 1
  use voc_aa
article 1 "Generated"
  award by fld_bk to kin_ac when rec_bg eve_bp and fld_bl less than 1000 and fld_bn more than 10%
    mem_aj, mem_al: fld_bi
    mem_ak: min(1% of fld_bl, 10000) once per applicant
    as lab_cg
    counting all other support
  award 10% of fld_bl to kin_ab when rec_bg eve_bp and not (fld_bn less than 10% and fld_bn between 10%
      and 50%) and level more than mem_ah
    as lab_ch
  cap 2500 per applicant per year
  refers to "Doc 2" for rec_au eve_bf and fld_bb is mem_ak
  allocate 9999 per year to kin_ad while kin_ad has more than 1 rec_bg eve_bp
article 2 "Generated"
  award 10% of fig_at at most 100 once per applicant each year
    as lab_ci
  award by fld_bi to kin_ac when rec_bg eve_bp and day_bo at least 2 years ago
    more than 20000: 999
    more than 999: min(10% of fld_bi, 100000)
    otherwise: 66% of fld_bi
    as lab_cj
    counting all other support
  top up per matter
  cap 300 per applicant per year
article 3 "Over all"
  over policy
    cap 66% of fig_at per applicant per year
      carry forward 1 year
article 4 "Over all"
  over policy
    suspend kin_ad for the year
        when rec_bg eve_bp and fld_bn between 12.35% and 100% and not (fld_bj and fld_bm is txt_ab)
      except lab_cj
