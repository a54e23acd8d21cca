vocabulary rd_offset_words "Words of the research offset" "研发抵免词汇"

applicant company "公司" "a company that is liable to income tax in Australia" "在澳大利亚缴纳所得税的公司"

applicant fields
  registered_activities "活动已登记" yes/no yearly "its activities of the year are registered as research and development" "当年的研发活动已登记"
  controlled_by_exempt "受免税实体控制" yes/no yearly "exempt entities control at least half of it" "免税实体控制其一半以上"

figures per year
  turnover "合并营业额" money "aggregated turnover" "合并计算的营业额"
  tax_rate "企业税率" percent
  rd_deductions "研发扣除额" money "notional deductions for research and development" "研发的名义扣除额"
  of_service_providers "其中付给研究机构" money "the part that was paid to registered research service providers" "其中付给登记研究机构的部分"
  total_expenses "费用总额" money
