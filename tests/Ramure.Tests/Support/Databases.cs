namespace Ramure.Tests.Support;

/// <summary>The databases every test runs on: <c>[Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]</c>.</summary>
public static class Databases
{
    /// <summary>"sqlite", and "postgres" when <c>RAMURE_TEST_POSTGRES</c> names a server (./test always starts one).</summary>
    public static TheoryData<string> All { get; } = Postgres is null ? ["sqlite"] : ["sqlite", "postgres"];

    /// <summary>Connection string of the test server, without a database name.</summary>
    public static string? Postgres => Environment.GetEnvironmentVariable("RAMURE_TEST_POSTGRES") is { Length: > 0 } value ? value : null;
}
