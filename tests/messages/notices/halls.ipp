vocabulary halls "Arts, sport, meals, training and homes to let"

applicant presenter "主办方" "a body that presents performances"
applicant club "俱乐部" "a sports club"
applicant society "社团" "a community society without profit"
applicant employer "雇主" "anybody who employs people"
applicant provider "照护机构" "a body that runs a care home"
applicant landlord "房东" "a person or body that lets homes"

applicant fields
  staff "职工人数" count dated
  rural "乡村" yes/no dated
  affiliated "加盟" since affiliated_on "加盟日"
  new_landlord "新房东" yes/no dated "has never let to a voucher holder"

figures per year
  members "会员数" count
  tickets "售票数" count
  box_office "票房" money
  training_spend "培训支出" money

record performance "演出" "one performance" plural performances
  key booking "预订号"
  artist_fee "演出费" money
  travel "差旅费" money
  school "校园演出" yes/no
  score "评分" number
  event given "上演" on given_on "上演日"
record course "课程" "one course that one person completed" plural courses
  key certificate "证书号"
  person "学员" text
  fee "学费" money
  tier "档次" is one of first_tier "一档", second_tier "二档", third_tier "三档"
  refresher "复训" yes/no
  event completed "结业" on completed_on "结业日"
record trainee "学徒" "one person trained" plural trainees
  key contract "合同号"
  costs "培训成本" money
  wages "工资" money "wages of the year"
  unemployed "原失业" yes/no "out of work before hiring"
  age "年龄" count
  started_on "开始日" date
  event trained "出师" on trained_on "出师日"
record facility "设施" "one project on a sports ground or hall" plural facilities
  key project_number "项目号"
  cost "费用" money
  own_funds "自筹" money
  lighting "灯光" yes/no
  score "评分" number
  event opened "启用" on opened_on "启用日"
record session "助餐" "one shared meal of older people" plural sessions
  key session_number "场次号"
  diners "用餐人数" count
  older_diners "老年用餐人数" count "aged 55 and over"
  event held "举办" on held_on "举办日"
record stay "短期照护" "one stay of one resident" plural stays
  key resident_number "住客号"
  arrived_on "入住日" date
  high_needs "重度" yes/no
  event ended "结束" on ended_on "离开日"
record letting "出租" "one home let to a voucher holder" plural lettings
  key unit "房号"
  bedrooms "卧室数" count
  rent "月租金" money
  veteran "退伍军人" yes/no
  event leased "签约" on leased_on "签约日"
