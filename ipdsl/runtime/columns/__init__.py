"""What settles many applicants at once, over columns of ints; in the common subset of CPython and LLVM."""
