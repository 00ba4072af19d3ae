namespace Ramure.Tests.Support;

/// <summary>Where the sources lie, for tests that read them.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ramure.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("These tests run inside the repository.");
    }
}
