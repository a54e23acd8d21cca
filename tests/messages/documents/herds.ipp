vocabulary herds "Cattle and woodland"

applicant farmer "农户" "a person or body that farms"

figures per year
  pairs "母子对数" count "cows weighed with their calves"

record calf "犊牛" "one calf" plural calves
  key tag "耳标号"
  event weighed "称重" on weighed_on "称重日"
record woodland "林地" "one plantation" plural woodlands
  key plot "地块号"
  area "公顷数" number
  cost "费用" money "with tax"
  vat "税额" money
  event planted "造林" on planted_on "造林日"
  state standing "存续" from planted_on until felled_on "采伐日"
