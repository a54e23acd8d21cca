词汇 visits "会展、文化与旅游词汇"

申请人 travel_agency "旅行社" "有旅行社业务经营许可的企业"
申请人 organiser "主办单位" "举办展览的单位"
申请人 culture_company "文化企业" "从事文化产业的企业"
申请人 host "民宿业主" "经营民宿的人"

记录 exhibition "展览" "一届展览"
  识别项 name "展会名称"、edition "届次"
  area "展览面积" 件数 "平方米"
  booths "展位数" 件数
  rent "场租" 金额
  international "国际性" 是否
  事件 held "举办" 于 held_on "举办日"
记录 culture_fair "文化展会" "一次参展"
  识别项 booth_number "展位编号"
  booth_fee "展位费" 金额
  事件 attended "参展" 于 attended_on "参展日"
记录 tour "旅游团队" "一个团队"
  识别项 tour_number "团号"
  people "人数" 件数
  nights "过夜数" 件数
  transport "交通方式" 取值 train "专列"、plane "包机"、car "自驾"
  事件 received "接待" 于 received_on "接待日"
记录 show "电视剧" "一部剧"
  识别项 licence "发行许可证号"
  channel "播出平台" 取值 central "中央台"、satellite "省级卫视"
  episodes "集数" 件数
  事件 aired "首播" 于 aired_on "首播日"
记录 film "电影" "一部电影"
  识别项 licence "公映许可证号"
  box_office "票房" 金额
  事件 released "上映" 于 released_on "上映日"
记录 guesthouse "民宿" "一次等级评定"
  识别项 house、stars
  house "民宿名称" 文本
  stars "星级" 取值 three_stars "三星级"、four_stars "四星级"、five_stars "五星级"
  事件 graded "评定" 于 graded_on "评定日"
