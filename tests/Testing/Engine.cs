namespace OrleansNaming.Testing;

/// <summary>What carried the protocol in a test: the columns of the row matrix.</summary>
public enum Engine
{
    /// <summary>Code of Core alone, or Core in the simulated world. A test that says nothing counts here.</summary>
    Simulated,

    /// <summary>Real sockets.</summary>
    Lan,

    /// <summary>Real silos.</summary>
    Orleans,
}
