award 20000 to enterprise each year
