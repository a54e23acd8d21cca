use voc_aa
award by fld_bb when rec_au
  mem_ai, mem_aj: 20000 plus 2500 for each full 5000 of fld_aw above 50000 at most 100% of fld_aw
  if fig_at at least 1% of fig_at or app_aq less than 10000
  as lab_bk
award interest on fld_aw at 3.7% from day_bh to day_bf at most 9999 once per key_av per year
    when rec_au eve_bg and sta_bi
  as lab_bl
no repeat per matter
limit 1 items per applicant per matter per year, best first
