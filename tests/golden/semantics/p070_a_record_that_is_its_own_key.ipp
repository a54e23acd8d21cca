vocabulary words "Words"

record project "项目"
  key project
  project project
  event selected "入选" on selected_on "入选日"

record stage "阶段"
  key above
  above "上级阶段" stage
  event passed "通过" on passed_on "通过日"

record part "部分"
  key above, number
  above "上级部分" part
  event made "完成" on made_on "完成日"

record prize "奖项"
  key prize "奖项名称"
  event won "获奖" on won_on "获奖日"
