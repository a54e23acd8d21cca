vocabulary n016_vocabularies_that_use_each_o "Words that use themselves"
  use n016_vocabularies_that_use_each_o

applicant enterprise "企业"
