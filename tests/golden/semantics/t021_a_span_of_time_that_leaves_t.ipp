award 20000 once while invention_patent valid and filed_on more than 1000 years ago
