"""Tables that the database itself refuses to rewrite: a migration operation that installs the triggers."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class AppendOnly(migrations.RunPython):
    """Forbid DELETE and UPDATE on `table`; columns in `fill_once` may go from NULL or '' to a value, once."""

    def __init__(self, table: str, columns: list[str], fill_once: list[str] | None = None) -> None:
        self.table, self.columns, self.fill_once = table, columns, fill_once or []
        super().__init__(self._install, self._remove, elidable=False)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "AppendOnly", [self.table, self.columns, self.fill_once], {}

    def describe(self) -> str:
        return f"Let the database refuse changes to {self.table}"

    def _install(self, _apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in self._statements(editor.connection.vendor):
            editor.execute(statement, None)  # without parameters a % is only a %

    def _remove(self, _apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        tail = f" ON {self.table}" if editor.connection.vendor == "postgresql" else ""
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_no_{verb}{tail}")

    def _statements(self, vendor: str) -> list[str]:
        changed = self._changed("IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT")
        if vendor == "postgresql":
            return [
                "CREATE OR REPLACE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'append-only: % of % refused', TG_OP, TG_TABLE_NAME; END $$",
                f"CREATE TRIGGER {self.table}_no_update BEFORE UPDATE ON {self.table} FOR EACH ROW "
                f"WHEN ({changed}) EXECUTE FUNCTION refuse_rewrite()",
                f"CREATE TRIGGER {self.table}_no_delete BEFORE DELETE ON {self.table} FOR EACH ROW "
                "EXECUTE FUNCTION refuse_rewrite()",
            ]
        refuse = f"BEGIN SELECT RAISE(ABORT, 'append-only: change of {self.table} refused'); END"
        return [
            f"CREATE TRIGGER {self.table}_no_update BEFORE UPDATE ON {self.table} WHEN {changed} {refuse}",
            f"CREATE TRIGGER {self.table}_no_delete BEFORE DELETE ON {self.table} {refuse}",
        ]

    def _changed(self, differs: str) -> str:
        fixed = [f"OLD.{column} {differs} NEW.{column}" for column in self.columns]
        once = [
            f"(OLD.{column} IS NOT NULL AND CAST(OLD.{column} AS TEXT) <> '' AND OLD.{column} {differs} NEW.{column})"
            for column in self.fill_once
        ]
        return " OR ".join(fixed + once)
