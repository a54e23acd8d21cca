award 20000 while invention_patent valid and full years from filed_on to the day at least 5
award 20000 while invention_patent valid and granted and the day at least 5 years after filed_on
  as old
