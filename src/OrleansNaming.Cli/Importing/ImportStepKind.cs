namespace OrleansNaming.Cli.Importing;

/// <summary>What a bridge does about one instance.</summary>
internal enum ImportStepKind
{
    /// <summary>It is not here: it is registered.</summary>
    Added,

    /// <summary>It is here and says something else: it is registered again.</summary>
    Changed,

    /// <summary>It is mirrored here and shall not be: it is taken back.</summary>
    Removed,

    /// <summary>It is mirrored here as it is there.</summary>
    Same,

    /// <summary>Its address is registered here under that name by somebody else: nothing is mirrored.</summary>
    Here,
}
