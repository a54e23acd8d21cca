vocabulary journeys "Trips, fairs, festivals, port calls and workers"

applicant athlete "运动员" "a person who competes"
applicant club "俱乐部" "a club or community group"
applicant firm "企业" "a registered firm"
applicant employer "雇主" "anybody who employs people"
applicant cruise_line "邮轮公司" "a company that operates cruise ships"

figures per year
  turnover "营业额" money
  passengers_landed "上岸旅客" count

record trip "参赛" "one journey to a competition" plural trips
  key booking "预订号"
  costs "费用" money
  members "人数" count
  level "赛级" is one of state "州级", national "国家级", international "国际"
  event made "成行" on made_on "成行日"
record fair "展会" "one trade fair" plural fairs
  key booking "展位号"
  cost "费用" money
  place "地点" is one of home "国内", eu "欧盟", abroad "其他国家"
  event attended "参展" on attended_on "参展日"
record festival "节庆" "one public event" plural festivals
  key permit "许可号"
  cost "费用" money
  score "评分" number
  event held "举办" on held_on "举办日"
record call "靠港" "one call of a ship" plural calls
  key voyage "航次"
  passengers "旅客数" count
  season "季节" is one of low "淡季", mid "平季", high "旺季"
  turnaround "母港" yes/no "passengers begin or end their cruise here"
  event berthed "靠泊" on berthed_on "靠泊日"
record worker "员工" "one person employed" plural workers
  key contract "合同号"
  wages "工资" money "wages of the whole project"
  weekly_hours "周工时" count
  barrier "就业困难" yes/no
  event hired "录用" on hired_on "录用日"
  event reviewed "核查" on reviewed_on "核查日"
  event left "离职" on left_on "离职日"
