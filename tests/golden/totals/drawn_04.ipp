policy pol_bt "Generated"
  document "Doc 1"
  effective 2020-07-01 to 2024-06-30
  currency CNY
  use voc_aa
article 1 "Generated"
  award 1000 once while rec_bb sta_bl and not fld_bf more than 30%
    as lab_bq
  award 300 plus 20000 for each full 50000 of fld_bd above 20000 at most 100000 to kin_ab
      when rec_bb eve_bj and sta_bl
    as lab_br
    counting all other support
  award 10% of largest fld_bd per year to kin_ac when rec_bp eve_bj
    if number more than 1
    as lab_bs
