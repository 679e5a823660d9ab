namespace OrleansNaming.Tracks.Stores;

/// <summary>What became of a record that was to be completed together with its effect.</summary>
public enum WorkOutcome
{
    /// <summary>The effect and the record's completion were committed together.</summary>
    Done,

    /// <summary>Somebody completed it before; the effect was not run.</summary>
    DoneBefore,

    /// <summary>The token is not the present one; the effect was not run.</summary>
    FencedOut,
}
