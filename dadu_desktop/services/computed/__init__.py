"""Fields that are computed when they are shown: a module for each record type that has some."""
