"""Tables in files: Parquet, CSV and workbooks, read in parts; and the parts of a result."""
