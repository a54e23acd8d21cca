policy pol_by "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2024-06-30
  currency CNY
  round half even to 0.01
  use voc_aa
article 1 "Generated"
  award max(66% of fld_ba, 100000) at most 33333 when rec_bo eve_bk and level less than mem_af
    as lab_bq
  none when day_bj cannot be determined
article 2 "Generated"
  group grp_bs
    award 999 once while rec_ay sta_bl
      if has at least 1 rec_ay eve_bk
      if sin_au at least 2 years
      as lab_br
  group grp_bw
    if kin_ab
    award 100% of fig_ax at most 1000 once per applicant to kin_ac from 2022-01-01 each year
      as lab_bt
    award 1% of interest on fld_ba at ser_ao in month of day_bj from day_bh to day_bj last 1 year to kin_ab
        when rec_bo eve_bi and sta_bl
      as lab_bu
    award 50% of interest on fld_ba at ser_ao in month of day_bj from day_bh to day_bj last 2 years at most 33333 to kin_ac
        when rec_bo eve_bi
      if not has less than 1 rec_bn fld_bb
      if not has no rec_bn fld_bb
      as lab_bv
    limit 1 key_az per kin_ab, best first
    cap 50000 per kin_ac per year
  award 3% of total fld_ba per year when rec_bn eve_bk and level is mem_af
    if total fld_ba less than 300
    as lab_bx
  cap 100 per applicant per year
  refers to "Doc 2" for rec_bo eve_bi and fld_bf more than 10 years ago
article 3 "Over all"
  over policy
    no repeat per matter per level
    top up per matter
      except lab_bv
article 4 "Over all"
  over article 1
    suspend kin_ab for the year when rec_bn eve_bi
