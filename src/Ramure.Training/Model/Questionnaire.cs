using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ramure.Training.Model;

/// <summary>How a question is answered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuestionKind>))]
internal enum QuestionKind
{
    /// <summary>From 1 to 5.</summary>
    Scale,

    /// <summary>One of its choices.</summary>
    One,

    /// <summary>Any of its choices.</summary>
    Several,

    YesNo,

    /// <summary>In one's own words.</summary>
    Text,
}

/// <summary>Questions that a unit asks, and all below it may ask. What it says is in its versions.</summary>
internal sealed class Questionnaire
{
    public required Guid Id { get; init; }

    /// <summary>Code of the unit that holds it; empty for those that the product brings.</summary>
    public required string Unit { get; init; }

    /// <summary>Of the newest version.</summary>
    public required string Title { get; set; }

    /// <summary>Number of the newest version.</summary>
    public int Version { get; set; } = 1;

    /// <summary>UTC; since when it is no longer offered.</summary>
    public DateTime? RetiredAt { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>What a questionnaire said from one change to the next. Never changed: answers are given to a version.</summary>
internal sealed class QuestionnaireVersion
{
    public required Guid QuestionnaireId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required QuestionnaireContent Content { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Reference of who wrote it.</summary>
    public required string By { get; init; }
}

internal sealed record QuestionnaireContent
{
    public required string Title { get; init; }

    /// <summary>Before the questions.</summary>
    public string Intro { get; init; } = "";

    public required IReadOnlyList<Question> Questions { get; init; }
}

/// <summary>A question. Results of versions, and of questionnaires, meet by its key.</summary>
internal sealed record Question
{
    /// <summary>Lower-case letters, digits, hyphens; stays through versions. Two kinds of question never share one within a questionnaire.</summary>
    public required string Key { get; init; }

    public required QuestionKind Kind { get; init; }

    public required string Text { get; init; }

    public bool Required { get; init; }

    /// <summary>What 1 stands for.</summary>
    public string Low { get; init; } = "";

    /// <summary>What 5 stands for.</summary>
    public string High { get; init; } = "";

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it is the one that the figure of satisfaction is made of.</summary>
    public bool Satisfaction { get; init; }

    /// <summary>How many values an answer may take.</summary>
    [JsonIgnore]
    public int Values => Kind switch { QuestionKind.Scale => 5, QuestionKind.YesNo => 2, QuestionKind.Text => 0, _ => Choices.Count };
}

internal sealed class QuestionnaireMapping : IEntityTypeConfiguration<Questionnaire>
{
    public void Configure(EntityTypeBuilder<Questionnaire> builder)
    {
        builder.ToTable("training_questionnaires");
        builder.Property(q => q.Id).ValueGeneratedNever();
        builder.Property(q => q.Unit).HasMaxLength(40);
        builder.Property(q => q.Title).HasMaxLength(200);
        builder.Property(q => q.Version).IsConcurrencyToken();
        builder.HasIndex(q => q.Unit);
    }
}

internal sealed class QuestionnaireVersionMapping : IEntityTypeConfiguration<QuestionnaireVersion>
{
    public const string Table = "training_questionnaire_versions";

    public void Configure(EntityTypeBuilder<QuestionnaireVersion> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(v => new { v.QuestionnaireId, v.Number });
        builder.Property(v => v.By).HasMaxLength(200);
        builder.Property(v => v.Content).HasConversion(
            content => JsonSerializer.Serialize(content, JsonSerializerOptions.Default), text => JsonSerializer.Deserialize<QuestionnaireContent>(text, JsonSerializerOptions.Default)!);
        builder.HasOne<Questionnaire>().WithMany().HasForeignKey(v => v.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
    }
}
