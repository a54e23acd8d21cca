vocabulary words "Words"

record loan "贷款"
  key pledged "质押权项"
  pledged "质押权项" list of text
  event repaid "还清" on repaid_on "还清日"
