"""Sheets of workbooks and of folders of CSV: opened within limits, and read as cells."""
