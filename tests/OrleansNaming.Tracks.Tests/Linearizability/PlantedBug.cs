namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>What is wrong with a <see cref="BrokenStore"/>.</summary>
public enum PlantedBug
{
    None,

    /// <summary>Takes whatever epoch the caller saw.</summary>
    TakesWithoutComparing,

    /// <summary>Looks first and writes later, and another comes between.</summary>
    ComparesTooEarly,

    /// <summary>Renews for any token.</summary>
    RenewsForFormerOwners,

    /// <summary>Releases for any token.</summary>
    ReleasesForFormerOwners,

    /// <summary>Answers reads from what it knew before the last change.</summary>
    ReadsFromYesterday,

    /// <summary>Acknowledges a release before it is done, and forgets it.</summary>
    ForgetsReleases,

    /// <summary>Starts at epoch 1 again when a track was released.</summary>
    ForgetsEpochs,
}
