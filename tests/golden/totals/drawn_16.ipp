policy pol_bv "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2023-12-31
  currency CNY
  round up to 0.01
  use voc_aa
  replaces "Doc 0"
    clause lab_bq was old.lab_bq
    clause lab_bj was old.lab_bj
article 1 "Generated"
  group grp_bk
    award 100000 to cla_ae when rec_aw eve_bf and fld_ba is txt_aa, txt_ac and fld_bd
      if has no rec_aw eve_bf fld_az
      if has at least 3 rec_aw sta_bh fld_az
      as lab_bj
    cap 300 per cla_ae per year
  group grp_bn
    if has more than 1 rec_aw fld_az
    award up to 999 to kin_ad when rec_aw not (fld_bc is mem_ah and fld_bc is mem_ag) and fld_bd
      as lab_bl
    award 1000 once while rec_aw sta_bh
      as lab_bm
    cap 33333 per kin_ad per year
  cap 999 per applicant per year
  cap 999 per key_ax per year
  oblige kin_ad to match at least 33.3% of award
article 2 "Generated"
  group grp_br
    award by fld_bb when rec_aw eve_bf
      at least 7: 1000 plus 100000 for each full 1000 of fld_ay
      at least 1: 2500
      otherwise: 30% of fld_ay
      if fig_au more than 7
      if app_ar less than 4
      as lab_bo
    award 1% of fld_ay to cla_ae when rec_aw eve_bf
      if fig_av at least 50000
      as lab_bp
    award 1000 while rec_aw sta_bh
      as lab_bq
    limit 2 key_ax per applicant per year, best first
    no repeat per matter per year
    limit 2 fld_ba per applicant per fld_bc per year, best first
  cap 5000 per applicant per year
  top up per matter
article 3 "Generated"
  award 50% of interest on fld_ay at 3.7% from day_be to day_bg last 2 years
      when rec_aw eve_bf and fld_bb more than 4
    as lab_bs
  group grp_bu
    award by fld_bc when rec_aw eve_bf and (day_be more than 1 year ago or sta_bh)
      mem_ah, mem_ai: 66% of interest on fld_ay at 3.7% from day_bg to day_be at most 30% of fld_ay
      mem_aj, mem_ag: 10% of fld_ay once
      as lab_bt
  allocate 9999 per year to kin_ad while kin_ad has at most 3 rec_aw eve_bf
article 4 "Over all"
  over article 3
    none when another level supported the same matter
    no repeat per matter per year
      except lab_bs
    cap fig_av per applicant per matter per year
article 5 "Over all"
  over policy
    pay highest with older documents per matter
    no repeat per matter
    top up per matter
      except lab_bq
