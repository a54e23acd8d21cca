policy pol_bo "Generated"
  document "Doc 1"
  currency CNY
  round up to 0.01
  use voc_aa
article 1 "Generated"
  award 50% of fld_ay to cla_ad
      when rec_as eve_bc and (fld_az between 2 and 5 or fld_ax) and not (fld_ay more than 100 and fld_av)
    if has at least 1 rec_bf
    as lab_bh
  group grp_bj
    if has no rec_as eve_bc fld_ax
    award 50% of largest fld_ay per year when rec_be eve_bc
      as lab_bi
    pay highest per applicant per year
    cap 999 per applicant per year
  cap 9999 per applicant per year
  pay highest per cla_ad per year
  oblige cla_ad to match at least 50% of award
  allocate 50000 per year to kin_ab while kin_ab app_ao is mem_aj
article 2 "Generated"
  table tab_bk by fld_ba
    mem_af: 9999
    mem_ag: 5000
    mem_ah: 9999
  group grp_bm
    award 10% of fld_ay once per fld_aw per year when rec_as eve_bc and fld_az less than 2
      if der_bg
      as lab_bl
    top up per matter
  award 2500 while kin_ac has at least 3 rec_be eve_bc fld_av and cla_ad
    as lab_bn
  pay highest per applicant per year
  allocate 999 per year to kin_ac while kin_ac has at most 1 rec_be eve_bc
