vocabulary boiler_upgrade_words "Words of the Boiler Upgrade Scheme" "锅炉升级计划词汇"

applicant owner "业主" "the owner of a property, for whom an installer applies" "房产所有人，由安装商代为申请"

record application "申请" "one application for a grant, about one plant in one property" "就一处房产的一套设备提出的一项申请"
  key number "申请号"
  property "房产" text "the unique number of the property" "房产的唯一编号"
  system "系统" is one of air_source "空气源热泵", ground_source "地源热泵", biomass "生物质锅炉"
  capacity "容量" number "capacity in kilowatts of heat" "热功率千瓦数"
  certified "经认证" yes/no
  replaces_fossil_or_electric "替换化石或电供暖" yes/no
  social_housing "社会住房" yes/no
  new_build "新建" yes/no
  self_build "自建" yes/no
  rural "乡村" yes/no
  on_gas_grid "接入燃气管网" yes/no
  certificate_on "能效证书日" date "day of the energy performance certificate" "能源性能证书的日期"
  other_public_grant "另有公共补助" yes/no "another grant from public funds for the same plant" "同一设备另获公共补助"
  installer "安装商" text "the id of the installer, who is paid" "收款的安装商编号"
  issued_on "发券日" date "day on which the voucher was issued" "补助券的签发日"
  event received "受理" on received_on "受理日" default
  event redeemed "兑券" on redeemed_on "兑券日"
