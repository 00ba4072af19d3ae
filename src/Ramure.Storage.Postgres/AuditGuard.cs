using System.Globalization;
using Ramure.Kernel.Data;

namespace Ramure.Storage.Postgres;

/// <summary>The triggers that keep the audit trail, and other tables, append-only, whoever writes to the database.</summary>
internal static class AuditGuard
{
    /// <summary>Hosts that start together make them one after the other.</summary>
    public const long LockKey = 0x52414D_0003;

    /// <summary>Whether all of them are there.</summary>
    public static string Exist(IReadOnlyList<AppendOnlyTable> tables) =>
        "SELECT COUNT(*) = " + (tables.Count + 1).ToString(CultureInfo.InvariantCulture) + " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = current_schema()::regnamespace "
        + "WHERE t.tgname = c.relname || '_no_truncate' AND c.relname IN ("
        + string.Join(", ", tables.Select(t => t.Name).Prepend("kernel_audit_events").Select(name => $"'{name}'")) + ")";

    public const string Sql =
        """
        CREATE OR REPLACE FUNCTION kernel_audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF OLD."RedactedAt" IS NULL AND NEW."RedactedAt" IS NOT NULL
              AND NEW."Before" IS NULL AND NEW."After" IS NULL AND NEW."Reason" IS NULL AND NEW."Salt" IS NULL
              AND (NEW."Id", NEW."Sequence", NEW."At", NEW."Actor", NEW."Operation", NEW."SubjectKind", NEW."SubjectId", NEW."Unit", NEW."PayloadDigest", NEW."Hash")
                IS NOT DISTINCT FROM
                (OLD."Id", OLD."Sequence", OLD."At", OLD."Actor", OLD."Operation", OLD."SubjectKind", OLD."SubjectId", OLD."Unit", OLD."PayloadDigest", OLD."Hash")
            THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'the audit trail is append-only';
        END $$;
        CREATE OR REPLACE TRIGGER kernel_audit_events_no_change BEFORE UPDATE OR DELETE ON kernel_audit_events
          FOR EACH ROW EXECUTE FUNCTION kernel_audit_guard();
        CREATE OR REPLACE TRIGGER kernel_audit_events_no_truncate BEFORE TRUNCATE ON kernel_audit_events
          FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_guard();
        CREATE OR REPLACE FUNCTION kernel_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
        END $$;
        """;

    /// <summary>The same for a table whose rows are never changed at all.</summary>
    public static string Of(AppendOnlyTable table) =>
        $"""

         CREATE OR REPLACE TRIGGER {table.Name}_no_change BEFORE UPDATE OR DELETE ON {table.Name}
           FOR EACH ROW EXECUTE FUNCTION kernel_append_only();
         CREATE OR REPLACE TRIGGER {table.Name}_no_truncate BEFORE TRUNCATE ON {table.Name}
           FOR EACH STATEMENT EXECUTE FUNCTION kernel_append_only();
         """;
}
