namespace Ramure.Storage.Sqlite;

/// <summary>The triggers that keep the audit trail append-only, whoever writes to the database.</summary>
internal static class AuditGuard
{
    public const string Sql =
        """
        CREATE TRIGGER IF NOT EXISTS kernel_audit_events_no_delete BEFORE DELETE ON kernel_audit_events
        BEGIN
          SELECT RAISE(ABORT, 'the audit trail is append-only');
        END;
        CREATE TRIGGER IF NOT EXISTS kernel_audit_events_no_update BEFORE UPDATE ON kernel_audit_events
        WHEN NOT (
          OLD."RedactedAt" IS NULL AND NEW."RedactedAt" IS NOT NULL
          AND NEW."Before" IS NULL AND NEW."After" IS NULL AND NEW."Reason" IS NULL AND NEW."Salt" IS NULL
          AND NEW."Id" IS OLD."Id" AND NEW."Sequence" IS OLD."Sequence" AND NEW."At" IS OLD."At" AND NEW."Actor" IS OLD."Actor"
          AND NEW."Operation" IS OLD."Operation" AND NEW."SubjectKind" IS OLD."SubjectKind" AND NEW."SubjectId" IS OLD."SubjectId"
          AND NEW."Unit" IS OLD."Unit" AND NEW."PayloadDigest" IS OLD."PayloadDigest" AND NEW."Hash" IS OLD."Hash")
        BEGIN
          SELECT RAISE(ABORT, 'the audit trail is append-only');
        END;
        """;
}
