"""How fast the program is beside the plain libraries it is made of, measured in the same run."""
