vocabulary works "Water, arts and cycling"

applicant grower "种植户" "a business that grows irrigated crops"
applicant club "俱乐部" "a sports club with members"
applicant school "学校" "a school"
applicant artist "艺术家" "a person who makes art"
applicant household "家庭" "the people of one home"

applicant fields
  members "会员数" count dated
  pupils "学生数" count dated
  insured "已投保" yes/no dated
  open_to_public "开放" yes/no dated

record reservoir "水库" "one reservoir on a farm" plural reservoirs
  key permit "许可号"
  cost "费用" money
  volume "库容" count "cubic metres"
  kind "类型" is one of lined "衬砌", earth "土质"
  event finished "完工" on finished_on "完工日"
record exhibition "展出" "one exhibition" plural exhibitions
  key title "名称"
  venue "场馆" text
  cost "费用" money
  days "天数" count
  event opened "开幕" on opened_on "开幕日"
record bicycle "自行车" "one bicycle" plural bicycles
  key frame "车架号"
  price "价格" money
  electric "电动" yes/no
  event bought "购买" on bought_on "购买日"
record rack "停车架" "one stand for bicycles" plural racks
  key number "编号"
  spaces "车位数" count
  cost "费用" money
  event installed "安装" on installed_on "安装日"
record lesson "课程" "one course of lessons" plural lessons
  key code "课号"
  hours "课时" count
  fee "学费" money
  level "程度" is one of beginner "初级", advanced "高级"
  event completed "结业" on completed_on "结业日"
