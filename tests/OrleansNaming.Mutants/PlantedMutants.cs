using OrleansNaming.Simulation;

namespace OrleansNaming.Mutants;

/// <summary>The table that this program was compiled with.</summary>
internal sealed class PlantedMutants : IMutants
{
    public IReadOnlyList<(string Name, string Checker, string What, SimEngine Engine)> All { get; } = Read();

    public void Activate(string? name) => Mutation.Activate(name);

    private static List<(string Name, string Checker, string What, SimEngine Engine)> Read()
    {
        using var table = new StreamReader(typeof(PlantedMutants).Assembly.GetManifestResourceStream("mutants.txt")!);
        var mutants = new List<(string, string, string, SimEngine)>();
        var (name, checker, engine) = ("", "", SimEngine.Lan);
        while (table.ReadLine() is { } line)
        {
            (name, checker) = (Value(line, "mutant: ") ?? name, Value(line, "checker: ") ?? checker);
            engine = line.StartsWith("mutant: ", StringComparison.Ordinal) ? SimEngine.Lan : Value(line, "engine: ") is "orleans" ? SimEngine.Orleans : engine;
            if (Value(line, "what: ") is { } what)
            {
                mutants.Add((name, checker, what, engine));
            }
        }

        return mutants;
    }

    private static string? Value(string line, string field) => line.StartsWith(field, StringComparison.Ordinal) ? line[field.Length..] : null;
}
