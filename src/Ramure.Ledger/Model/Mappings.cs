using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Ledger.Model;

/// <summary>The ledger is written and read by set-based SQL, so its columns have names that need no quotes on either database.</summary>
internal static class Columns
{
    public static void Snake<T>(EntityTypeBuilder<T> builder)
        where T : class
    {
        foreach (var property in builder.Metadata.GetProperties())
        {
            var name = new StringBuilder();
            foreach (var c in property.Name)
                name.Append(char.IsUpper(c) && name.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(c));
            property.SetColumnName(name.ToString());
        }
    }
}

internal sealed class MeasureMapping : IEntityTypeConfiguration<Measure>
{
    public void Configure(EntityTypeBuilder<Measure> builder)
    {
        builder.ToTable("ledger_measures");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Code).HasMaxLength(100);
        builder.HasIndex(m => m.Code).IsUnique();
        Columns.Snake(builder);
    }
}

internal sealed class ContextMapping : IEntityTypeConfiguration<Context>
{
    public void Configure(EntityTypeBuilder<Context> builder)
    {
        builder.ToTable("ledger_contexts");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Text).HasMaxLength(1000);
        builder.HasIndex(c => c.Text).IsUnique();
        builder.HasData(new Context { Id = 1, Text = "" });
        Columns.Snake(builder);
    }
}

internal sealed class ContextFacetMapping : IEntityTypeConfiguration<ContextFacet>
{
    public void Configure(EntityTypeBuilder<ContextFacet> builder)
    {
        builder.ToTable("ledger_context_facets");
        builder.HasKey(f => new { f.ContextId, f.Key });
        builder.Property(f => f.Key).HasMaxLength(60);
        builder.Property(f => f.Value).HasMaxLength(100);
        builder.HasIndex(f => new { f.Key, f.Value });
        Columns.Snake(builder);
    }
}

internal sealed class SubjectMapping : IEntityTypeConfiguration<Subject>
{
    public void Configure(EntityTypeBuilder<Subject> builder)
    {
        builder.ToTable("ledger_subjects");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Hash).HasMaxLength(64);
        builder.HasIndex(s => s.Hash).IsUnique();
        Columns.Snake(builder);
    }
}

internal sealed class SourceMapping : IEntityTypeConfiguration<Source>
{
    public void Configure(EntityTypeBuilder<Source> builder)
    {
        builder.ToTable("ledger_sources");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Kind).HasMaxLength(60);
        builder.Property(s => s.Reference).HasMaxLength(200);
        builder.Property(s => s.ContentHash).HasMaxLength(64);
        builder.HasIndex(s => new { s.Kind, s.Reference, s.Version }).IsUnique();
        Columns.Snake(builder);
    }
}

internal sealed class PostingMapping : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> builder)
    {
        builder.ToTable("ledger_postings");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Actor).HasMaxLength(200);
        builder.Property(p => p.Operation).HasMaxLength(100);
        builder.HasIndex(p => p.At);
        Columns.Snake(builder);
    }
}

internal sealed class EntryMapping : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.ToTable("ledger_entries");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.HasIndex(e => new { e.MeasureId, e.UnitNumber, e.Day });
        builder.HasIndex(e => e.SourceId);
        Columns.Snake(builder);
    }
}

internal sealed class TotalMapping : IEntityTypeConfiguration<Total>
{
    public void Configure(EntityTypeBuilder<Total> builder)
    {
        builder.ToTable("ledger_totals");
        builder.HasKey(t => new { t.MeasureId, t.UnitNumber, t.Month, t.ContextId });
        Columns.Snake(builder);
    }
}

internal sealed class RollupMapping : IEntityTypeConfiguration<Rollup>
{
    public void Configure(EntityTypeBuilder<Rollup> builder)
    {
        builder.ToTable("ledger_rollups");
        builder.HasKey(t => new { t.MeasureId, t.UnitNumber, t.Month });
        Columns.Snake(builder);
    }
}

internal sealed class PresenceMapping : IEntityTypeConfiguration<Presence>
{
    public void Configure(EntityTypeBuilder<Presence> builder)
    {
        builder.ToTable("ledger_presences");
        builder.HasKey(p => new { p.MeasureId, p.UnitNumber, p.Month, p.SubjectId });
        Columns.Snake(builder);
    }
}

internal sealed class LedgerStateMapping : IEntityTypeConfiguration<LedgerState>
{
    public void Configure(EntityTypeBuilder<LedgerState> builder)
    {
        builder.ToTable("ledger_state");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.SubjectProof).HasMaxLength(64);
        builder.HasData(new LedgerState { Id = 1, Generation = 1, SubjectLayers = 1 });
        Columns.Snake(builder);
    }
}
