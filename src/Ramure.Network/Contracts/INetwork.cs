namespace Ramure.Network.Contracts;

/// <summary>The network as other modules read it.</summary>
public interface INetwork
{
    /// <summary>The network as last committed; cheap to call, checked against the database's version on each call.</summary>
    ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default);
}

/// <summary>Schools as other modules look them up.</summary>
public interface ISchools
{
    /// <summary>The school of a UAI, null when unknown.</summary>
    Task<SchoolInfo?> FindAsync(string uai, CancellationToken cancel = default);

    /// <summary>Schools by words of name and town or by UAI, accents or not, best first.</summary>
    Task<IReadOnlyList<SchoolInfo>> SearchAsync(string words, int take, CancellationToken cancel = default);

    /// <summary>All schools of a type as the directory writes it, for example <c>Collège</c>, in order of UAI.</summary>
    Task<IReadOnlyList<SchoolInfo>> OfTypeAsync(string type, CancellationToken cancel = default);
}

/// <summary>A school or other establishment with a UAI code.</summary>
public sealed record SchoolInfo(
    string Uai, string Name, string? Type, string? Town, string? PostalCode, string? Departement, double? Latitude, double? Longitude);
