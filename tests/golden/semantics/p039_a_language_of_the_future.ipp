language 9

award 200000 once when geo_indication_product new
