词汇 qingxi_words "青溪区补充词汇"

使用词汇 ip

记录 valuation "价值评估" "为质押所作的知识产权价值评估"
  识别项 report "报告号"
  fee "评估费" 金额
  related_party "关联方" 是否
  事件 completed "完成" 于 completed_on "完成日"
记录 ip_penalty "知识产权处罚" "因知识产权违法被立案查处"
  识别项 dispute "案件"
  事件 opened "立案" 于 opened_on "立案日"
  状态 in_effect "影响期内" 自 opened_on 至 effect_ends_on "影响期满日"
