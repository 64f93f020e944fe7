"""What is kept: one module a ledger, each field declared once on its mapped attribute."""
