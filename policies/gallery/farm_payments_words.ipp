vocabulary farm_payments_words "Words of direct payments" "直接支付词汇"

applicant farmer "农场主" "a natural or legal person who farms" "从事农业的自然人或法人"

applicant fields
  born_on "出生日" date fixed
  set_up_on "首次经营日" date fixed "day on which the farmer first became head of a farm" "首次成为农场经营者之日"

figures per year
  eligible_area "合格面积" number "hectares that are eligible" "合格公顷数"
  labour_costs "人工费用" money "wages, and own work at the usual wage" "工资，以及按通常工资计算的自有劳动"

record finding "违规认定" "what a control found about the breaches of one calendar year" "核查认定的一个公历年度的违规"
  key number "认定号"
  happened_on "违规日" date "day of the breaches" "违规发生之日"
  first_time "首次违规数" count "breaches without intent, one for each requirement" "非故意违规，每项要求计一次"
  repeated "再次违规数" count "breaches without intent that recurred within three years" "三年内再次发生的非故意违规"
  intentional "故意违规数" count "intentional breaches" "故意违规"
  event found "认定" on found_on "认定日"
