vocabulary farm_payments_words "Words of direct payments" "直接支付词汇"

applicant farmer "农场主" "a natural or legal person who farms" "从事农业的自然人或法人"

applicant fields
  born_on "出生日" date fixed
  set_up_on "首次经营日" date fixed "day on which the farmer first became head of a farm" "首次成为农场经营者之日"

figures per year
  eligible_area "合格面积" number "hectares that are eligible" "合格公顷数"
  labour_costs "人工费用" money "wages, and own work at the usual wage" "工资，以及按通常工资计算的自有劳动"
