namespace Ramure.Storage.Postgres;

/// <summary>The triggers that keep the audit trail append-only, whoever writes to the database.</summary>
internal static class AuditGuard
{
    /// <summary>Hosts that start together make them one after the other.</summary>
    public const long LockKey = 0x52414D_0003;

    public const string Exists =
        "SELECT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'kernel_audit_events_no_truncate' AND tgrelid = 'kernel_audit_events'::regclass)";

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
        """;
}
