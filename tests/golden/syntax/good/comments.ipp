# Above everything.

# A second block,
#
# with an empty line.

policy comments   # beside the head
  # above a header
  use ip


article 1   # beside an article
    # wrongly deep, still above the award
  award 5 when r new   # first line
      and a   # second line
      # between the lines

      and b
  reading "a # in a quotation"   #

# at the end

# at the very end
