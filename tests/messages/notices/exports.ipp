词汇 exports "外贸、会展、人才、赛事与演出词汇"

申请人 exporter "外贸企业" "有进出口业务的企业"
申请人 organiser "办展单位" "举办展览、会议的单位"
申请人 station "设站单位" "设有博士后科研工作站的单位"
申请人 talent "人才" "到本市工作的人员"
申请人 host "赛事单位" "承办体育赛事的单位"
申请人 troupe "演出单位" "举办营业性演出的单位"
申请人 cinema "影院" "电影放映单位"

申请人情况
  founded "经营" 起自 founded_on "开业日"
  discredited "失信" 是否 随时变动

年度数据
  export_value "出口额" 金额
  software "软件出口额" 金额
  box_office "票房收入" 金额
  screenings "放映场次" 件数
  companies "服务企业数" 件数

记录 fair "境外展会" "一次参展"
  识别项 booth_number "展位号"
  booths "展位数" 件数
  booth_fee "展位费" 金额
  freight "运输费" 金额
  market "市场" 取值 traditional "传统市场"、emerging "新兴市场"
  online "线上" 是否
  事件 attended "参展" 于 attended_on "参展日"
记录 insurance "信用保险" "一张出口信用保险保单"
  识别项 policy_number "保单号"
  premium "保费" 金额
  market "承保市场" 取值 traditional "成熟市场"、emerging "新市场"
  事件 bought "投保" 于 bought_on "投保日"
记录 exhibition "展览" "一届展览"
  识别项 exhibition_number "展览号"
  area "展览面积" 件数 "平方米"
  days "展期天数" 件数
  foreign_area "境外展位面积" 件数 "平方米"
  local_area "境内展位面积" 件数 "平方米"
  rent "场租" 金额
  edition "届次" 件数
  事件 held "举办" 于 held_on "举办日"
记录 conference "会议" "一次会议"
  识别项 conference_number "会议号"
  people "参会人数" 件数
  foreign_people "境外人数" 件数
  days "会期天数" 件数
  room_nights "住宿间夜" 件数
  costs "会议费用" 金额
  事件 closed "闭幕" 于 closed_on "闭幕日"
记录 fellow "博士后" "一名博士后人员"
  识别项 fellow_number "编号"
  months "在站月数" 件数
  stays "留市工作" 是否
  entered_on "进站日" 日期
  事件 entered "进站" 于 entered_on
  事件 left "出站" 于 left_on "出站日"
记录 arrival "引进" "一名人才到岗"
  识别项 contract "聘用合同号"
  degree "学位" 取值 bachelor "学士"、master "硕士"、doctor "博士"
  rent "月租金" 金额
  months "租住月数" 件数 "当年"
  home_price "购房款" 金额
  born_on "出生日" 日期
  事件 arrived "到岗" 于 arrived_on "到岗日"
记录 game "赛事" "一届体育赛事"
  识别项 game_number "赛事号"
  level "赛级" 取值 international "国际赛事"、national "全国赛事"、regional "区域赛事"
  teams "参赛队数" 件数
  cost "办赛投入" 金额
  score "评分" 数值
  事件 held "举办" 于 held_on "举办日"
记录 show "演出" "一场演出"
  识别项 show_number "演出号"
  takings "单场票房" 金额
  cheap_tickets "低价票数" 件数
  seats "可售票数" 件数
  cost "演出成本" 金额
  rate "上座率" 比例
  事件 played "上演" 于 played_on "上演日"
记录 theatre_building "影院项目" "一个新建或改扩建的影院"
  识别项 project_number "项目号"
  halls "放映厅数" 件数
  seats "座位数" 件数
  new_building "新建" 是否
  事件 opened "开业" 于 opened_on "营业日"
