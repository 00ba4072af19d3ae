namespace Ramure.Ledger.Contracts;

/// <summary>The French words of the contexts that a module posts: the ledger stores and shows codes it does not know.</summary>
public interface IContextWords
{
    /// <summary>The key's label, null when the module does not post it.</summary>
    string? Key(string key);

    /// <summary>The value's label, null when the module does not know it.</summary>
    string? Value(string key, string value);
}
