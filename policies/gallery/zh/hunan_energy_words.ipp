vocabulary hunan_energy_words "Words of the reward for saving energy in Hunan" "湖南省节能技改奖励词汇"

applicant firm "企业" "a firm that refits its plant to save energy" "实施节能技术改造的企业"

record project "项目" "one project of energy saving" "一个节能技术改造项目" plural projects
  key project_number "项目编号"
  reward "核定奖励额" money "reward that the province has set after the review of experts" "经专家评审确定的奖励资金额度"
  event listed "下达" on listed_on "下达日" default
  event reached "达到节能量" on reached_on "达标报告日"
  event missed "未达到节能量" on missed_on "未达标报告日"
record misconduct "违规" "false statements about a project, or money used otherwise" "就一个项目弄虚作假骗取资金，或者不按规定用途使用资金" plural misconducts
  key project_number "项目编号"
  event established "查实" on established_on "查实日" default
