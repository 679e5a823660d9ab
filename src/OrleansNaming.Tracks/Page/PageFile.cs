namespace OrleansNaming.Tracks.Page;

/// <summary>A file of the page.</summary>
/// <param name="ContentType">As a browser wants it.</param>
/// <param name="Content">As it is sent.</param>
internal sealed record PageFile(string ContentType, ReadOnlyMemory<byte> Content);
