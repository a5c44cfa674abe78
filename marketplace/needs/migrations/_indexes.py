"""What the database keeps beside the needs: an index of words, and how many visible needs there are of each kind.

SQLite rebuilds a table when a column changes and loses its triggers on the way: a later migration of `needs_need`
repeats this operation as its last one, which also fills both anew.
"""

from django.db import migrations

WATCHED = "live, audience, status, need_kind, aid_type, place, urgency_band, deadline_band"
CELL = "audience, status, need_kind, aid_type, area, urgency_band, deadline_band"


def cell_of(row):
    """The combination that a row of needs_need counts for, column by column."""
    area = (
        f"CASE WHEN {row}.place IN ('urban', 'county') THEN {row}.place "
        f"ELSE substr(coalesce({row}.place, ''), 1, 6) END"
    )
    return [
        f"{row}.audience", f"{row}.status", f"{row}.need_kind", f"coalesce({row}.aid_type, '')", area,
        f"coalesce({row}.urgency_band, '')", f"coalesce({row}.deadline_band, '')",
    ]  # fmt: skip


def count(row):
    """One more of its kind."""
    return (
        f"INSERT INTO needs_facetcount ({CELL}, needs) SELECT {', '.join(cell_of(row))}, 1 WHERE {row}.live "
        f"ON CONFLICT ({CELL}) DO UPDATE SET needs = needs_facetcount.needs + 1;"
    )


def discount(row):
    """One fewer of its kind."""
    same = " AND ".join(f"{column} = {value}" for column, value in zip(CELL.split(", "), cell_of(row), strict=True))
    return f"UPDATE needs_facetcount SET needs = needs - 1 WHERE {row}.live AND {same};"


COUNT_ANEW = [
    "DELETE FROM needs_facetcount",
    f"INSERT INTO needs_facetcount ({CELL}, needs) SELECT {', '.join(cell_of('n'))}, count(*) FROM needs_need n "
    "WHERE n.live GROUP BY 1, 2, 3, 4, 5, 6, 7",
]

SQLITE = [
    "CREATE TRIGGER needs_counted_in AFTER INSERT ON needs_need WHEN NEW.live BEGIN " + count("NEW") + " END",
    f"CREATE TRIGGER needs_recounted AFTER UPDATE OF {WATCHED} ON needs_need WHEN OLD.live OR NEW.live BEGIN "
    + discount("OLD") + " " + count("NEW") + " END",
    "CREATE TRIGGER needs_counted_out AFTER DELETE ON needs_need WHEN OLD.live BEGIN " + discount("OLD") + " END",
    # The ascii tokenizer splits at ASCII signs only: a token is found exactly as it was written, whatever its script.
    "CREATE VIRTUAL TABLE needs_need_words USING fts5(search_tokens, content='needs_need', content_rowid='id', "
    "tokenize='ascii', detail='none')",
    "CREATE TRIGGER needs_words_in AFTER INSERT ON needs_need BEGIN "
    "INSERT INTO needs_need_words (rowid, search_tokens) VALUES (NEW.id, NEW.search_tokens); END",
    "CREATE TRIGGER needs_words_changed AFTER UPDATE OF search_tokens ON needs_need "
    "WHEN OLD.search_tokens <> NEW.search_tokens BEGIN "
    "INSERT INTO needs_need_words (needs_need_words, rowid, search_tokens) "
    "VALUES ('delete', OLD.id, OLD.search_tokens); "
    "INSERT INTO needs_need_words (rowid, search_tokens) VALUES (NEW.id, NEW.search_tokens); END",
    "CREATE TRIGGER needs_words_out AFTER DELETE ON needs_need BEGIN "
    "INSERT INTO needs_need_words (needs_need_words, rowid, search_tokens) "
    "VALUES ('delete', OLD.id, OLD.search_tokens); END",
    "INSERT INTO needs_need_words (needs_need_words) VALUES ('rebuild')",
]  # fmt: skip
SQLITE_GONE = [
    *(f"DROP TRIGGER IF EXISTS needs_{name}" for name in (
        "counted_in", "recounted", "counted_out", "words_in", "words_changed", "words_out",
    )),
    "DROP TABLE IF EXISTS needs_need_words",
]  # fmt: skip

POSTGRESQL = [
    "CREATE FUNCTION count_needs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP <> 'INSERT' AND OLD.live THEN " + discount("OLD") + " END IF; "
    "IF TG_OP <> 'DELETE' AND NEW.live THEN " + count("NEW") + " END IF; "
    "RETURN NULL; END $$",
    "CREATE TRIGGER needs_counted AFTER INSERT OR DELETE ON needs_need FOR EACH ROW EXECUTE FUNCTION count_needs()",
    f"CREATE TRIGGER needs_recounted AFTER UPDATE OF {WATCHED} ON needs_need FOR EACH ROW "
    "EXECUTE FUNCTION count_needs()",
    "CREATE INDEX needs_need_words ON needs_need USING gin (string_to_array(search_tokens, ' '))",
]
POSTGRESQL_GONE = [
    "DROP TRIGGER IF EXISTS needs_counted ON needs_need",
    "DROP TRIGGER IF EXISTS needs_recounted ON needs_need",
    "DROP FUNCTION IF EXISTS count_needs()",
    "DROP INDEX IF EXISTS needs_need_words",
]


class IndexNeeds(migrations.RunPython):
    """Install both, after taking away what an earlier run left."""

    def __init__(self):
        super().__init__(self._install, self._remove, elidable=False)

    def deconstruct(self):
        return "IndexNeeds", [], {}

    def describe(self):
        return "Let the database index the words of needs and count the visible ones"

    def _install(self, apps, editor):
        self._remove(apps, editor)
        for statement in (POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE) + COUNT_ANEW:
            editor.execute(statement, None)  # without parameters a % is only a %

    def _remove(self, _apps, editor):
        for statement in POSTGRESQL_GONE if editor.connection.vendor == "postgresql" else SQLITE_GONE:
            editor.execute(statement, None)
