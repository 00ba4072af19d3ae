using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramure.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts_accounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DisplayName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Search = table.Column<string>(type: "TEXT", maxLength: 377, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DisabledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ErasedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    IsSample = table.Column<bool>(type: "INTEGER", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "accounts_alarms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_alarms", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "accounts_throttles",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    BlockedUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ForgetAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_throttles", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "accounts_watch_counts",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Slot = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_watch_counts", x => new { x.Kind, x.Slot });
                });

            migrationBuilder.CreateTable(
                name: "journal_activities",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    StartDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EndDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Precision = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    HalfDays = table.Column<int>(type: "INTEGER", nullable: true),
                    Days = table.Column<string>(type: "TEXT", nullable: false),
                    Sessions = table.Column<int>(type: "INTEGER", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    Place = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Uai = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    PlaceName = table.Column<string>(type: "TEXT", nullable: true),
                    Modality = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Theme = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Partner = table.Column<string>(type: "TEXT", nullable: true),
                    PartnerKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Headcount = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    StatedIn = table.Column<string>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    TakenBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Search = table.Column<string>(type: "TEXT", nullable: false),
                    NoteSearch = table.Column<string>(type: "TEXT", nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal_activities", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "journal_stated_totals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Report = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Rank = table.Column<int>(type: "INTEGER", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    Stated = table.Column<long>(type: "INTEGER", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Filter = table.Column<string>(type: "TEXT", nullable: false),
                    StatedIn = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal_stated_totals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_audit_events",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Operation = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SubjectKind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Before = table.Column<string>(type: "TEXT", nullable: true),
                    After = table.Column<string>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Salt = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    PayloadDigest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RedactedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_audit_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_audit_head",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Mac = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_audit_head", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_file_use",
                columns: table => new
                {
                    StoredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Files = table.Column<long>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_file_use", x => new { x.StoredBy, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "kernel_files",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 64, nullable: false),
                    StoredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    StoredAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_files", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_first_start",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ChosenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_first_start", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "kernel_jobs",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    NextRunAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Lease = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeaseUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastStartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastEndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_jobs", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "kernel_outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Payload = table.Column<string>(type: "TEXT", nullable: false),
                    Operation = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EnqueuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Lease = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeaseUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_protection_keys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Xml = table.Column<string>(type: "TEXT", nullable: false),
                    StoredAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_protection_keys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_readings",
                columns: table => new
                {
                    Reader = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_readings", x => new { x.Reader, x.Place, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "ledger_context_facets",
                columns: table => new
                {
                    context_id = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_context_facets", x => new { x.context_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "ledger_contexts",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_contexts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    measure_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_number = table.Column<int>(type: "INTEGER", nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    context_id = table.Column<int>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: true),
                    state = table.Column<short>(type: "INTEGER", nullable: false),
                    basis = table.Column<short>(type: "INTEGER", nullable: false),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    posting_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reverses = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_measures",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    label = table.Column<string>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    smallest_unit = table.Column<string>(type: "TEXT", nullable: false),
                    per_unit = table.Column<long>(type: "INTEGER", nullable: false),
                    decimals = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    time_operator = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_operator = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    asked = table.Column<string>(type: "TEXT", nullable: false),
                    service = table.Column<string>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", nullable: true),
                    collection_tool = table.Column<string>(type: "TEXT", nullable: true),
                    owner = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_measures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_postings",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    operation = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    last_entry = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_postings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_presences",
                columns: table => new
                {
                    measure_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_number = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    live = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_presences", x => new { x.measure_id, x.unit_number, x.month, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "ledger_rollups",
                columns: table => new
                {
                    measure_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_number = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    entries = table.Column<long>(type: "INTEGER", nullable: false),
                    known = table.Column<long>(type: "INTEGER", nullable: false),
                    nc = table.Column<long>(type: "INTEGER", nullable: false),
                    so = table.Column<long>(type: "INTEGER", nullable: false),
                    coarse = table.Column<long>(type: "INTEGER", nullable: false),
                    last_day = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_rollups", x => new { x.measure_id, x.unit_number, x.month });
                });

            migrationBuilder.CreateTable(
                name: "ledger_sources",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    withdrawn = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_sources", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_state",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    generation = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_layers = table.Column<int>(type: "INTEGER", nullable: false),
                    subject_proof = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_state", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_subjects",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_subjects", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_totals",
                columns: table => new
                {
                    measure_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_number = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    context_id = table.Column<int>(type: "INTEGER", nullable: false),
                    quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    entries = table.Column<long>(type: "INTEGER", nullable: false),
                    known = table.Column<long>(type: "INTEGER", nullable: false),
                    nc = table.Column<long>(type: "INTEGER", nullable: false),
                    so = table.Column<long>(type: "INTEGER", nullable: false),
                    coarse = table.Column<long>(type: "INTEGER", nullable: false),
                    last_day = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_totals", x => new { x.measure_id, x.unit_number, x.month, x.context_id });
                });

            migrationBuilder.CreateTable(
                name: "network_reorganisations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    PlannedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PlannedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Plan = table.Column<string>(type: "TEXT", nullable: false),
                    Shortened = table.Column<string>(type: "TEXT", nullable: false),
                    Touched = table.Column<string>(type: "TEXT", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawnBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    WithdrawnReason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_network_reorganisations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "network_schools",
                columns: table => new
                {
                    Uai = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Nature = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Sector = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Address = table.Column<string>(type: "TEXT", nullable: true),
                    PostalCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    TownCode = table.Column<string>(type: "TEXT", maxLength: 5, nullable: true),
                    Town = table.Column<string>(type: "TEXT", nullable: true),
                    Departement = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    Academie = table.Column<string>(type: "TEXT", nullable: true),
                    Latitude = table.Column<double>(type: "REAL", nullable: true),
                    Longitude = table.Column<double>(type: "REAL", nullable: true),
                    IsTownCentre = table.Column<bool>(type: "INTEGER", nullable: false),
                    PriorityEducation = table.Column<string>(type: "TEXT", nullable: true),
                    Pupils = table.Column<int>(type: "INTEGER", nullable: true),
                    Search = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_network_schools", x => x.Uai);
                });

            migrationBuilder.CreateTable(
                name: "network_state",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    NextNumber = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_network_state", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "network_units",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ShortName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Departement = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    Town = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Latitude = table.Column<double>(type: "REAL", nullable: true),
                    Longitude = table.Column<double>(type: "REAL", nullable: true),
                    Assumed = table.Column<string>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: true),
                    ReorganisationId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_network_units", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sample_batches",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Seed = table.Column<int>(type: "INTEGER", nullable: false),
                    Scale = table.Column<decimal>(type: "TEXT", precision: 9, scale: 4, nullable: false),
                    LoadedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Activities = table.Column<int>(type: "INTEGER", nullable: false),
                    Figures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sample_batches", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "steering_contracts",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_steering_contracts", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "training_courses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Search = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Content_Accessibility = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Audiences = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Competences = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Contact = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Content_Evaluation = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Frame = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content_Methods = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Content_Modality = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content_Objectives = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Partner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Content_PartnerKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content_Prerequisites = table.Column<string>(type: "TEXT", nullable: false),
                    Content_PriceCents = table.Column<long>(type: "INTEGER", nullable: false),
                    Content_Programme = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Themes = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_courses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "training_credential_counters",
                columns: table => new
                {
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_credential_counters", x => new { x.Unit, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "training_external_keys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    System = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Target = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_external_keys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "training_mail_texts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Body = table.Column<string>(type: "TEXT", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_mail_texts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "training_quality_notes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Indicator = table.Column<int>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_quality_notes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "training_questionnaires",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_questionnaires", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "training_rooms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Capacity = table.Column<int>(type: "INTEGER", nullable: true),
                    InUse = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_rooms", x => x.Id);
                    table.CheckConstraint("ck_training_rooms_capacity", "\"Capacity\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "training_trainers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false),
                    NamedPublicly = table.Column<bool>(type: "INTEGER", nullable: false),
                    LeftAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_trainers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "trust_erasure_requests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trust_erasure_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "accounts_api_tokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Prefix = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Scopes = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastUsedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_api_tokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_accounts_api_tokens_accounts_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_authenticators",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Secret = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastStep = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_authenticators", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_accounts_authenticators_accounts_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_claims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ClaimType = table.Column<string>(type: "TEXT", nullable: true),
                    ClaimValue = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_claims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_accounts_claims_accounts_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_first_links",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: true),
                    MadeBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UsedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_first_links", x => x.Id);
                    table.ForeignKey(
                        name: "FK_accounts_first_links_accounts_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "accounts_grants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Items = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    GrantedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    GrantedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RevokedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_grants", x => x.Id);
                    table.ForeignKey(
                        name: "FK_accounts_grants_accounts_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "accounts_invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Items = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ByMail = table.Column<bool>(type: "INTEGER", nullable: false),
                    InvitedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    InvitedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawnBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_accounts_invitations_accounts_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "accounts_logins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    ProviderKey = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "TEXT", nullable: true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_logins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_accounts_logins_accounts_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_passkeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_passkeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_accounts_passkeys_accounts_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_recovery_codes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UsedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_recovery_codes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_accounts_recovery_codes_accounts_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_sent_links",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_sent_links", x => x.Id);
                    table.ForeignKey(
                        name: "FK_accounts_sent_links_accounts_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSeenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ProvenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StrongAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Method = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Browser = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Address = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_accounts_sessions_accounts_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_tokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_tokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_accounts_tokens_accounts_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "accounts_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "journal_attachments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ActivityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    AddedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AddedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal_attachments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_journal_attachments_journal_activities_ActivityId",
                        column: x => x.ActivityId,
                        principalTable: "journal_activities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "network_contacts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UnitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rank = table.Column<int>(type: "INTEGER", nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Web = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_network_contacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_network_contacts_network_units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "network_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "network_memberships",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UnitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ParentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Assumed = table.Column<string>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: true),
                    ReorganisationId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_network_memberships", x => x.Id);
                    table.ForeignKey(
                        name: "FK_network_memberships_network_units_ParentId",
                        column: x => x.ParentId,
                        principalTable: "network_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_network_memberships_network_units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "network_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "network_sites",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UnitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: true),
                    PostalCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    Town = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Latitude = table.Column<double>(type: "REAL", nullable: true),
                    Longitude = table.Column<double>(type: "REAL", nullable: true),
                    Occupancy = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Assumed = table.Column<string>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_network_sites", x => x.Id);
                    table.ForeignKey(
                        name: "FK_network_sites_network_units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "network_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "network_successions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PredecessorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SuccessorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Share = table.Column<decimal>(type: "TEXT", precision: 18, scale: 12, nullable: true),
                    Assumed = table.Column<string>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: true),
                    ReorganisationId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_network_successions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_network_successions_network_units_PredecessorId",
                        column: x => x.PredecessorId,
                        principalTable: "network_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_network_successions_network_units_SuccessorId",
                        column: x => x.SuccessorId,
                        principalTable: "network_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "steering_contract_versions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Contract = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    LoadedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LoadedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    File = table.Column<string>(type: "TEXT", maxLength: 260, nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_steering_contract_versions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_steering_contract_versions_steering_contracts_Contract",
                        column: x => x.Contract,
                        principalTable: "steering_contracts",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "steering_settlements",
                columns: table => new
                {
                    Contract = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Indicator = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Item = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Reading = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Value = table.Column<string>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_steering_settlements", x => new { x.Contract, x.Indicator, x.Item });
                    table.ForeignKey(
                        name: "FK_steering_settlements_steering_contracts_Contract",
                        column: x => x.Contract,
                        principalTable: "steering_contracts",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_course_versions",
                columns: table => new
                {
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ReplacedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReplacedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Content_Accessibility = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Audiences = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Competences = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Contact = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Content_Evaluation = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Frame = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content_Methods = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Content_Modality = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content_Objectives = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Partner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Content_PartnerKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content_Prerequisites = table.Column<string>(type: "TEXT", nullable: false),
                    Content_PriceCents = table.Column<long>(type: "INTEGER", nullable: false),
                    Content_Programme = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Themes = table.Column<string>(type: "TEXT", nullable: false),
                    Content_Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_course_versions", x => new { x.CourseId, x.Number });
                    table.ForeignKey(
                        name: "FK_training_course_versions_training_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "training_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_recognition_rules",
                columns: table => new
                {
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    AttendancePercent = table.Column<int>(type: "INTEGER", nullable: false),
                    CompletionPercent = table.Column<int>(type: "INTEGER", nullable: false),
                    BadgePercent = table.Column<int>(type: "INTEGER", nullable: false),
                    BadgeName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    BadgeDescription = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    BadgeCriteria = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    BadgeNeedsOutcome = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_recognition_rules", x => x.CourseId);
                    table.CheckConstraint("ck_training_recognition_rules_percent", "\"AttendancePercent\" BETWEEN 0 AND 100 AND \"CompletionPercent\" BETWEEN 0 AND 100 AND \"BadgePercent\" BETWEEN 0 AND 100");
                    table.ForeignKey(
                        name: "FK_training_recognition_rules_training_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "training_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CourseVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    CalendarSequence = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    Minimum = table.Column<int>(type: "INTEGER", nullable: true),
                    Taken = table.Column<int>(type: "INTEGER", nullable: false),
                    LastNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    HasQuotas = table.Column<bool>(type: "INTEGER", nullable: false),
                    OpensAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosesAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    PriceCents = table.Column<long>(type: "INTEGER", nullable: true),
                    CancelReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    SummonsDays = table.Column<int>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PostedVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_sessions", x => x.Id);
                    table.CheckConstraint("ck_training_sessions_seats", "\"Taken\" >= 0 AND \"Taken\" <= \"Capacity\"");
                    table.ForeignKey(
                        name: "FK_training_sessions_training_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "training_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_questionnaire_versions",
                columns: table => new
                {
                    QuestionnaireId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_questionnaire_versions", x => new { x.QuestionnaireId, x.Number });
                    table.ForeignKey(
                        name: "FK_training_questionnaire_versions_training_questionnaires_QuestionnaireId",
                        column: x => x.QuestionnaireId,
                        principalTable: "training_questionnaires",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_paper_scans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AddedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AddedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_paper_scans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_paper_scans_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_quotas",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Audience = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Seats = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_quotas", x => new { x.SessionId, x.Kind, x.Audience });
                    table.CheckConstraint("ck_training_quotas_seats", "\"Seats\" >= 0");
                    table.ForeignKey(
                        name: "FK_training_quotas_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_registrations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    PersonKey = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Audience = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Uai = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OfferUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_registrations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_registrations_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_session_trainers",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TrainerId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_session_trainers", x => new { x.SessionId, x.TrainerId });
                    table.ForeignKey(
                        name: "FK_training_session_trainers_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_training_session_trainers_training_trainers_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "training_trainers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_slots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Start = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    End = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    HoursKnown = table.Column<bool>(type: "INTEGER", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PlaceKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Uai = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    RoomId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Latitude = table.Column<double>(type: "REAL", nullable: true),
                    Longitude = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_slots", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_slots_training_rooms_RoomId",
                        column: x => x.RoomId,
                        principalTable: "training_rooms",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_slots_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_survey_plans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    QuestionnaireId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Moment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Days = table.Column<int>(type: "INTEGER", nullable: false),
                    ReminderDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Reminders = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Anonymous = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StoppedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_survey_plans", x => x.Id);
                    table.CheckConstraint("ck_training_survey_plans_of", "(\"CourseId\" IS NULL) <> (\"SessionId\" IS NULL)");
                    table.ForeignKey(
                        name: "FK_training_survey_plans_training_courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "training_courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_survey_plans_training_questionnaires_QuestionnaireId",
                        column: x => x.QuestionnaireId,
                        principalTable: "training_questionnaires",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_survey_plans_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_taken_over",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ActivityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Theme = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    PartnerKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Modality = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Place = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    HalfDays = table.Column<int>(type: "INTEGER", nullable: true),
                    StatedIn = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_taken_over", x => x.SessionId);
                    table.ForeignKey(
                        name: "FK_training_taken_over_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_surveys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    QuestionnaireId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Moment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Anonymous = table.Column<bool>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReminderDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Reminders = table.Column<int>(type: "INTEGER", nullable: false),
                    Reminded = table.Column<int>(type: "INTEGER", nullable: false),
                    Asked = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally = table.Column<string>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_surveys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_surveys_training_questionnaire_versions_QuestionnaireId_Version",
                        columns: x => new { x.QuestionnaireId, x.Version },
                        principalTable: "training_questionnaire_versions",
                        principalColumns: new[] { "QuestionnaireId", "Number" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_surveys_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_credentials",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegistrationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PersonKey = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    StatusIndex = table.Column<int>(type: "INTEGER", nullable: true),
                    Salt = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    RevokedReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ReplacedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_credentials", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_credentials_training_registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "training_registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_credentials_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_mails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegistrationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Batch = table.Column<Guid>(type: "TEXT", nullable: false),
                    Once = table.Column<int>(type: "INTEGER", nullable: true),
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Letter = table.Column<Guid>(type: "TEXT", nullable: true),
                    Moot = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_mails", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_mails_training_registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "training_registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_mails_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_outcomes",
                columns: table => new
                {
                    RegistrationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_outcomes", x => x.RegistrationId);
                    table.ForeignKey(
                        name: "FK_training_outcomes_training_registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "training_registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_registration_links",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegistrationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PersonKey = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Audience = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Uai = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_registration_links", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_registration_links_training_registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "training_registrations",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_training_registration_links_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_headcounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SlotId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Uai = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    Audience = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: true),
                    Replaces = table.Column<string>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    NotedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_headcounts", x => x.Id);
                    table.CheckConstraint("ck_training_headcounts_count", "\"Count\" >= 0");
                    table.ForeignKey(
                        name: "FK_training_headcounts_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_headcounts_training_slots_SlotId",
                        column: x => x.SlotId,
                        principalTable: "training_slots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_marks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SlotId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegistrationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Replaces = table.Column<string>(type: "TEXT", nullable: false),
                    NotedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_marks", x => x.Id);
                    table.CheckConstraint("ck_training_marks_minutes", "\"Minutes\" >= 0 AND \"Minutes\" <= 1440");
                    table.ForeignKey(
                        name: "FK_training_marks_training_registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "training_registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_marks_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_marks_training_slots_SlotId",
                        column: x => x.SlotId,
                        principalTable: "training_slots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_occupations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ResourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SlotId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_occupations", x => x.Id);
                    table.CheckConstraint("ck_training_occupations_hours", "\"StartsAt\" < \"EndsAt\"");
                    table.ForeignKey(
                        name: "FK_training_occupations_training_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "training_sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_training_occupations_training_slots_SlotId",
                        column: x => x.SlotId,
                        principalTable: "training_slots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_comment_notes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SurveyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AnswerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_comment_notes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_comment_notes_training_surveys_SurveyId",
                        column: x => x.SurveyId,
                        principalTable: "training_surveys",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_survey_answers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SurveyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegistrationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SavedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Numbers = table.Column<string>(type: "TEXT", nullable: false),
                    Texts = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_survey_answers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_training_survey_answers_training_registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "training_registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_survey_answers_training_surveys_SurveyId",
                        column: x => x.SurveyId,
                        principalTable: "training_surveys",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_survey_invitations",
                columns: table => new
                {
                    SurveyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegistrationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Answered = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_survey_invitations", x => new { x.SurveyId, x.RegistrationId });
                    table.ForeignKey(
                        name: "FK_training_survey_invitations_training_registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "training_registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_survey_invitations_training_surveys_SurveyId",
                        column: x => x.SurveyId,
                        principalTable: "training_surveys",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_survey_links",
                columns: table => new
                {
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SurveyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegistrationId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_survey_links", x => x.TokenHash);
                    table.ForeignKey(
                        name: "FK_training_survey_links_training_registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "training_registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_training_survey_links_training_surveys_SurveyId",
                        column: x => x.SurveyId,
                        principalTable: "training_surveys",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "ledger_contexts",
                columns: new[] { "id", "text" },
                values: new object[] { 1, "" });

            migrationBuilder.InsertData(
                table: "ledger_state",
                columns: new[] { "id", "generation", "subject_layers", "subject_proof" },
                values: new object[] { 1, 1L, 1, null });

            migrationBuilder.InsertData(
                table: "network_state",
                columns: new[] { "Id", "NextNumber", "Version" },
                values: new object[] { 1, 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_accounts_NormalizedEmail",
                table: "accounts_accounts",
                column: "NormalizedEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_accounts_NormalizedUserName",
                table: "accounts_accounts",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_accounts_Search",
                table: "accounts_accounts",
                column: "Search");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_alarms_At",
                table: "accounts_alarms",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_api_tokens_AccountId",
                table: "accounts_api_tokens",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_api_tokens_Prefix",
                table: "accounts_api_tokens",
                column: "Prefix",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_claims_UserId",
                table: "accounts_claims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_first_links_AccountId",
                table: "accounts_first_links",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_first_links_TokenHash",
                table: "accounts_first_links",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_grants_AccountId",
                table: "accounts_grants",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_grants_Unit",
                table: "accounts_grants",
                column: "Unit");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_invitations_AccountId",
                table: "accounts_invitations",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_invitations_NormalizedEmail",
                table: "accounts_invitations",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_invitations_TokenHash",
                table: "accounts_invitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_logins_UserId",
                table: "accounts_logins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_passkeys_UserId",
                table: "accounts_passkeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_recovery_codes_AccountId",
                table: "accounts_recovery_codes",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_recovery_codes_Hash",
                table: "accounts_recovery_codes",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_sent_links_AccountId_Purpose",
                table: "accounts_sent_links",
                columns: new[] { "AccountId", "Purpose" });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_sent_links_TokenHash",
                table: "accounts_sent_links",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_sessions_AccountId",
                table: "accounts_sessions",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_throttles_ForgetAt",
                table: "accounts_throttles",
                column: "ForgetAt");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_watch_counts_Slot",
                table: "accounts_watch_counts",
                column: "Slot");

            migrationBuilder.CreateIndex(
                name: "IX_journal_activities_Source",
                table: "journal_activities",
                column: "Source",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_journal_activities_Unit_StartDay",
                table: "journal_activities",
                columns: new[] { "Unit", "StartDay" });

            migrationBuilder.CreateIndex(
                name: "IX_journal_attachments_ActivityId",
                table: "journal_attachments",
                column: "ActivityId");

            migrationBuilder.CreateIndex(
                name: "IX_journal_stated_totals_Report_Code",
                table: "journal_stated_totals",
                columns: new[] { "Report", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_events_Actor",
                table: "kernel_audit_events",
                column: "Actor");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_events_At",
                table: "kernel_audit_events",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_events_Sequence",
                table: "kernel_audit_events",
                column: "Sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_events_SubjectKind_SubjectId",
                table: "kernel_audit_events",
                columns: new[] { "SubjectKind", "SubjectId" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_events_Unit",
                table: "kernel_audit_events",
                column: "Unit");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_file_use_Day",
                table: "kernel_file_use",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_files_Sha256",
                table: "kernel_files",
                column: "Sha256");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_outbox_State_DueAt",
                table: "kernel_outbox",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_protection_keys_Name",
                table: "kernel_protection_keys",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kernel_readings_Day",
                table: "kernel_readings",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_context_facets_key_value",
                table: "ledger_context_facets",
                columns: new[] { "key", "value" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_contexts_text",
                table: "ledger_contexts",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_measure_id_unit_number_day",
                table: "ledger_entries",
                columns: new[] { "measure_id", "unit_number", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_source_id",
                table: "ledger_entries",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_measures_code",
                table: "ledger_measures",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_postings_at",
                table: "ledger_postings",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_sources_kind_reference_version",
                table: "ledger_sources",
                columns: new[] { "kind", "reference", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_subjects_hash",
                table: "ledger_subjects",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_network_contacts_UnitId_Rank",
                table: "network_contacts",
                columns: new[] { "UnitId", "Rank" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_network_memberships_ParentId",
                table: "network_memberships",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_network_memberships_UnitId_From",
                table: "network_memberships",
                columns: new[] { "UnitId", "From" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_network_reorganisations_Day",
                table: "network_reorganisations",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_network_sites_UnitId_Name_From",
                table: "network_sites",
                columns: new[] { "UnitId", "Name", "From" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_network_successions_PredecessorId_SuccessorId",
                table: "network_successions",
                columns: new[] { "PredecessorId", "SuccessorId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_network_successions_SuccessorId",
                table: "network_successions",
                column: "SuccessorId");

            migrationBuilder.CreateIndex(
                name: "IX_network_units_Code",
                table: "network_units",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_network_units_Number",
                table: "network_units",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_steering_contract_versions_Contract_Version",
                table: "steering_contract_versions",
                columns: new[] { "Contract", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_comment_notes_SurveyId_AnswerId",
                table: "training_comment_notes",
                columns: new[] { "SurveyId", "AnswerId" });

            migrationBuilder.CreateIndex(
                name: "IX_training_course_versions_ReplacedBy",
                table: "training_course_versions",
                column: "ReplacedBy");

            migrationBuilder.CreateIndex(
                name: "IX_training_courses_State_Unit",
                table: "training_courses",
                columns: new[] { "State", "Unit" });

            migrationBuilder.CreateIndex(
                name: "IX_training_credentials_AccountId",
                table: "training_credentials",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_training_credentials_Code",
                table: "training_credentials",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_credentials_Number",
                table: "training_credentials",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_credentials_PersonKey",
                table: "training_credentials",
                column: "PersonKey");

            migrationBuilder.CreateIndex(
                name: "IX_training_credentials_RegistrationId_Kind",
                table: "training_credentials",
                columns: new[] { "RegistrationId", "Kind" },
                unique: true,
                filter: "\"RevokedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_training_credentials_SessionId",
                table: "training_credentials",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_training_credentials_StatusIndex",
                table: "training_credentials",
                column: "StatusIndex",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_external_keys_Kind_System_Key",
                table: "training_external_keys",
                columns: new[] { "Kind", "System", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_external_keys_Kind_Target",
                table: "training_external_keys",
                columns: new[] { "Kind", "Target" });

            migrationBuilder.CreateIndex(
                name: "IX_training_headcounts_SessionId_Number",
                table: "training_headcounts",
                columns: new[] { "SessionId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_headcounts_SlotId",
                table: "training_headcounts",
                column: "SlotId");

            migrationBuilder.CreateIndex(
                name: "IX_training_mail_texts_Kind_Unit_Version",
                table: "training_mail_texts",
                columns: new[] { "Kind", "Unit", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_mails_At",
                table: "training_mails",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_training_mails_Batch",
                table: "training_mails",
                column: "Batch");

            migrationBuilder.CreateIndex(
                name: "IX_training_mails_RegistrationId_Number_Kind_Once",
                table: "training_mails",
                columns: new[] { "RegistrationId", "Number", "Kind", "Once" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_mails_SessionId_At",
                table: "training_mails",
                columns: new[] { "SessionId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_training_marks_RegistrationId",
                table: "training_marks",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_training_marks_SessionId_Number",
                table: "training_marks",
                columns: new[] { "SessionId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_marks_SlotId",
                table: "training_marks",
                column: "SlotId");

            migrationBuilder.CreateIndex(
                name: "IX_training_occupations_ResourceId_StartsAt",
                table: "training_occupations",
                columns: new[] { "ResourceId", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_training_occupations_SessionId",
                table: "training_occupations",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_training_occupations_SlotId",
                table: "training_occupations",
                column: "SlotId");

            migrationBuilder.CreateIndex(
                name: "IX_training_outcomes_SessionId",
                table: "training_outcomes",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_training_paper_scans_SessionId_Sha256",
                table: "training_paper_scans",
                columns: new[] { "SessionId", "Sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_quality_notes_Unit_Indicator",
                table: "training_quality_notes",
                columns: new[] { "Unit", "Indicator" });

            migrationBuilder.CreateIndex(
                name: "IX_training_questionnaires_Unit",
                table: "training_questionnaires",
                column: "Unit");

            migrationBuilder.CreateIndex(
                name: "IX_training_registration_links_ExpiresAt",
                table: "training_registration_links",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_training_registration_links_PersonKey_SentAt",
                table: "training_registration_links",
                columns: new[] { "PersonKey", "SentAt" });

            migrationBuilder.CreateIndex(
                name: "IX_training_registration_links_RegistrationId",
                table: "training_registration_links",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_training_registration_links_SessionId",
                table: "training_registration_links",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_training_registration_links_TokenHash",
                table: "training_registration_links",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_registrations_AccountId",
                table: "training_registrations",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_training_registrations_SessionId_AccountId",
                table: "training_registrations",
                columns: new[] { "SessionId", "AccountId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_registrations_SessionId_PersonKey",
                table: "training_registrations",
                columns: new[] { "SessionId", "PersonKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_registrations_SessionId_State_Number",
                table: "training_registrations",
                columns: new[] { "SessionId", "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_training_registrations_State_OfferUntil",
                table: "training_registrations",
                columns: new[] { "State", "OfferUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_training_rooms_Unit_Name",
                table: "training_rooms",
                columns: new[] { "Unit", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_session_trainers_TrainerId",
                table: "training_session_trainers",
                column: "TrainerId");

            migrationBuilder.CreateIndex(
                name: "IX_training_sessions_CourseId",
                table: "training_sessions",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_training_sessions_StartsAt",
                table: "training_sessions",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "IX_training_sessions_Unit_StartsAt",
                table: "training_sessions",
                columns: new[] { "Unit", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_training_slots_RoomId",
                table: "training_slots",
                column: "RoomId");

            migrationBuilder.CreateIndex(
                name: "IX_training_slots_SessionId",
                table: "training_slots",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_training_slots_StartsAt",
                table: "training_slots",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "IX_training_survey_answers_RegistrationId",
                table: "training_survey_answers",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_training_survey_answers_SurveyId_RegistrationId",
                table: "training_survey_answers",
                columns: new[] { "SurveyId", "RegistrationId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_survey_invitations_RegistrationId",
                table: "training_survey_invitations",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_training_survey_links_RegistrationId",
                table: "training_survey_links",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_training_survey_links_SurveyId",
                table: "training_survey_links",
                column: "SurveyId");

            migrationBuilder.CreateIndex(
                name: "IX_training_survey_plans_CourseId",
                table: "training_survey_plans",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_training_survey_plans_QuestionnaireId",
                table: "training_survey_plans",
                column: "QuestionnaireId");

            migrationBuilder.CreateIndex(
                name: "IX_training_survey_plans_SessionId",
                table: "training_survey_plans",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_training_survey_plans_StoppedAt",
                table: "training_survey_plans",
                column: "StoppedAt");

            migrationBuilder.CreateIndex(
                name: "IX_training_surveys_ClosedAt_Until",
                table: "training_surveys",
                columns: new[] { "ClosedAt", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_training_surveys_QuestionnaireId_Version",
                table: "training_surveys",
                columns: new[] { "QuestionnaireId", "Version" });

            migrationBuilder.CreateIndex(
                name: "IX_training_surveys_SessionId_QuestionnaireId",
                table: "training_surveys",
                columns: new[] { "SessionId", "QuestionnaireId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_taken_over_ActivityId",
                table: "training_taken_over",
                column: "ActivityId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_training_trainers_AccountId",
                table: "training_trainers",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_training_trainers_Unit_Name",
                table: "training_trainers",
                columns: new[] { "Unit", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_trust_erasure_requests_Reference",
                table: "trust_erasure_requests",
                column: "Reference");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accounts_alarms");

            migrationBuilder.DropTable(
                name: "accounts_api_tokens");

            migrationBuilder.DropTable(
                name: "accounts_authenticators");

            migrationBuilder.DropTable(
                name: "accounts_claims");

            migrationBuilder.DropTable(
                name: "accounts_first_links");

            migrationBuilder.DropTable(
                name: "accounts_grants");

            migrationBuilder.DropTable(
                name: "accounts_invitations");

            migrationBuilder.DropTable(
                name: "accounts_logins");

            migrationBuilder.DropTable(
                name: "accounts_passkeys");

            migrationBuilder.DropTable(
                name: "accounts_recovery_codes");

            migrationBuilder.DropTable(
                name: "accounts_sent_links");

            migrationBuilder.DropTable(
                name: "accounts_sessions");

            migrationBuilder.DropTable(
                name: "accounts_throttles");

            migrationBuilder.DropTable(
                name: "accounts_tokens");

            migrationBuilder.DropTable(
                name: "accounts_watch_counts");

            migrationBuilder.DropTable(
                name: "journal_attachments");

            migrationBuilder.DropTable(
                name: "journal_stated_totals");

            migrationBuilder.DropTable(
                name: "kernel_audit_events");

            migrationBuilder.DropTable(
                name: "kernel_audit_head");

            migrationBuilder.DropTable(
                name: "kernel_file_use");

            migrationBuilder.DropTable(
                name: "kernel_files");

            migrationBuilder.DropTable(
                name: "kernel_first_start");

            migrationBuilder.DropTable(
                name: "kernel_jobs");

            migrationBuilder.DropTable(
                name: "kernel_outbox");

            migrationBuilder.DropTable(
                name: "kernel_protection_keys");

            migrationBuilder.DropTable(
                name: "kernel_readings");

            migrationBuilder.DropTable(
                name: "ledger_context_facets");

            migrationBuilder.DropTable(
                name: "ledger_contexts");

            migrationBuilder.DropTable(
                name: "ledger_entries");

            migrationBuilder.DropTable(
                name: "ledger_measures");

            migrationBuilder.DropTable(
                name: "ledger_postings");

            migrationBuilder.DropTable(
                name: "ledger_presences");

            migrationBuilder.DropTable(
                name: "ledger_rollups");

            migrationBuilder.DropTable(
                name: "ledger_sources");

            migrationBuilder.DropTable(
                name: "ledger_state");

            migrationBuilder.DropTable(
                name: "ledger_subjects");

            migrationBuilder.DropTable(
                name: "ledger_totals");

            migrationBuilder.DropTable(
                name: "network_contacts");

            migrationBuilder.DropTable(
                name: "network_memberships");

            migrationBuilder.DropTable(
                name: "network_reorganisations");

            migrationBuilder.DropTable(
                name: "network_schools");

            migrationBuilder.DropTable(
                name: "network_sites");

            migrationBuilder.DropTable(
                name: "network_state");

            migrationBuilder.DropTable(
                name: "network_successions");

            migrationBuilder.DropTable(
                name: "sample_batches");

            migrationBuilder.DropTable(
                name: "steering_contract_versions");

            migrationBuilder.DropTable(
                name: "steering_settlements");

            migrationBuilder.DropTable(
                name: "training_comment_notes");

            migrationBuilder.DropTable(
                name: "training_course_versions");

            migrationBuilder.DropTable(
                name: "training_credential_counters");

            migrationBuilder.DropTable(
                name: "training_credentials");

            migrationBuilder.DropTable(
                name: "training_external_keys");

            migrationBuilder.DropTable(
                name: "training_headcounts");

            migrationBuilder.DropTable(
                name: "training_mail_texts");

            migrationBuilder.DropTable(
                name: "training_mails");

            migrationBuilder.DropTable(
                name: "training_marks");

            migrationBuilder.DropTable(
                name: "training_occupations");

            migrationBuilder.DropTable(
                name: "training_outcomes");

            migrationBuilder.DropTable(
                name: "training_paper_scans");

            migrationBuilder.DropTable(
                name: "training_quality_notes");

            migrationBuilder.DropTable(
                name: "training_quotas");

            migrationBuilder.DropTable(
                name: "training_recognition_rules");

            migrationBuilder.DropTable(
                name: "training_registration_links");

            migrationBuilder.DropTable(
                name: "training_session_trainers");

            migrationBuilder.DropTable(
                name: "training_survey_answers");

            migrationBuilder.DropTable(
                name: "training_survey_invitations");

            migrationBuilder.DropTable(
                name: "training_survey_links");

            migrationBuilder.DropTable(
                name: "training_survey_plans");

            migrationBuilder.DropTable(
                name: "training_taken_over");

            migrationBuilder.DropTable(
                name: "trust_erasure_requests");

            migrationBuilder.DropTable(
                name: "accounts_accounts");

            migrationBuilder.DropTable(
                name: "journal_activities");

            migrationBuilder.DropTable(
                name: "network_units");

            migrationBuilder.DropTable(
                name: "steering_contracts");

            migrationBuilder.DropTable(
                name: "training_slots");

            migrationBuilder.DropTable(
                name: "training_trainers");

            migrationBuilder.DropTable(
                name: "training_registrations");

            migrationBuilder.DropTable(
                name: "training_surveys");

            migrationBuilder.DropTable(
                name: "training_rooms");

            migrationBuilder.DropTable(
                name: "training_questionnaire_versions");

            migrationBuilder.DropTable(
                name: "training_sessions");

            migrationBuilder.DropTable(
                name: "training_questionnaires");

            migrationBuilder.DropTable(
                name: "training_courses");
        }
    }
}
