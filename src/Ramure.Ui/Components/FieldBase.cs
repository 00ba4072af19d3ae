using Microsoft.AspNetCore.Components;
using Ramure.Kernel.Operations;

namespace Ramure.Ui.Components;

/// <summary>What every form field has. Attributes it does not know go to the input itself.</summary>
public abstract class FieldBase : ComponentBase
{
    /// <summary>Identifier in the page; the <see cref="Refusal.Field"/> that concerns this field.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    /// <summary>Name posted; <see cref="Id"/> when absent.</summary>
    [Parameter] public string? Name { get; set; }

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>How to fill it, before the input.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>What is wrong and how to mend it.</summary>
    [Parameter] public string? Error { get; set; }

    /// <summary>All refusals of the form: the field picks those that name it.</summary>
    [Parameter] public IReadOnlyList<Refusal>? Refusals { get; set; }

    /// <summary>Says "obligatoire". The server refuses, so that the message names the remedy; the browser does not.</summary>
    [Parameter] public bool Required { get; set; }

    [Parameter] public bool Disabled { get; set; }

    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    internal string FieldName => Name ?? Id;

    internal string? Message => Error is { Length: > 0 }
        ? Error
        : Refusals?.Where(r => r.Field == Id || r.Field == FieldName).Select(r => r.Message).FirstOrDefault();

    internal string HintId => Id + "-aide";

    internal string ErrorId => Id + "-erreur";

    internal string? DescribedBy => (Hint, Message) switch
    {
        (null, null) => null,
        (not null, null) => HintId,
        (null, not null) => ErrorId,
        _ => $"{HintId} {ErrorId}",
    };

    internal string? Invalid => Message is null ? null : "true";

    internal string? AriaRequired => Required ? "true" : null;
}
