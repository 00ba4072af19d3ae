using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Asking;

/// <summary>Contexts in words where a module knows them, in codes otherwise.</summary>
internal sealed class ContextText(IEnumerable<IContextWords> modules)
{
    public string Key(string key) => modules.Select(m => m.Key(key)).FirstOrDefault(w => w is not null) ?? key;

    /// <summary>An empty value stands for entries without the key.</summary>
    public string Value(string key, string value) => value.Length == 0
        ? "sans précision"
        : modules.Select(m => m.Value(key, value)).FirstOrDefault(w => w is not null) ?? value;

    public string Filter(ContextFilter filter) => $"{Key(filter.Key)} : {string.Join(" ou ", filter.Values.Select(v => Value(filter.Key, v)))}";

    /// <summary>From <c>key=value;key=value</c>.</summary>
    public string Of(string context) => string.Join(
        " ; ", context.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).Select(f => $"{Key(f[0])} : {Value(f[0], f[1])}"));
}
