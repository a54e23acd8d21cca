vocabulary land "Farms and land"

applicant farmer "农户" "a person or body that farms" includes young_farmer
applicant young_farmer "青年农户" "a farmer of at most 40 years with training"
applicant cooperative "合作社" "a body of several farmers"

applicant fields
  holding "农场号" text fixed
  size "规模" dated is one of small "小型", large "大型"
  organic "有机" yes/no dated
  farming "从业" since set_up_on "从业起始日"

record machine "农机" "one machine" plural machines
  key serial "机号"
  second_hand "二手" yes/no
  cost "费用" money
  event bought "购买" on bought_on "购买日"
record shed "棚舍" "one building of a farm" plural sheds
  key permit "许可号"
  buyer_class "农户类别" is one of young "青年", other "其他"
  cost "费用" money
  event completed "完工" on completed_on "完工日"
record hedge "树篱" "one hedge" plural hedges
  key parcel "地块号"
  metres "米数" count
  event planted "种植" on planted_on "种植日"
record orchard "果园" "one orchard" plural orchards
  key parcel "地块号"
  hectares "公顷数" count "whole hectares"
  traditional "传统" yes/no
  event restored "恢复" on restored_on "恢复日"
record woodland "林地" "one wood that was planted"
  key parcel "地块号"
  hectares "公顷数" count "whole hectares"
  near_water "临水" yes/no
  cost "费用" money
  event planted "种植" on planted_on "种植日"
record breach "违规" "one breach of the rules on animals or land"
  key notice "通知号"
  event found "认定" on found_on "认定日"
