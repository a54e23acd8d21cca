词汇 commerce "商贸、工业、外贸与金融词汇"

申请人 trader "商贸企业" "批发、零售、住宿和餐饮企业"
申请人 factory "工业企业" "规模以上工业企业"
申请人 exporter "外贸企业" "有进出口业务的企业"
申请人 bank "金融机构" "银行、证券和保险机构"

年度数据
  sales "销售额" 金额
  output "产值" 金额
  trade "进出口额" 金额
  income "营业收入" 金额

记录 listing "纳统" "首次纳入限额以上统计"
  识别项 statistics_number "统计代码"
  kind "行业" 取值 wholesale "批发"、retail "零售"、catering "餐饮"
  事件 listed "入库" 于 listed_on "入库日"
记录 settlement "新设机构" "新设立的金融机构"
  识别项 licence "许可证号"
  capital "实缴资本" 金额
  事件 opened "开业" 于 opened_on "开业日"
记录 lease "办公租赁" "一处租用的办公用房"
  识别项 contract "租赁合同号"
  rent "年租金" 金额
  area "租用面积" 数值 "平方米"
  months "租用月数" 件数 "当年"
  emerging "新兴产业" 是否
  事件 paid "付租" 于 paid_on "付租日"
记录 fair "展会" "一次展览会"
  识别项 booth "展位号"
  abroad "境外" 是否
  booths "展位数" 件数
  事件 shown "参展" 于 shown_on "参展日"
记录 cloud "上云项目" "一项云服务"
  识别项 service_contract "服务合同号"
  fee "云服务费" 金额
  kind "上云类别" 取值 base "基础系统"、management "管理系统"、business "业务系统"
  事件 passed "验收" 于 passed_on "验收日"
