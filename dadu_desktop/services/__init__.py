"""One function for each thing a person can do; plain data in, plain data out."""
