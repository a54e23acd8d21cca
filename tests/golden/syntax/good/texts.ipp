# Texts in two languages, in either order.
policy town_2023 "某市办法" "Town: measures"
  use ip
  source "粤办发〔2020〕13号 and others" "依据粤办发〔2020〕13号等文件"
  reading "the event itself (grant, recognition, payment) must lie in the window, and the claim may follow" "获权、认定、缴费等事项本身须在有效期内"  # beside both

article 1 "LPR" "利率" defines "rate" "利率"
  table sums "奖金标准" by prize
    gold: 5
  group prizes "各类奖项"
    award sums of gold when patent_prize won
      as china_prize "中国专利奖"
      title "China patent prize" "中国专利奖"
  oblige county to "pay nothing again" "不得重复支付"
  refers to "标准化办法" "the measures of standards" for quality_award won
  target "patents" "专利拥有量" 200 by 2023
  县区 应当 "pay nothing" "不得支付"
