"""Workbooks to rows and rows to workbooks; both directions pure."""
