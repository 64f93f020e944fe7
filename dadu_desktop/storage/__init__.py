"""The ledger file: engine, unit of work, history, search index, migrations, backup."""
