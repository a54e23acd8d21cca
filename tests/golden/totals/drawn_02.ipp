policy pol_cc "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2024-06-30
  currency CNY
  round half even to 0.1
  use voc_aa
article 1 "Generated"
  here kin_ad means kin_ab
  group grp_by
    award by fld_bj when rec_bh eve_bs
      more than 20000: up to min(30% of fld_bj, 5000)
      otherwise: 100% of fld_bo
      if app_ar
      as lab_bw
    award 66% of largest fld_bo per year when rec_bh eve_bs
      if has at least 3 rec_bu eve_bs fld_bn
      as lab_bx
    cap 100 per applicant per year
    cap 50000 per applicant per fld_bq per year
    cap 33333 per applicant per fld_bl per year
article 2 "Generated"
  table tab_bz by fld_bc
    mem_ai: 2500
    mem_aj: 20000
    mem_ak: 300
    mem_al: 33333
  group grp_cb
    award tab_bz of mem_aj once to kin_ac
        when rec_bu eve_bs and fld_bj between 20000 and 50000 and day_br at most 10 years ago
      as lab_ca
    no repeat per key_bi per level per year
  none when fld_bn cannot be determined
  top up per matter
article 3 "Over all"
  over articles 1 to 2
    top up per matter
    cap 100 per applicant
