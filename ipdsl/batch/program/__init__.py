"""Column programs: loops over arrays of ints, in a subset of Python that LLVM compiles too."""
