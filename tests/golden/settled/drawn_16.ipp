policy pol_cn "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2024-06-30
  currency CNY
  round half up to 0.01
  use voc_aa
  replaces "Doc 0"
    clause lab_cm was old.lab_cm
    clause lab_ci was old.lab_ci
article 1 "Generated"
  award 66% of fig_au at most 1000 each year
    if kin_ac
    as lab_cf
  award by fld_bt once when rec_bm eve_bv
    mem_aj, mem_ak: up to 100 plus 2500 for each full 50000 of fld_bo
    as lab_cg
  pay highest per applicant per year
  oblige kin_ac to "report once a year"
article 2 "Generated"
  table tab_ch by fld_bc
    mem_ai: 9999
    mem_aj: 20000
    mem_ak: 9999
    mem_al: 9999
  award by fld_ca to kin_ab when rec_ce eve_cd and level at least mem_af
    at least 300: 999
    at least 100: 2500
    otherwise: 2500
    if has at most 2 rec_bm
    if has at least 1 rec_bm eve_bv or sin_ar less than 1 year
    as lab_ci
    less already paid for rec_bw of the same key_bx
  award by fig_at to cla_ae each year
    at least 3: 300
    otherwise: 999
    if sin_ar at least 3 years
    as lab_cj
  pay highest per applicant per year
  cap 10000 per kin_ab per level per year
article 3 "Generated"
  if has no rec_bm eve_bv fld_bs
  award 100% of fld_ax above 9999 when rec_bk eve_be
    if not (fig_au at least 1000 and app_aq)
    as lab_ck
    counting all other support
  award 30% of largest fld_ca per year to kin_ab when rec_bw eve_cd and fld_cb is mem_al, mem_ai, mem_aj
    if fig_au less than 300
    if app_ao
    as lab_cl
  award 9999 once per matter to cla_ae when rec_bl eve_bg and day_bf at least 10 months ago
    as lab_cm
  top up per matter
  pay highest with older documents per matter
  refers to "Doc 2" for rec_bw eve_cd
article 4 "Over all"
  over policy
    limit 1 items per cla_ae per year
article 5 "Over all"
  refers to "Doc 0" instead of articles 1 to 3 for records of 2021
