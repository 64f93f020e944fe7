"""Pure rules of commerce work: no window, no database, no files."""
