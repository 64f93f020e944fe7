"""The triggers of the history for PostgreSQL: one function notes every change of every tracked table."""

# ruff: noqa: S608 - the statements are put together from the names of mapped tables and columns only

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Table

_NOTE = "history_note"
_REFUSE = "history_refuse"


def functions(unwritten: Iterable[str]) -> dict[str, str]:
    """Write the bodies of the two functions, by name; ``unwritten`` are the columns that the history leaves out.

    The first takes the names of a table's key and of the column that points to its record, or ''.
    """
    names = ", ".join(f"'{name}'" for name in sorted(unwritten))
    return {
        _NOTE: f"""
DECLARE
  was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  is_now jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  one jsonb := coalesce(is_now, was);
  unwritten text[] := ARRAY[{names}];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(k, was -> k), jsonb_object_agg(k, is_now -> k) INTO was, is_now
      FROM jsonb_object_keys(is_now) k
      WHERE k <> ALL (unwritten) AND was -> k IS DISTINCT FROM is_now -> k;
    IF is_now IS NULL THEN RETURN NULL; END IF;
  ELSE
    was := jsonb_strip_nulls(was - unwritten);
    is_now := jsonb_strip_nulls(is_now - unwritten);
  END IF;
  INSERT INTO history (at, person, reason, batch, table_name, record_id, parent_id, action, before, after)
    SELECT coalesce(c.at, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')),
      c.person, c.reason, c.batch, TG_TABLE_NAME, one ->> TG_ARGV[0], (one ->> TG_ARGV[1])::integer,
      lower(TG_OP), was::text, is_now::text
    FROM change_context c;
  RETURN NULL;
END""",
        _REFUSE: "\nBEGIN RAISE EXCEPTION 'history cannot be changed'; END",
    }


def triggers(tracked: Iterable[Table], never: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], str]:
    """Write the triggers by table and name: what notes changes, and what refuses those of the history itself."""
    made: dict[tuple[str, str], str] = {}
    for table in tracked:
        key = next(iter(table.primary_key.columns)).name
        parent = next((name for name in ("parent_id", "owner_id", "record_id") if name in table.columns), "")
        made[table.name, f"history_{table.name}"] = (
            f'AFTER INSERT OR UPDATE OR DELETE ON "{table.name}" FOR EACH ROW '
            f"EXECUTE FUNCTION {_NOTE}('{key}', '{parent}')"
        )
    for name, actions in never.items():
        made[name, f"{name}_kept"] = (
            f'BEFORE {" OR ".join([*actions, "TRUNCATE"])} ON "{name}" FOR EACH STATEMENT '
            f"EXECUTE FUNCTION {_REFUSE}()"
        )
    return made


def create(connection: Connection, bodies: Mapping[str, str], wanted: Mapping[tuple[str, str], str]) -> None:
    """Make functions and triggers anew."""
    for name, body in bodies.items():
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$"
        )
    for (table, name), what in wanted.items():
        connection.exec_driver_sql(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
        connection.exec_driver_sql(f'CREATE TRIGGER "{name}" {what}')


def wrong(
    connection: Connection, bodies: Mapping[str, str], wanted: Mapping[tuple[str, str], str]
) -> list[str]:
    """Name the functions that read otherwise and the triggers that are missing or switched off."""
    sources: dict[str, str] = dict(
        connection.exec_driver_sql("SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'history%%'").all()
    )
    there = set(
        connection.exec_driver_sql(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        ).scalars()
    )
    return [name for name, body in bodies.items() if sources.get(name) != body] + [
        name for _, name in wanted if name not in there
    ]
