award 20000 when invention_patent filed and granted
