using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>In which frame a training is given: chapter 2 of the 2023-2024 report of Atelier 62 tells them apart.</summary>
internal enum CourseFrame
{
    /// <summary>Plan académique de formation.</summary>
    AcademicPlan,

    /// <summary>Plan départemental de formation (first degree).</summary>
    DepartmentalPlan,

    /// <summary>Formation de proximité, demanded by a school: FIL, FEE.</summary>
    OnDemand,

    /// <summary>Programme national.</summary>
    NationalProgramme,

    /// <summary>Impulsée par l'atelier: LAB'Canopé, temps forts.</summary>
    OwnInitiative,

    /// <summary>Commandée et payée by a partner.</summary>
    Ordered,

    /// <summary>Dans le cadre institutionnel, outside of both plans: asked for by a service of the State.</summary>
    Institutional,

    /// <summary>Accompagnement d’une politique éducative of a local authority.</summary>
    LocalPolicy,
}

/// <summary>How people attend.</summary>
internal enum Modality
{
    OnSite,
    RemoteLive,
    SelfPaced,
    Hybrid,

    /// <summary>Nobody said, in a document that was taken over; no form offers it.</summary>
    Unstated,
}

internal enum CourseState
{
    Draft,
    Published,
    Withdrawn,
}

/// <summary>A training (<em>formation</em>): what is taught, to whom, how. Its dates are those of its sessions.</summary>
internal sealed class Course
{
    public required Guid Id { get; init; }

    /// <summary>Code of the unit that answers for it.</summary>
    public required string Unit { get; init; }

    /// <summary>Grows with each change; who edits says which version they saw.</summary>
    public int Version { get; set; } = 1;

    public CourseState State { get; set; }

    /// <summary>What is published (Qualiopi, indicator 1).</summary>
    public required CourseContent Content { get; set; }

    /// <summary>Title, objectives and content, folded, for searching.</summary>
    public string Search { get; set; } = "";

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>What a training says of itself. Lists hold codes.</summary>
internal sealed record CourseContent
{
    public string Title { get; init; } = "";

    public string Objectives { get; init; } = "";

    public string Programme { get; init; } = "";

    public IReadOnlyList<string> Audiences { get; init; } = [];

    public string Prerequisites { get; init; } = "";

    /// <summary>Attended minutes.</summary>
    public int Minutes { get; init; }

    public Modality Modality { get; init; }

    public CourseFrame Frame { get; init; }

    public IReadOnlyList<string> Themes { get; init; } = [];

    public string Methods { get; init; } = "";

    public string Evaluation { get; init; } = "";

    public string Accessibility { get; init; } = "";

    public string Contact { get; init; } = "";

    /// <summary>Cents of euro; 0 is free.</summary>
    public long PriceCents { get; init; }

    public string Partner { get; init; } = "";

    /// <summary>One of the journal's kinds of partner; empty without one.</summary>
    public string PartnerKind { get; init; } = "";

    /// <summary>Codes of <c>data/competences.csv</c>.</summary>
    public IReadOnlyList<string> Competences { get; init; } = [];
}

internal sealed class CourseMapping : IEntityTypeConfiguration<Course>
{
    public void Configure(EntityTypeBuilder<Course> builder)
    {
        builder.ToTable("training_courses");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Unit).HasMaxLength(40);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.ComplexProperty(c => c.Content, Content);
        builder.HasIndex(c => new { c.State, c.Unit });
    }

    /// <summary>The same columns for what a training says and for what it said.</summary>
    public static void Content(ComplexPropertyBuilder<CourseContent> content)
    {
        content.Property(c => c.Title).HasMaxLength(200);
        content.Property(c => c.Partner).HasMaxLength(200);
        content.Property(c => c.PartnerKind).HasMaxLength(40);
        content.Property(c => c.Contact).HasMaxLength(300);
    }
}
