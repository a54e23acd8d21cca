词汇 venues "旅游、影视、场馆、电梯与环保词汇"

申请人 agency "旅行社" "依法设立的旅行社"
申请人 studio "影视企业" "制作影视作品的企业"
申请人 museum "博物馆" "非国有博物馆"
申请人 owners "业主" "一个单元的全体业主"
申请人 restaurant "餐饮单位" "餐饮服务单位"
申请人 firm "企业" "依法登记的企业"
申请人 incubator "孵化器" "孵化器的运营机构"

年度数据
  visitors "游客人次" 件数
  audience "参观人数" 件数
  firms "入驻企业数" 件数

记录 group_tour "旅游团" "一次接待的团队"
  识别项 group_number "团号"
  kind "交通" 取值 charter "包机"、train "专列"、coach "大巴"
  people "人数" 件数
  nights "住宿晚数" 件数
  round_trip "往返" 是否
  foreign "境外" 是否
  事件 received "接待" 于 received_on "接待日"
记录 series "电视剧" "一部电视剧"
  识别项 title "剧名"
  episodes "集数" 件数
  cost "制作成本" 金额
  channel "频道" 取值 first "一套"、eighth "八套"、other "其他频道"
  事件 shown "播出" 于 shown_on "播出日"
记录 lift "电梯" "增设的一部电梯"
  识别项 registration "电梯登记号"
  floors "停靠层数" 件数
  cost "工程造价" 金额
  shaft "预留井道" 是否
  事件 accepted "验收" 于 accepted_on "验收日"
记录 filter "净化设施" "一套油烟净化设施"
  识别项 model_number "设备号"
  volume "处理风量" 件数
  cost "设备费" 金额
  事件 installed "安装" 于 installed_on "安装日"
记录 plant "光伏项目" "一个分布式光伏项目"
  识别项 plant_number "项目号"
  power "发电数" 件数 "当年，千瓦时"
  connected_on "并网日" 日期
  事件 read "抄表" 于 read_on "抄表日"
记录 display "展览项目" "一个展览项目"
  识别项 display_number "展览号"
  cost "展览费" 金额
  score "评分" 数值
  事件 held "举办" 于 held_on "举办日"
