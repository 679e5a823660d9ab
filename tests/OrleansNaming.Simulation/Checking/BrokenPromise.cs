namespace OrleansNaming.Simulation.Checking;

/// <summary>A checker saw what must never be.</summary>
internal sealed class BrokenPromise(string checker, string message) : Exception(message)
{
    public string Checker { get; } = checker;
}
