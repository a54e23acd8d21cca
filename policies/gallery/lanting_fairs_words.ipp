vocabulary lanting_fairs_words "Words of the aid for trade fairs" "参展补助词汇"

applicant firm "企业" "a firm that sells its own products" "销售自产产品的企业"

level provincial "省级" > municipal "市级"

applicant fields
  located_here "在本市" yes/no dated

record stand "展位" "one stand of one firm at one fair" "一家企业在一次展会上的一个展位" plural stands
  key number "展位号"
  market "国家或地区" text "the country or region of the fair" "展会所在国家或地区"
  abroad "境外" yes/no
  area "展位面积" number "square metres, by the contract" "平方米，以合同为准"
  rent "展位费" money
  freight "运费" money "freight of the goods to the fair and back" "展品往返运费"
  event held "参展" on opened_on "开展日"
record entry "参赛产品" "one product in the competition of the city" "参加本市评选的一件产品" plural entries
  key entry_number "参赛编号"
  score "得分" number "average of the judges" "评委平均分"
  submitted_on "提交日" date
  event judged "评审" on judged_on "评审日"
