policy pol_bo "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2023-12-31
  currency CNY
  use voc_aa
article 1 "Generated"
  table tab_bf by fld_ay
    mem_ai: 100
    mem_aj: 20000
    mem_ak: 10000
  here kin_ab means not kin_ac
  award 30% of interest on fld_az at 3.7% from day_bc to fld_av at most 10000 once
      when rec_ar eve_bb and (sta_bd or sta_bd) and day_bc at least 1 month ago
    as lab_bg
    less already paid for rec_ar of the same key_as
  award 300 while rec_ar sta_bd and not (day_ba at most 18 years ago and fld_au)
    as lab_bh
  group grp_bj
    award 50000 plus 20000 for each full 1000 of fld_at above 100 at most 100000 once per matter to kin_ab
        when rec_ar eve_bb and fld_aw more than 66% and level is mem_af
      as lab_bi
    cap 9999 per applicant
  cap 5000 per applicant per key_as
  oblige kin_ab to match at least 33.3% of award
  allocate 100000 per year to kin_ab while kin_ab app_ao
article 2 "Generated"
  if has at least 1 rec_ar eve_bb
  group grp_bl
    award min(66% of fld_at, 300) when rec_ar eve_bb and sta_bd and fld_aw more than 12.35%
      as lab_bk
  cap 9999 per applicant
  no repeat per matter per level
article 3 "Generated"
  award by rank of fig_ap per year among kin_ab, kin_ac
    1: 20000
    2: 10000
    3: 100
    ties share the rank
    as lab_bm
  award 1% of fig_aq at most 100000 each year
    if has at most 1 rec_ar fld_au or app_an is mem_ai
    as lab_bn
  cap fig_aq per applicant per year
