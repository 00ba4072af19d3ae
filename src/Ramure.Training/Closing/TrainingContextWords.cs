using Ramure.Ledger.Contracts;
using Ramure.Training.Words;

namespace Ramure.Training.Closing;

/// <summary>The words of what a session adds to the contexts of the journal.</summary>
internal sealed class TrainingContextWords : IContextWords
{
    public string? Key(string key) => key == "frame" ? "Cadre" : null;

    public string? Value(string key, string value) => key == "frame" ? TrainingWords.Frames.FirstOrDefault(f => f.Code == value).Label : null;
}
