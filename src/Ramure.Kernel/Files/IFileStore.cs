using Ramure.Kernel.Operations;

namespace Ramure.Kernel.Files;

/// <summary>
/// Files that people attach. Who may read one is decided by the module that owns the record it is attached to.
/// </summary>
public interface IFileStore
{
    /// <summary>
    /// Keeps a file, or says why it cannot be kept: too long, empty, of a type that is not accepted, or with a content
    /// that is not what its name says. Inside an operation the file is kept only if the operation commits.
    /// </summary>
    /// <param name="content">Read to the end, at most <paramref name="maxBytes"/> and one byte.</param>
    /// <param name="name">The name the person's machine gave; folders and unsafe characters are dropped.</param>
    /// <param name="contentType">The type the browser declared; the extension and the content decide.</param>
    /// <param name="maxBytes">The longest file accepted.</param>
    /// <param name="field">The form field the refusal names.</param>
    /// <param name="cancel">Stops the copy; nothing is kept.</param>
    Task<Result<StoredFile>> SaveAsync(
        Stream content, string name, string? contentType, long maxBytes, string? field = null, CancellationToken cancel = default);

    /// <summary>What is known of a file, null when there is none.</summary>
    Task<StoredFile?> FindAsync(Guid id, CancellationToken cancel = default);

    /// <summary>Opens a file for reading, null when there is none. The caller disposes it.</summary>
    Task<OpenedFile?> OpenAsync(Guid id, CancellationToken cancel = default);

    /// <summary>Removes a file; false when there is none. Its bytes go once no other file has the same content.</summary>
    Task<bool> DeleteAsync(Guid id, CancellationToken cancel = default);
}

/// <summary>A kept file.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">Its name, safe to offer for download.</param>
/// <param name="ContentType">Its type as recognised, not as declared.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of the content, lower-case hexadecimal.</param>
/// <param name="StoredBy">Reference of who stored it: a file that no record holds yet is theirs alone.</param>
public sealed record StoredFile(Guid Id, string Name, string ContentType, long Length, string Sha256, string StoredBy);

/// <summary>A kept file and its bytes.</summary>
public sealed record OpenedFile(StoredFile File, Stream Content) : IAsyncDisposable
{
    /// <inheritdoc />
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
