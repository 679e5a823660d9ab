namespace OrleansNaming.Simulation;

/// <summary>The planted faults, in the program that was compiled with them; the product holds none.</summary>
internal interface IMutants
{
    /// <summary>Each mutant's name, and the checker that must find it.</summary>
    IReadOnlyList<(string Name, string Checker, string What, SimEngine Engine)> All { get; }

    /// <summary>Turns one on for the whole program; null turns all off.</summary>
    void Activate(string? name);
}
