词汇 venues "文化、旅游、会展与体育词汇"

申请人 organiser "办展单位" "举办展会或者会议的单位"
申请人 agency "旅行社"
申请人 hotel "旅游饭店"
申请人 studio "文化企业" "影视、动画和游戏企业"
申请人 museum "非国有博物馆"
申请人 host "承办单位" "承办体育赛事的单位"

年度数据
  inbound "入境游客数" 件数
  open_days "开放天数" 件数
  museum_visits "参观人次" 件数

记录 fair "展会" "一届展会"
  识别项 fair_number "展会编号"
  name "展会名称" 文本
  kind "展会类别" 取值 international "国际性"、national "全国性"、trade "行业性"
  area "展览面积" 件数 "平方米"
  last_area "上届面积" 件数 "平方米"
  rent "场租费" 金额
  事件 held "举办" 于 held_on "举办日"
记录 meeting "会议" "一次会议"
  识别项 meeting_number "会议编号"
  people "参会人数" 件数
  nights "住宿间夜数" 件数
  lodging "住宿费用" 金额
  hall "场地租金" 金额
  off_season "淡季" 是否 "在5月至9月召开"
  事件 opened "召开" 于 opened_on "召开日"
记录 tour "旅游团队" "一个旅游团队"
  识别项 tour_number "团号"
  kind "组团方式" 取值 flight "包机"、train "专列"、coach "大巴"
  people "游客人数" 件数
  nights "过夜晚数" 件数
  事件 received "接待" 于 received_on "接待日"
记录 grading "星级评定" "饭店的一次星级评定"
  识别项 hotel_name "饭店名称"、star
  同一事项 按 hotel_name
  star "饭店星级" 取值 five "五星级"、four "四星级"、three "三星级"
  事件 graded "评定" 于 graded_on "评定日"
记录 series "电视剧" "一部电视剧"
  识别项 licence "发行许可证号"
  channel "播出平台" 取值 cctv "中央台"、satellite "省级卫视"、web "网络平台"
  episodes "集数" 件数
  事件 shown "首播" 于 shown_on "首播日"
记录 cartoon "动画片" "一部动画片"
  识别项 cartoon_licence "动画许可证号"
  channel "播出频道" 取值 cctv "中央台"、satellite "省级卫视"
  dimension "制作方式" 取值 two "二维"、three "三维"
  minutes "播出分钟数" 件数
  事件 broadcast "播出" 于 broadcast_on "播出日"
记录 game "游戏" "一款游戏"
  识别项 game_number "版号"
  事件 launched "上线" 于 launched_on "上线日"
记录 match "体育赛事" "一项赛事"
  识别项 match_number "赛事编号"
  players "参赛人数" 件数
  audience "观赛人次" 件数
  cost "办赛经费" 金额
  事件 held "办结" 于 ended_on "办结日"
