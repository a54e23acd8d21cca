"""Facts and decisions in the files of an office: workbooks, letters, interviews."""
