namespace OrleansNaming.Simulation;

/// <summary>Whose semantics a world has.</summary>
internal enum SimEngine
{
    /// <summary>Datagrams that may be lost, calls that may be refused, and a disk for each server.</summary>
    Lan = 0,

    /// <summary>Silos with a membership, links in order, and one storage that outlives them, reached through grains that may have two activations.</summary>
    Orleans,
}
