词汇 yunling_words "云岭县补充词汇"

使用词汇 ip

年度数据
  variety_filings "品种申请量" 件数
记录 plant_variety "植物新品种" "农业、林业部门授予的品种权"
  识别项 number "品种权号"
  kind "作物类别" 取值 crop "大田作物"、tree "林木"、fruit "果树"
  事件 granted "授权" 于 granted_on "授权日" 默认
记录 geo_indication "地理标志" "一项地理标志，按取得途径"
  识别项 product "产品"、form
  form "取得途径" 取值 mark "证明商标"、protected "保护产品"
  事件 obtained "取得" 于 obtained_on "取得日" 首次
