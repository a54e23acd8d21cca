policy pol_cj "Generated"
  document "Doc 1"
  effective from 2020-07-01
  currency CNY
  round down to 0.01
  use voc_aa
  level mem_ag
article 1 "Generated"
article 2 "Generated"
  award fld_bu when rec_bs eve_cc
  award fld_bu when rec_bs eve_ca
    as lab_ci
article 3 "Over all"
  over articles 1 to 2
    cap 66% of fig_au per year
      except lab_ci
      carry forward 2 years
article 4 "Over all"
  over policy
    suspend kin_ab for the year when rec_bs fld_bw is txt_ac
