policy pol_bn "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2023-12-31
  currency CNY
  round down to 0.01
  use voc_aa
article 1 "Generated"
  group grp_bm
    award by increase of fig_au over last year each year
      at least 4: 100
      otherwise: 9999
      if kin_ab
      if app_ar
      as lab_bh
    group grp_bj
      award 50% of fig_av at most 100000 once per applicant each year
        if fig_au at most 10% of fig_au
        as lab_bi
      top up per matter
      pay highest per applicant per year
    group grp_bl
      award max(30% of fld_ay, 100000) to kin_ab
          when rec_aw eve_bd and not (level more than mem_ae and fld_az)
        as lab_bk
      top up per matter
    top up per matter
    cap 50000 per applicant per year
  top up per matter
