"""What a finding is, and how it is shown. The words of each finding stand in the package that finds it."""
