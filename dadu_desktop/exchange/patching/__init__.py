"""Workbooks of others changed in place: only the parts that are touched are written anew, all else stays."""
