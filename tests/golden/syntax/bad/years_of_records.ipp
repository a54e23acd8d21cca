# Records of the year are `RECORD in the year`; a figure is that of the year without further words.
use ip
language 4

article 1
  award 100 to enterprise when technology_contract recorded
    if (last amount of technology_contract of the year) at least 5
    if (largest amount of technology_contract of the year with (put_to_use), otherwise 0) at least 5
    if total amount of technology_contract of this year at least 5
    if (last amount of technology_contract with (recorded of the year)) at least 5
    if main_revenue of the year at least 5
