"""The desk: facts in workbooks and folders of CSV, for those who fill in forms."""
