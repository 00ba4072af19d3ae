using System.Reflection;

namespace Ramure.ArchitectureTests;

/// <summary>The assemblies and source files the rules speak of.</summary>
internal static class House
{
    /// <summary>The modules and the other modules each may use; all may use the kernel and the design system.</summary>
    public static IReadOnlyDictionary<string, string[]> Modules { get; } = new Dictionary<string, string[]>
    {
        ["Ramure.Network"] = [],
        ["Ramure.Accounts"] = ["Ramure.Network"],
        ["Ramure.Ledger"] = ["Ramure.Network"],
        ["Ramure.Journal"] = ["Ramure.Ledger", "Ramure.Network"],
        ["Ramure.Training"] = ["Ramure.Accounts", "Ramure.Journal", "Ramure.Ledger", "Ramure.Network"],
        ["Ramure.Steering"] = ["Ramure.Ledger", "Ramure.Network"],
        ["Ramure.Trust"] = ["Ramure.Network"],
        ["Ramure.Sample"] = ["Ramure.Accounts", "Ramure.Journal", "Ramure.Ledger", "Ramure.Network", "Ramure.Steering", "Ramure.Training"],
    };

    /// <summary>What each assembly may reference among ours.</summary>
    public static IReadOnlyDictionary<string, string[]> References { get; } = Modules
        .Select(m => KeyValuePair.Create(m.Key, (string[])["Ramure.Kernel", "Ramure.Ui", .. m.Value]))
        .Concat([
            KeyValuePair.Create("Ramure.Kernel", Array.Empty<string>()),
            KeyValuePair.Create("Ramure.Ui", (string[])["Ramure.Kernel"]),
            KeyValuePair.Create("Ramure.Storage.Sqlite", (string[])["Ramure.Kernel"]),
            KeyValuePair.Create("Ramure.Storage.Postgres", (string[])["Ramure.Kernel"]),
        ])
        .ToDictionary();

    public static TheoryData<string> ModuleNames { get; } = [.. Modules.Keys];

    public static TheoryData<string> AssemblyNames { get; } = [.. References.Keys];

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    public static Assembly Load(string name) => Assembly.Load(new AssemblyName(name));

    /// <summary>Written source files under a folder of the repository: not built, not generated.</summary>
    public static IEnumerable<string> Sources(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(f => extensions.Contains(Path.GetExtension(f)))
            .Where(f => !Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj" or "node_modules" or "Migrations" or "lib"));

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ramure.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run from a build inside the repository.");
    }
}
