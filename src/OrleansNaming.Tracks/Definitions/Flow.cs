namespace OrleansNaming.Tracks.Definitions;

/// <summary>Ways on from a step.</summary>
internal enum Flow
{
    /// <summary>The following step; after the last one the record is done.</summary>
    Next,

    /// <summary>The record is done.</summary>
    Stop,

    /// <summary>A named step.</summary>
    GoTo,

    /// <summary>This step once more, after a wait.</summary>
    Again,
}
